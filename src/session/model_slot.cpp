#include "session/model_slot.h"

namespace emo {

void ModelSlot::set_model(const Card* card) {
  if (card == nullptr)
    *this = ModelSlot();
  else {
    const ModelState state = state_;
    *this = ModelSlot();
    card_ = *card;
    if (card->stream) stream_.emplace(*card->stream);
    state_ = state;
    smoother_ = Smoother(card->decision.smoothing_s);
  }
}

void ModelSlot::set_state(ModelState state) {
  if (state != ModelState::ready || card_) state_ = state;
}

const PredictionRecord& ModelSlot::hear_no_speech(const PredictionRecord& record) {
  smoother_.reset();
  return newest_.emplace(record);
}

const PredictionRecord& ModelSlot::answer_window(const PredictionRecord& record, std::span<const float> answer) {
  const DecisionConfig& decision = card_->decision;
  const Reading raw = reading_of(answer, card_->answer, decision.temperature);
  const auto weight = static_cast<double>(record.speech_s);
  for (std::size_t i = 0; i < weighted_.size(); ++i) weighted_[i] += weight * raw.probabilities[i];
  weighted_valence_ += weight * raw.valence;
  weighted_arousal_ += weight * raw.arousal;
  weight_ += weight;
  PredictionRecord& r = newest_.emplace(record);
  put_reading(smoother_.step(raw, r.end_s), r);
  decide(r, decision.unsure_below);
  return r;
}

void ModelSlot::answer_clip(std::span<const float> answer) {
  whole_ = reading_of(answer, card_->answer, card_->decision.temperature);
}

std::optional<Reading> ModelSlot::mean_reading() const {
  if (weight_ <= 0.0) return std::nullopt;
  Reading mean;
  for (std::size_t i = 0; i < weighted_.size(); ++i) mean.probabilities[i] = static_cast<float>(weighted_[i] / weight_);
  mean.valence = static_cast<float>(weighted_valence_ / weight_);
  mean.arousal = static_cast<float>(weighted_arousal_ / weight_);
  return mean;
}

PredictionRecord ModelSlot::summary(PredictionRecord record) const {
  std::optional<Reading> reading = answers_whole_clips() ? whole_ : mean_reading();
  if (!reading) return record;
  reading->probabilities = tempered(reading->probabilities, card_->decision.clip_temperature);
  put_reading(*reading, record);
  decide(record, card_->decision.clip_unsure_below);
  return record;
}

}  // namespace emo
