// Fundamental frequency as librosa 1.0 estimates it: yin (de Cheveigné & Kawahara 2002) and pyin (Mauch & Dixon 2014).
// Names, definitions and defaults are librosa's; it demands fmin and fmax, here they begin with the values it
// recommends, C2 and C7.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "features/feature.h"
#include "signal/padding.h"

namespace emo {

struct PitchRange {
  float fmin_hz = 65.41F;   // > 0
  float fmax_hz = 2093.0F;  // > fmin_hz, ≤ half the sample rate
  int frame_length = 2048;  // samples; must hold one period of fmin_hz, should hold two
  int hop_length = 0;       // samples; 0: frame_length / 4
  bool center = true;       // frame t lies around sample t · hop; false: it begins there
  PadMode pad_mode = PadMode::constant;

  [[nodiscard]] int hop() const { return hop_length > 0 ? hop_length : frame_length / 4; }
};

struct YinConfig : PitchRange {
  float trough_threshold = 0.1F;
};

struct PyinConfig : PitchRange {
  int n_thresholds = 100;
  double beta_a = 2, beta_b = 18;  // librosa's beta_parameters: the prior over the thresholds
  double boltzmann_parameter = 2;
  double resolution = 0.1;             // semitones between pitch bins
  double max_transition_rate = 35.92;  // octaves/s
  double switch_prob = 0.01;
  double no_trough_prob = 0.01;
  double transition_min_prob = 1e-4;  // 0: librosa's None
  bool guess_unvoiced = false;  // librosa's fill_na=None: unvoiced frames of f0_hz hold the best guess instead of 0
};

struct PitchTrack {
  std::vector<float> f0_hz;  // 0: unvoiced
  std::vector<std::uint8_t> voiced;
  std::vector<float> voiced_probability;
};

// pyin's states: pitches between fmin and fmax, and how many of them a step may span.
struct PyinSteps {
  int bins_per_semitone;
  int bins;
  int transition_width;
};
PyinSteps pyin_steps(const PyinConfig& config, double sample_rate_hz);

// Empty, or why these settings cannot work for a sound of so many samples and what would: the rules of librosa.
std::string pitch_range_problem(const PitchRange& range, double sample_rate_hz, std::size_t samples);

// One value a frame; frames as librosa.util.frame counts them. Only with settings without a problem.
std::vector<float> yin(const Sound& sound, const YinConfig& config);
PitchTrack pyin(const Sound& sound, const PyinConfig& config);

}  // namespace emo
