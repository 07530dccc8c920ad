// web/engine_api.h for the web. // [engine worker]
#include <emscripten.h>

#include <array>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "session/card.h"
#include "session/session.h"
#include "web/engine.h"
#include "web/engine_api.h"

namespace {

struct Running {
  explicit Running(const emo::SessionConfig& config) : session(config) {}
  emo::Session session;
  emo::InferenceRequest request;
  std::span<const std::uint8_t> snapshot;
};

struct Engine {
  std::map<int, std::unique_ptr<Running>> sessions;
  int next_handle = 1;
  std::array<std::optional<emo::Card>, emo::kModelSlots> cards;
  std::span<const float> recent;  // of the newest call
};

Engine& engine() {
  static Engine instance;
  return instance;
}

Running* find(int handle) {
  const auto it = engine().sessions.find(handle);
  return it == engine().sessions.end() ? nullptr : it->second.get();
}

bool is_slot(int slot) { return slot >= 0 && slot < emo::kModelSlots; }

void put_card(int slot, std::optional<emo::Card> card) {
  auto& place = engine().cards[static_cast<std::size_t>(slot)];
  place = std::move(card);
  for (auto& [handle, running] : engine().sessions) running->session.set_model(slot, place ? &*place : nullptr);
}

constexpr double kLowestRateHz = 4000.0;
constexpr double kHighestRateHz = 768000.0;

}  // namespace

namespace emo::web {

bool usable_rate(double sample_rate_hz) {
  if (sample_rate_hz >= kLowestRateHz && sample_rate_hz <= kHighestRateHz) return true;
  fail("A sample rate of " + std::to_string(sample_rate_hz) + " Hz cannot be used; 4000 to 768000 Hz can.");
  return false;
}

const Card* card_in(int slot) {
  if (!is_slot(slot)) {
    fail("There is no place " + std::to_string(slot) + " for a model; 0 and 1 are.");
    return nullptr;
  }
  const auto& card = engine().cards[static_cast<std::size_t>(slot)];
  if (!card) fail("There is no model in this place yet. Try again once it has been loaded.");
  return card ? &*card : nullptr;
}

}  // namespace emo::web

using emo::web::fail;

extern "C" {

EMSCRIPTEN_KEEPALIVE EmoStatus emo_card_load(int slot, const char* json, std::size_t bytes) {
  if (!is_slot(slot)) return fail("There is no place " + std::to_string(slot) + " for a model; 0 and 1 are.");
  auto card = emo::parse_card({json, bytes});
  if (!card) return fail(card.error());
  put_card(slot, std::move(card.value()));
  return 0;
}
EMSCRIPTEN_KEEPALIVE void emo_card_clear(int slot) {
  if (is_slot(slot)) put_card(slot, std::nullopt);
}

EMSCRIPTEN_KEEPALIVE EmoStatus emo_session_create(int source, double sample_rate_hz, double duration_s,
                                                  std::uint32_t generation) {
  if (!emo::web::usable_rate(sample_rate_hz)) return -1;
  const bool clip = source == static_cast<int>(emo::Source::clip);
  const emo::SessionConfig config{.source = clip ? emo::Source::clip : emo::Source::live,
                                  .sample_rate_hz = sample_rate_hz,
                                  .duration_s = duration_s,
                                  .generation = generation,
                                  .may_skip = !clip};
  const int handle = engine().next_handle++;
  auto& running = engine().sessions.emplace(handle, std::make_unique<Running>(config)).first->second;
  for (int slot = 0; slot < emo::kModelSlots; ++slot)
    if (const auto& card = engine().cards[static_cast<std::size_t>(slot)]) running->session.set_model(slot, &*card);
  return handle;
}
EMSCRIPTEN_KEEPALIVE void emo_session_destroy(int session) { engine().sessions.erase(session); }

EMSCRIPTEN_KEEPALIVE void emo_session_set_detector_ready(int session, int ready) {
  if (Running* r = find(session)) r->session.set_detector_ready(ready != 0);
}
EMSCRIPTEN_KEEPALIVE void emo_session_set_model_state(int session, int slot, int state) {
  Running* r = find(session);
  if (r != nullptr && is_slot(slot)) r->session.set_model_state(slot, static_cast<emo::ModelState>(state));
}

EMSCRIPTEN_KEEPALIVE EmoStatus emo_session_push(int session, const float* samples, std::size_t count,
                                                double captured_at_ms, std::uint32_t dropped_blocks) {
  Running* r = find(session);
  if (r == nullptr) return fail("This session has ended.");
  r->session.push({samples, count}, captured_at_ms, dropped_blocks);
  return 0;
}
EMSCRIPTEN_KEEPALIVE void emo_session_finish(int session) {
  if (Running* r = find(session)) r->session.finish();
}

EMSCRIPTEN_KEEPALIVE int emo_session_next_request(int session) {
  Running* r = find(session);
  if (r == nullptr) return 0;
  r->request = r->session.next_request();
  return static_cast<int>(r->request.kind);
}
EMSCRIPTEN_KEEPALIVE int emo_session_request_slot(int session) {
  const Running* r = find(session);
  return r != nullptr ? r->request.slot : 0;
}
EMSCRIPTEN_KEEPALIVE const float* emo_session_request_input(int session) {
  const Running* r = find(session);
  return r != nullptr ? r->request.input.data() : nullptr;
}
EMSCRIPTEN_KEEPALIVE std::size_t emo_session_request_input_count(int session) {
  const Running* r = find(session);
  return r != nullptr ? r->request.input.size() : 0;
}
EMSCRIPTEN_KEEPALIVE const float* emo_session_request_state(int session) {
  const Running* r = find(session);
  return r != nullptr ? r->request.state.data() : nullptr;
}
EMSCRIPTEN_KEEPALIVE std::size_t emo_session_request_state_count(int session) {
  const Running* r = find(session);
  return r != nullptr ? r->request.state.size() : 0;
}
EMSCRIPTEN_KEEPALIVE void emo_session_answer(int session, const float* values, std::size_t count, double elapsed_ms) {
  if (Running* r = find(session)) r->session.answer({values, count}, elapsed_ms);
}

EMSCRIPTEN_KEEPALIVE const std::uint8_t* emo_session_snapshot(int session) {
  Running* r = find(session);
  if (r == nullptr) return nullptr;
  r->snapshot = r->session.snapshot();
  return r->snapshot.data();
}
EMSCRIPTEN_KEEPALIVE std::size_t emo_session_snapshot_size(int session) {
  const Running* r = find(session);
  return r != nullptr ? r->snapshot.size() : 0;
}

EMSCRIPTEN_KEEPALIVE const float* emo_session_recent(int session, double end_s, double seconds) {
  Running* r = find(session);
  engine().recent = r != nullptr ? r->session.recent(end_s, seconds) : std::span<const float>();
  return engine().recent.data();
}
EMSCRIPTEN_KEEPALIVE std::size_t emo_session_recent_count() { return engine().recent.size(); }
}
