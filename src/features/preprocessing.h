// What can be done to a sound before its features are computed; all off by default (seed 001's options).
#pragma once
#include <span>
#include <vector>

namespace emo {

struct PreprocessingConfig {
  float preemphasis = 0.0F;         // y[n] = x[n] − a x[n−1] as librosa.effects.preemphasis; 0 … 0.99, 0: off
  float highpass_hz = 0.0F;         // second-order Butterworth; 0: off
  float noise_reduction_db = 0.0F;  // spectral subtraction, at most this much; 0: off

  [[nodiscard]] bool is_off() const { return preemphasis == 0.0F && highpass_hz == 0.0F && noise_reduction_db == 0.0F; }
};

// High-pass, noise reduction, pre-emphasis, in this order; the length stays.
std::vector<float> preprocess(std::span<const float> samples, double sample_rate_hz, const PreprocessingConfig& config);

}  // namespace emo
