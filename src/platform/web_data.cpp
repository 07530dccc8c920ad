// platform/data_api.h for the web. // [librarian's worker]
#include "platform/web_data.h"

#include <emscripten.h>

#include <cstdlib>
#include <string>

#include "platform/data_api.h"

namespace {

std::string& last_error() {
  static std::string sentence;
  return sentence;
}

}  // namespace

namespace emo::web {

int fail(std::string sentence) {
  last_error() = std::move(sentence);
  return -1;
}

}  // namespace emo::web

extern "C" {

EMSCRIPTEN_KEEPALIVE void* emo_alloc(std::size_t bytes) { return std::malloc(bytes); }
EMSCRIPTEN_KEEPALIVE void emo_free(void* pointer) { std::free(pointer); }
EMSCRIPTEN_KEEPALIVE const char* emo_last_error() { return last_error().c_str(); }
}
