// Intensity as Praat's "Sound: To Intensity..." defines it (Praat manual of that name): the mean of the squared sound
// pressure, weighted with a Kaiser window (β = 2π² + ½ = 20.24; side lobes under −190 dB) of 6.4 / min_pitch physical
// length (3.2 / min_pitch effective), in dB re 2·10⁻⁵ Pa, full scale ±1 taken as ±1 Pa.
#pragma once
#include <span>
#include <vector>

#include "features/feature.h"

namespace emo {

struct IntensityConfig {
  double min_pitch_hz = 100;  // the lowest periodicity that must not ripple
  bool subtract_mean = true;  // the mean pressure of each window first
};

inline constexpr float kSilenceIntensityDb = -300.0F;  // Praat's value where there is no pressure at all

// One value in dB a time; only the samples inside the sound count.
std::vector<float> intensity_db_at(const Sound& sound, std::span<const double> times_s,
                                   const IntensityConfig& config = {});

}  // namespace emo
