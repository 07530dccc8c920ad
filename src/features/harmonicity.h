// Harmonics-to-noise ratio as Praat's "Sound: To Harmonicity (ac)..." defines it (Boersma 1993): the height r of the
// autocorrelation's best peak within the pitch range, normalised for the window, gives 10 log10(r / (1 − r)) dB.
// eGeMAPS takes the same ratio (Eyben et al. 2016, IEEE Trans. Affective Computing 7(2)).
#pragma once
#include <vector>

#include "features/pitch_autocorrelation.h"

namespace emo {

struct HarmonicityConfig {
  double step_s = 0.01;
  double min_pitch_hz = 75;
  double silence_threshold = 0.1;   // of the loudest sample
  double periods_per_window = 4.5;  // of min_pitch_hz; with its Gaussian flanks physically twice as long
};

inline constexpr float kNotHarmonicDb = -200.0F;  // Praat's value for a frame that is silent or without a peak

struct HarmonicityTrack {
  VoiceFrames frames;
  std::vector<float> db;
};

HarmonicityTrack harmonicity(const Sound& sound, const HarmonicityConfig& config = {});

}  // namespace emo
