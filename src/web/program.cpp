// web/program.h for the web.
#include "web/program.h"

#include <emscripten.h>

#include <cstdlib>
#include <utility>

namespace {

std::string& last_error() {
  static std::string sentence;
  return sentence;
}

}  // namespace

namespace emo::web {

EmoStatus fail(std::string sentence) {
  last_error() = std::move(sentence);
  return -1;
}

}  // namespace emo::web

extern "C" {

EMSCRIPTEN_KEEPALIVE void* emo_alloc(std::size_t bytes) { return std::malloc(bytes); }
EMSCRIPTEN_KEEPALIVE void emo_free(void* pointer) { std::free(pointer); }
EMSCRIPTEN_KEEPALIVE const char* emo_last_error() { return last_error().c_str(); }
}
