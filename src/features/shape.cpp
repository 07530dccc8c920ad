#include "features/shape.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "signal/vec4.h"

namespace emo {
namespace {

// librosa.util.normalize leaves what is smaller than the smallest normal number as it is.
double divisor(double sum) { return sum < std::numeric_limits<float>::min() ? 1.0 : sum; }

}  // namespace

float spectral_centroid_hz(std::span<const float> magnitude, float bin_hz) noexcept {
  double sum = 0.0;
  double weighted = 0.0;
  double k = 0.0;
  for (float m : magnitude) {
    sum += m;
    weighted += k * m;
    k += 1.0;
  }
  return static_cast<float>(bin_hz * weighted / divisor(sum));
}

float spectral_bandwidth_hz(std::span<const float> magnitude, float bin_hz, float centroid_hz,
                            const BandwidthConfig& config) noexcept {
  double sum = 0.0;
  double moment = 0.0;
  double k = 0.0;
  for (float m : magnitude) {
    const double deviation = std::abs(k * bin_hz - centroid_hz);
    sum += m;
    moment += m * (config.p == 2.0F ? deviation * deviation : std::pow(deviation, static_cast<double>(config.p)));
    k += 1.0;
  }
  if (config.norm) moment /= divisor(sum);
  return static_cast<float>(std::pow(moment, 1.0 / config.p));
}

float spectral_rolloff_hz(std::span<const float> magnitude, float bin_hz, float roll_percent) noexcept {
  // numpy.cumsum's order and precision: the comparison is sharp.
  float total = 0.0F;
  for (float m : magnitude) total += m;
  const float threshold = roll_percent * total;
  float sum = 0.0F;
  for (std::size_t k = 0; k < magnitude.size(); ++k) {
    sum += magnitude[k];
    if (!(sum < threshold)) return static_cast<float>(k) * bin_hz;
  }
  return static_cast<float>(magnitude.size() - 1) * bin_hz;
}

float spectral_flatness(std::span<const float> magnitude, const FlatnessConfig& config) noexcept {
  double logs = 0.0;
  double sum = 0.0;
  const auto thresholded = [&](float m) {
    const float raised = config.power == 2.0F ? m * m : std::pow(m, config.power);
    return std::max(config.amin, raised);
  };
  for (std::size_t k = 0; k < magnitude.size(); k += 4) {
    Vec4 values = splat4(1.0F);
    const std::size_t count = std::min<std::size_t>(4, magnitude.size() - k);
    for (std::size_t i = 0; i < count; ++i) values[i] = thresholded(magnitude[k + i]);
    const Vec4 l = log4(values);
    for (std::size_t i = 0; i < count; ++i) {
      logs += l[i];
      sum += values[i];
    }
  }
  const auto n = static_cast<double>(magnitude.size());
  return static_cast<float>(std::exp(logs / n) / (sum / n));
}

}  // namespace emo
