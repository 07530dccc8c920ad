#include "features/energy.h"

#include <cmath>

namespace emo {

float zero_crossing_rate(std::span<const float> frame, const ZeroCrossingConfig& config) noexcept {
  // librosa compares sign bits (zero_pos) or signs; what is set to 0 there has no sign bit.
  const auto sign = [&](float x) {
    const double value = x;
    if (value >= -config.threshold && value <= config.threshold) return config.zero_pos ? 1 : 0;
    return value < 0 ? -1 : 1;
  };
  if (frame.empty()) return 0.0F;
  int crossings = config.pad ? 1 : 0;
  int before = sign(frame[0]);
  for (std::size_t i = 1; i < frame.size(); ++i) {
    const int now = sign(frame[i]);
    crossings += now != before ? 1 : 0;
    before = now;
  }
  return static_cast<float>(crossings) / static_cast<float>(frame.size());
}

}  // namespace emo
