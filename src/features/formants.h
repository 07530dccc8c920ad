// Formants as Praat's "Sound: To Formant (burg)" defines them (Praat manual of that name; Childers 1978 for Burg's
// recursion): resampled to twice the highest formant, pre-emphasised, Gaussian-like window, linear prediction, roots.
#pragma once
#include <array>
#include <span>
#include <vector>

#include "features/feature.h"

namespace emo {

struct FormantConfig {
  double max_formant_hz = 5500;  // ceiling of the search; at most half the sample rate is used
  int max_formants = 5;          // 1 … 5 below the ceiling: two poles each
  double window_s = 0.025;       // effective; physically twice as long
  double preemphasis_from_hz = 50;
  double margin_hz = 50;           // nothing nearer to 0 or to the ceiling is a formant
  double max_bandwidth_hz = 1000;  // wider resonances are the slope of the spectrum, not formants
};

struct FormantFrame {
  int count = 0;
  std::array<float, 5> hz{};  // rising
  std::array<float, 5> bandwidth_hz{};
};

// One frame a time; parts of a window outside the sound are silence. A frame without sound has no formants.
// Where half the sample rate lies below max_formant_hz, as many formants fewer are sought as fit proportionally.
std::vector<FormantFrame> formants_at(const Sound& sound, std::span<const double> times_s,
                                      const FormantConfig& config = {});

}  // namespace emo
