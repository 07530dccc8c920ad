// The emo_features_* of web/engine_api.h for the web. // [engine worker]
#include <emscripten.h>

#include <string>

#include "session/feature_view.h"
#include "web/engine.h"
#include "web/engine_api.h"

namespace {

emo::FeatureView& view() {
  static emo::FeatureView instance;
  return instance;
}

float*& clip_samples() {
  static float* samples = nullptr;
  return samples;
}

std::string& csv_text() {
  static std::string text;
  return text;
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE EmoStatus emo_features_open_clip(std::size_t count, double sample_rate_hz,
                                                      std::uint32_t generation) {
  if (count == 0) return emo::web::fail("This clip has no samples.");
  if (!emo::web::usable_rate(sample_rate_hz)) return -1;
  clip_samples() = view().open_clip(count, sample_rate_hz, generation).data();
  return 0;
}
EMSCRIPTEN_KEEPALIVE float* emo_features_clip_samples() { return clip_samples(); }

EMSCRIPTEN_KEEPALIVE EmoStatus emo_features_open_live(double sample_rate_hz, std::uint32_t generation) {
  if (!emo::web::usable_rate(sample_rate_hz)) return -1;
  view().open_live(sample_rate_hz, generation);
  return 0;
}

EMSCRIPTEN_KEEPALIVE void emo_features_close() { view().close(); }

EMSCRIPTEN_KEEPALIVE void emo_features_push(const float* samples, std::size_t count) { view().push({samples, count}); }

EMSCRIPTEN_KEEPALIVE EmoStatus emo_features_request(const std::uint8_t* bytes, std::size_t size) {
  const auto wanted = view().request({bytes, size});
  if (!wanted) return emo::web::fail(wanted.error());
  return wanted.value() ? 1 : 0;
}

EMSCRIPTEN_KEEPALIVE int emo_features_next() {
  std::string().swap(csv_text());
  return view().step() ? 1 : 0;
}
EMSCRIPTEN_KEEPALIVE const std::uint8_t* emo_features_block() { return view().block().data(); }
EMSCRIPTEN_KEEPALIVE std::size_t emo_features_block_size() { return view().block().size(); }

EMSCRIPTEN_KEEPALIVE EmoStatus emo_features_csv(double first_s, double last_s) {
  auto text = view().csv(first_s, last_s);
  csv_text() = text ? std::move(text.value()) : std::string();
  return text ? 0 : emo::web::fail(text.error());
}
EMSCRIPTEN_KEEPALIVE const char* emo_features_csv_text() { return csv_text().c_str(); }
EMSCRIPTEN_KEEPALIVE std::size_t emo_features_csv_text_size() { return csv_text().size(); }
}
