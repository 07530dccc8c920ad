#include "emotion/decision.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace emo {

std::uint8_t AnswerLayout::labels_known() const {
  unsigned known = 0;
  for (const Emotion e : labels) known |= 1U << static_cast<unsigned>(e);
  return static_cast<std::uint8_t>(known);
}

Reading reading_of(std::span<const float> answer, const AnswerLayout& layout, float temperature) {
  assert(answer.size() == layout.size() && temperature > 0.0F);
  const auto logits = answer.first(layout.labels.size());
  const float highest = *std::max_element(logits.begin(), logits.end());
  Reading reading;
  const auto p = [&](std::size_t i) -> float& {
    return reading.probabilities[static_cast<std::size_t>(layout.labels[i])];
  };
  float sum = 0.0F;
  for (std::size_t i = 0; i < logits.size(); ++i) sum += p(i) = std::exp((logits[i] - highest) / temperature);
  for (std::size_t i = 0; i < logits.size(); ++i) p(i) /= sum;
  if (layout.dimensions) {
    reading.valence = std::clamp(answer[logits.size()], -1.0F, 1.0F);
    reading.arousal = std::clamp(answer[logits.size() + 1], -1.0F, 1.0F);
  }
  return reading;
}

Probabilities tempered(const Probabilities& p, float temperature) {
  if (temperature == 1.0F) return p;
  Probabilities out{};
  float sum = 0.0F;
  for (std::size_t i = 0; i < p.size(); ++i) sum += out[i] = std::pow(p[i], 1.0F / temperature);
  for (float& value : out) value /= sum;
  return out;
}

void decide(PredictionRecord& record, float unsure_below) {
  const auto* best = std::max_element(std::begin(record.probabilities), std::end(record.probabilities));
  record.label = static_cast<Emotion>(best - std::begin(record.probabilities));
  record.confidence = *best;
  record.verdict = record.confidence < unsure_below ? Verdict::unsure : Verdict::emotion;
}

void put_reading(const Reading& reading, PredictionRecord& record) {
  std::copy(reading.probabilities.begin(), reading.probabilities.end(), std::begin(record.probabilities));
  record.valence = reading.valence;
  record.arousal = reading.arousal;
}

Reading Smoother::step(const Reading& input, double at_s) {
  const double gap_s = at_s - last_s_;
  last_s_ = at_s;
  if (!started_ || gap_s > 1.0 || time_constant_s_ <= 0.0F) {
    started_ = true;
    state_ = input;
    return state_;
  }
  const auto keep = static_cast<float>(std::exp(-gap_s / time_constant_s_));
  const auto follow = [keep](float& state, float value) { state = keep * state + (1.0F - keep) * value; };
  for (std::size_t i = 0; i < state_.probabilities.size(); ++i) follow(state_.probabilities[i], input.probabilities[i]);
  follow(state_.valence, input.valence);
  follow(state_.arousal, input.arousal);
  return state_;
}

}  // namespace emo
