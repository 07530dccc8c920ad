// From logits to what is said: temperature, smoothing, "unsure", "no speech".
#pragma once
#include <span>

#include "contract/emotions.h"
#include "contract/snapshot.h"

namespace emo {

struct DecisionConfig {
  float temperature = 1.0F;     // > 0, from the card
  float unsure_below = 0.40F;   // smallest confidence that is given a word, from the card
  float smoothing_s = 0.4F;     // time constant over windows; 0 = none
  float min_speech_s = 0.30F;   // speech a window must hold
  float speech_hold_s = 0.70F;  // after this long without speech the verdict is "no speech"
};

// softmax(logits / temperature); logits: 8 finite values.
Probabilities calibrated(std::span<const float> logits, float temperature);

// Sets label, confidence and verdict (unsure or emotion) from record.probabilities.
void decide(PredictionRecord& record, float unsure_below);

class Smoother {
 public:
  explicit Smoother(float time_constant_s) : time_constant_s_(time_constant_s) {}
  // at_s increases; a gap longer than one second begins afresh.
  Probabilities step(const Probabilities& input, double at_s);
  void reset() { started_ = false; }

 private:
  float time_constant_s_;
  bool started_ = false;
  double last_s_ = 0.0;
  Probabilities state_{};
};

}  // namespace emo
