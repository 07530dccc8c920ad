#include "emotion/decision.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace emo {

Probabilities calibrated(std::span<const float> logits, float temperature) {
  assert(logits.size() == kEmotionCount && temperature > 0.0F);
  const float highest = *std::max_element(logits.begin(), logits.end());
  Probabilities p{};
  float sum = 0.0F;
  for (std::size_t i = 0; i < p.size(); ++i) sum += p[i] = std::exp((logits[i] - highest) / temperature);
  for (float& value : p) value /= sum;
  return p;
}

void decide(PredictionRecord& record, float unsure_below) {
  const auto* best = std::max_element(std::begin(record.probabilities), std::end(record.probabilities));
  record.label = static_cast<Emotion>(best - std::begin(record.probabilities));
  record.confidence = *best;
  record.verdict = record.confidence < unsure_below ? Verdict::unsure : Verdict::emotion;
}

Probabilities Smoother::step(const Probabilities& input, double at_s) {
  const double gap_s = at_s - last_s_;
  last_s_ = at_s;
  if (!started_ || gap_s > 1.0 || time_constant_s_ <= 0.0F) {
    started_ = true;
    state_ = input;
    return state_;
  }
  const auto keep = static_cast<float>(std::exp(-gap_s / time_constant_s_));
  for (std::size_t i = 0; i < state_.size(); ++i) state_[i] = keep * state_[i] + (1.0F - keep) * input[i];
  return state_;
}

}  // namespace emo
