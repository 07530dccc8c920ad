// One of the models that answer side by side in a session: its card, its state and what it has said so far. A slot
// does not know of the others.
#pragma once
#include <optional>

#include "session/card.h"
#include "session/model_stream.h"
#include "session/run_times.h"

namespace emo {

class ModelSlot {
 public:
  // nullptr empties the slot, its state becomes absent. What was said before is forgotten.
  void set_model(const Card* card);
  // An empty slot cannot be ready: it stays as it was.
  void set_state(ModelState state);

  [[nodiscard]] bool empty() const { return !card_.has_value(); }
  [[nodiscard]] const Card& card() const { return *card_; }  // of a slot that is not empty
  [[nodiscard]] ModelState state() const { return state_; }
  [[nodiscard]] bool ready() const { return state_ == ModelState::ready; }
  [[nodiscard]] std::uint8_t labels_known() const { return card_ ? card_->answer.labels_known() : std::uint8_t{0}; }
  [[nodiscard]] bool has_dimensions() const { return card_ && card_->answer.dimensions; }
  // Of a model that is run as a stream; else nullptr.
  [[nodiscard]] ModelStream* stream() { return stream_ ? &*stream_ : nullptr; }
  [[nodiscard]] bool answers_whole_clips() const { return card_ && card_->clip_rule == ClipRule::whole; }

  // record: a window with everything but an answer (verdict no_speech). Each returns it completed.
  const PredictionRecord& hear_no_speech(const PredictionRecord& record);
  const PredictionRecord& answer_window(const PredictionRecord& record, std::span<const float> answer);
  void answer_clip(std::span<const float> answer);

  // The newest of them; nullopt: none yet.
  [[nodiscard]] const std::optional<PredictionRecord>& newest() const { return newest_; }
  // record: the whole clip without an answer. By the card's clip rule.
  [[nodiscard]] PredictionRecord summary(PredictionRecord record) const;

  RunTimes run_ms;

 private:
  [[nodiscard]] std::optional<Reading> mean_reading() const;

  std::optional<Card> card_;
  std::optional<ModelStream> stream_;
  ModelState state_ = ModelState::absent;
  Smoother smoother_{0.0F};
  std::optional<PredictionRecord> newest_;
  std::optional<Reading> whole_;
  // Sums over windows, weighted with their seconds of speech.
  std::array<double, kEmotionCount> weighted_{};
  double weighted_valence_ = 0.0;
  double weighted_arousal_ = 0.0;
  double weight_ = 0.0;
};

}  // namespace emo
