// How sure a model may say it is: the numbers of its card that are fitted, not trained. They are fitted to what the
// model said of speakers it had not heard, with temperature 1 and without smoothing.
#pragma once
#include <span>
#include <vector>

#include "contract/emotions.h"
#include "learning/metrics.h"

namespace emo {

inline constexpr double kWantedAccuracy = 0.85;  // of the answers that get a word

struct SpokenWindow {
  double end_s = 0.0;
  float speech_s = 0.0F;  // weight in the clip's mean
  bool fresh = false;     // no speech just before it: smoothing begins anew
  Probabilities plain{};  // temperature 1
};

struct SpokenClip {
  int truth = 0;
  std::vector<SpokenWindow> windows{};  // empty: no speech was found
  Probabilities whole{};                // models that hear a whole clip at once: temperature 1; all 0 otherwise
};

struct CalibrationFit {
  double temperature = 1.0;
  double clip_temperature = 1.0;
  double unsure_below = 0.0;
  double clip_unsure_below = 0.0;
};

// What the product would say with these temperatures.
std::vector<Probabilities> shown_windows(const SpokenClip& clip, float temperature, float smoothing_s);
Probabilities shown_clip(const SpokenClip& clip, float temperature, float clip_temperature);

Answer answer_of(const Probabilities& shown, int truth);

// Temperatures: least negative log-likelihood of the shown (smoothed) windows, then of the clips; 0.2 … 10 in steps of
// 2 %. A model of whole clips has one temperature, fitted to the clips. Thresholds: best_coverage() at the accuracy
// wanted, or where that is not reached surest_coverage(); 0 if there are too few answers. Nothing spoken: {1, 1, 0, 0}.
CalibrationFit fit_calibration(std::span<const SpokenClip> clips, float smoothing_s, bool whole_clips,
                               double wanted_accuracy = kWantedAccuracy);

}  // namespace emo
