// web/decoder_api.h for the web. // [engine worker]
#include <emscripten.h>

#include <string>
#include <utility>

#include "signal/decode.h"
#include "web/decoder_api.h"

namespace {

emo::DecodedClip& decoded() {
  static emo::DecodedClip clip;
  return clip;
}

double seconds(std::uint32_t samples) { return samples / decoded().sample_rate_hz; }

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE EmoStatus emo_decode(const std::uint8_t* bytes, std::size_t size) {
  auto clip = emo::decode_clip({bytes, size});
  if (!clip) return emo::web::fail(clip.error());
  decoded() = std::move(clip.value());
  return 0;
}
EMSCRIPTEN_KEEPALIVE const float* emo_decoded_samples() { return decoded().samples.data(); }
EMSCRIPTEN_KEEPALIVE std::size_t emo_decoded_samples_count() { return decoded().samples.size(); }
EMSCRIPTEN_KEEPALIVE double emo_decoded_rate_hz() { return decoded().sample_rate_hz; }
EMSCRIPTEN_KEEPALIVE int emo_decoded_channels() { return decoded().channels; }
EMSCRIPTEN_KEEPALIVE double emo_decoded_trimmed_start_s() { return seconds(decoded().trimmed_start); }
EMSCRIPTEN_KEEPALIVE double emo_decoded_trimmed_end_s() { return seconds(decoded().trimmed_end); }
EMSCRIPTEN_KEEPALIVE const char* emo_decoded_hints() {
  static std::string lines;
  lines.clear();
  for (const std::string& hint : decoded().hints) lines += (lines.empty() ? "" : "\n") + hint;
  return lines.c_str();
}
EMSCRIPTEN_KEEPALIVE void emo_decoded_release() { decoded() = {}; }
}
