#pragma once
#include <algorithm>
#include <cmath>
#include <span>

namespace emo {

inline constexpr float kSilenceDbfs = -120.0F;

inline float rms(std::span<const float> samples) noexcept {
  double sum = 0.0;
  for (float s : samples) sum += static_cast<double>(s) * s;
  return samples.empty() ? 0.0F : static_cast<float>(std::sqrt(sum / static_cast<double>(samples.size())));
}

// 20 log10(amplitude), never below kSilenceDbfs. Amplitude 1 = full scale = 0 dBFS.
inline float to_dbfs(float amplitude) noexcept {
  return amplitude > 1e-6F ? std::max(kSilenceDbfs, 20.0F * std::log10(amplitude)) : kSilenceDbfs;
}

}  // namespace emo
