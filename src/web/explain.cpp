// The emo_explain_* of web/engine_api.h for the web. // [engine worker]
#include <emscripten.h>

#include <optional>
#include <vector>

#include "session/saliency.h"
#include "web/engine.h"
#include "web/engine_api.h"

namespace {

struct Asked {
  std::optional<emo::Saliency> saliency;
  int slot = 0;
  double start_s = 0.0;
  std::vector<std::uint8_t> result;
};

Asked& asked() {
  static Asked instance;
  return instance;
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE EmoStatus emo_explain_open(int slot, const float* samples, std::size_t count, double rate_hz,
                                                int label) {
  asked() = Asked();
  const emo::Card* card = emo::web::card_in(slot);
  if (card == nullptr || !emo::web::usable_rate(rate_hz)) return -1;
  auto opened = emo::Saliency::open(*card, {{samples, count}, rate_hz}, label);
  if (!opened) return emo::web::fail(opened.error());
  asked().saliency = std::move(opened.value());
  asked().slot = slot;
  return 0;
}

EMSCRIPTEN_KEEPALIVE void emo_explain_place(double start_s) { asked().start_s = start_s; }

EMSCRIPTEN_KEEPALIVE EmoStatus emo_explain_next() {
  Asked& a = asked();
  if (!a.saliency) return emo::web::fail("No sound was opened to be explained. Choose \"Explain\" again.");
  const auto more = a.saliency->next();
  if (!more) return emo::web::fail(more.error());
  if (more.value()) return 1;
  emo::Explanation explanation = a.saliency->explanation();
  explanation.header.slot = static_cast<std::uint8_t>(a.slot);
  explanation.header.start_s += a.start_s;
  explanation.header.end_s += a.start_s;
  emo::write_explanation(explanation, a.result);
  return 0;
}

EMSCRIPTEN_KEEPALIVE const float* emo_explain_input() {
  return asked().saliency ? asked().saliency->input().data() : nullptr;
}
EMSCRIPTEN_KEEPALIVE std::size_t emo_explain_input_count() {
  return asked().saliency ? asked().saliency->input().size() : 0;
}
EMSCRIPTEN_KEEPALIVE void emo_explain_answer(const float* values, std::size_t count) {
  if (asked().saliency) asked().saliency->answer({values, count});
}
EMSCRIPTEN_KEEPALIVE double emo_explain_progress() { return asked().saliency ? asked().saliency->progress() : 0.0; }

EMSCRIPTEN_KEEPALIVE const std::uint8_t* emo_explain_result() { return asked().result.data(); }
EMSCRIPTEN_KEEPALIVE std::size_t emo_explain_result_size() { return asked().result.size(); }
EMSCRIPTEN_KEEPALIVE void emo_explain_close() { asked() = Asked(); }
}
