// Models that are not there: cards without files, answers that depend on every number of the input.
#pragma once
#include <doctest/doctest.h>

#include <cstring>
#include <functional>
#include <memory>

#include "features/catalogue.h"
#include "features/recipes/logmel64.h"
#include "session/session.h"
#include "session/speech_tracker.h"
#include "support/audio.h"

namespace emo::test {

inline Card fake_card(std::vector<Emotion> labels = {}, const char* recipe = "logmel64") {
  Card card;
  card.name = "fake";
  card.recipe = find_recipe(recipe);
  if (labels.empty())
    for (int i = 0; i < kEmotionCount; ++i) labels.push_back(static_cast<Emotion>(i));
  card.answer.labels = std::move(labels);
  return card;
}

// Loud chunks are speech.
inline std::vector<float> detector_answer(std::span<const float> input) {
  float energy = 0.0F;
  for (float s : input) energy += s * s;
  std::vector<float> answer(1 + SpeechConfig::state_size, 0.25F);
  answer[0] = energy / static_cast<float>(input.size()) > 1e-3F ? 0.9F : 0.05F;
  return answer;
}

// Logits are sums over the input; dimensions lie inside ±1 and depend on it too.
inline std::vector<float> model_answer(const AnswerLayout& layout, std::span<const float> input) {
  const std::size_t count = layout.labels.size();
  std::vector<float> answer(count, 0.0F);
  for (std::size_t i = 0; i < input.size(); ++i) answer[i % count] += 1e-3F * input[i];
  if (layout.dimensions) {
    answer.push_back(std::tanh(answer[0]));
    answer.push_back(std::tanh(answer[1]));
  }
  return answer;
}

// A stream whose state is the sums over the frames of the last steps: its logits are sums over them and the new one.
inline Card streaming(Card card, int memory = 12) {
  card.stream =
      StreamContract{.file = "stream.onnx", .sha256 = {}, .frames = 10, .state = memory - 1, .memory = memory};
  return card;
}

inline std::vector<float> stream_answer(const Card& card, const InferenceRequest& request) {
  const auto sum = [](std::span<const float> values) {
    float total = 0.0F;
    for (const float value : values) total += value;
    return total;
  };
  std::vector<float> sums(request.state.begin(), request.state.end());
  if (sums.empty()) {
    const std::vector<float> silence(request.input.size(), LogMel64Recipe::floor());
    sums.assign(static_cast<std::size_t>(card.stream->state), sum(silence));
  }
  sums.push_back(sum(request.input));
  std::vector<float> answer = model_answer(card.answer, sums);
  answer.insert(answer.end(), sums.begin() + 1, sums.end());
  return answer;
}

// One card a slot, nullptr: empty.
using Cards = std::vector<const Card*>;

inline std::vector<float> fake_answer(const InferenceRequest& request, const Cards& cards) {
  if (request.kind == RequestKind::speech_detector) return detector_answer(request.input);
  if (request.kind == RequestKind::model_step)
    return stream_answer(*cards[static_cast<std::size_t>(request.slot)], request);
  return model_answer(cards[static_cast<std::size_t>(request.slot)]->answer, request.input);
}

inline std::unique_ptr<Session> ready_session(const SessionConfig& config, const Cards& cards) {
  auto session = std::make_unique<Session>(config);
  session->set_detector_ready(true);
  for (std::size_t slot = 0; slot < cards.size(); ++slot) {
    if (cards[slot] == nullptr) continue;
    session->set_model(static_cast<int>(slot), cards[slot]);
    session->set_model_state(static_cast<int>(slot), ModelState::ready);
  }
  return session;
}

inline void answer_all(Session& session, const Cards& cards, double elapsed_ms = 1.0) {
  for (auto r = session.next_request(); r.kind != RequestKind::none; r = session.next_request())
    session.answer(fake_answer(r, cards), elapsed_ms);
}

// Speech-like: 1 s silence, 2 s loud, 1.5 s silence, 1 s loud, 0.33 s silence.
inline std::vector<float> takes(double rate_hz) {
  const auto silence = [&](double s) { return std::vector<float>(static_cast<std::size_t>(s * rate_hz)); };
  return joined({silence(1.0), tone(220, rate_hz, 2.0), silence(1.5), tone(330, rate_hz, 1.0), silence(0.33)});
}

inline bool same(const PredictionRecord& a, const PredictionRecord& b) {
  return a.start_s == b.start_s && a.end_s == b.end_s && a.verdict == b.verdict && a.label == b.label &&
         a.speech_s == b.speech_s && a.level_dbfs == b.level_dbfs &&
         std::memcmp(a.probabilities, b.probabilities, sizeof a.probabilities) == 0 &&
         std::memcmp(&a.valence, &b.valence, sizeof(float)) == 0 &&
         std::memcmp(&a.arousal, &b.arousal, sizeof(float)) == 0;
}

inline std::vector<PredictionRecord> of_slot(std::span<const PredictionRecord> records, int slot) {
  std::vector<PredictionRecord> found;
  for (const auto& r : records)
    if (r.slot == slot) found.push_back(r);
  return found;
}

inline constexpr double kClipRateHz = 44100;

inline Card plane_card() {
  Card card = fake_card();
  card.answer.dimensions = true;
  card.decision.temperature = 0.7F;
  return card;
}

// Few labels, a recipe of the sound itself, one answer for a whole clip.
inline Card baseline_card(const char* recipe = "mlp180") {
  Card card = fake_card({Emotion::disgust, Emotion::calm, Emotion::happy, Emotion::fearful}, recipe);
  card.clip_rule = ClipRule::whole;
  card.decision.clip_unsure_below = 0.1F;
  return card;
}

inline SessionConfig clip_config(std::span<const float> sound, double rate_hz = kClipRateHz) {
  const double duration_s = static_cast<double>(sound.size()) / rate_hz;
  return {.source = Source::clip, .sample_rate_hz = rate_hz, .duration_s = duration_s, .may_skip = false};
}

inline std::unique_ptr<Session> heard_clip(std::span<const float> sound, const Cards& cards,
                                           std::size_t block = 1 << 20, bool answer_at_once = false) {
  auto session = ready_session(clip_config(sound), cards);
  in_blocks(sound, block, [&](std::span<const float> b) {
    session->push(b);
    if (answer_at_once) answer_all(*session, cards);
  });
  session->finish();
  answer_all(*session, cards);
  return session;
}

inline void check_same(std::span<const PredictionRecord> ours, std::span<const PredictionRecord> others) {
  REQUIRE(ours.size() == others.size());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    CAPTURE(ours[i].end_s);
    CHECK(same(ours[i], others[i]));
  }
}

// The inputs that the slot was asked about.
inline std::vector<std::vector<float>> inputs_of(Session& session, const Cards& cards, int slot) {
  std::vector<std::vector<float>> inputs;
  for (auto r = session.next_request(); r.kind != RequestKind::none; r = session.next_request()) {
    if (r.kind == RequestKind::emotion_model && r.slot == slot) inputs.emplace_back(r.input.begin(), r.input.end());
    session.answer(fake_answer(r, cards), 1.0);
  }
  return inputs;
}

}  // namespace emo::test
