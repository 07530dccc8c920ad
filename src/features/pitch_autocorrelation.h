// Pitch and periodicity by autocorrelation, as Praat's "Sound: To Pitch (ac)..." and "To Harmonicity (ac)..." define
// them: P. Boersma (1993), "Accurate short-term analysis of the fundamental frequency and the harmonics-to-noise ratio
// of a sampled sound", IFA Proceedings 17, 97–110; defaults of the Praat manual.
#pragma once
#include <vector>

#include "features/voice_frames.h"

namespace emo {

// With the Gaussian window, which harmonicity needs, all is computed in double precision: of a clean tone the strength
// lies as close to 1 as the numbers can tell.
enum class PitchWindow : unsigned char { hanning, gaussian };

struct AutocorrelationPitchConfig {
  double step_s = 0.01;
  double floor_hz = 75;
  double ceiling_hz = 600;        // at most half the sample rate is used
  double periods_per_window = 3;  // of floor_hz; with the Gaussian window twice as long physically
  PitchWindow window = PitchWindow::hanning;
  int max_candidates = 15;
  double silence_threshold = 0.03;  // of the loudest sample
  double voicing_threshold = 0.45;
  double octave_cost = 0.01;
  double octave_jump_cost = 0.35;
  double voiced_unvoiced_cost = 0.14;
};

struct PeriodicityFrame {
  float f0_hz = 0.0F;     // 0: unvoiced
  double strength = 0.0;  // of a voiced frame: the normalised autocorrelation at the period, 0 … 1
};

struct PeriodicityTrack {
  VoiceFrames frames;
  std::vector<PeriodicityFrame> values;

  // Between two voiced frames linearly interpolated, 0 where the nearest frame is unvoiced or there is none.
  [[nodiscard]] double f0_at(double time_s) const;
};

PeriodicityTrack pitch_by_autocorrelation(const Sound& sound, const AutocorrelationPitchConfig& config = {});

}  // namespace emo
