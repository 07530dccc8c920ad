// From a model's numbers to what is said: temperature, smoothing, "unsure", "no speech".
#pragma once
#include <limits>
#include <span>
#include <vector>

#include "contract/emotions.h"
#include "contract/snapshot.h"

namespace emo {

struct DecisionConfig {
  float temperature = 1.0F;        // > 0, from the card
  float unsure_below = 0.40F;      // smallest confidence that is given a word, from the card
  float clip_temperature = 1.0F;   // > 0: a whole clip's probabilities become p^(1/T), normalised
  float clip_unsure_below = 0.4F;  // the same threshold for a whole clip
  float smoothing_s = 0.4F;        // time constant over windows; 0 = none
  float min_speech_s = 0.30F;      // speech a window must hold
  float speech_hold_s = 0.70F;     // after this long without speech the verdict is "no speech"
};

// What the numbers of a model's answer are: a logit for each label, then valence and arousal if it has them.
struct AnswerLayout {
  std::vector<Emotion> labels;  // different ones, at least two
  bool dimensions = false;

  [[nodiscard]] std::size_t size() const { return labels.size() + (dimensions ? 2 : 0); }
  [[nodiscard]] std::uint8_t labels_known() const;  // bit i: emotion i
};

inline constexpr float kNoDimension = std::numeric_limits<float>::quiet_NaN();

// What a model says of one window or clip.
struct Reading {
  Probabilities probabilities{};  // 0 for emotions that the model does not know
  float valence = kNoDimension;   // −1 … 1
  float arousal = kNoDimension;
};

// Probabilities are softmax(logits / temperature). answer: layout.size() finite values.
Reading reading_of(std::span<const float> answer, const AnswerLayout& layout, float temperature);

// p^(1 / temperature), normalised.
Probabilities tempered(const Probabilities& p, float temperature);

// Sets label, confidence and verdict (unsure or emotion) from record.probabilities.
void decide(PredictionRecord& record, float unsure_below);

void put_reading(const Reading& reading, PredictionRecord& record);

class Smoother {
 public:
  explicit Smoother(float time_constant_s) : time_constant_s_(time_constant_s) {}
  // at_s increases; a gap longer than one second begins afresh.
  Reading step(const Reading& input, double at_s);
  void reset() { started_ = false; }

 private:
  float time_constant_s_;
  bool started_ = false;
  double last_s_ = 0.0;
  Reading state_{};
};

}  // namespace emo
