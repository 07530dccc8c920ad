#include "features/intensity.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "signal/window.h"

namespace emo {
namespace {

std::vector<double> kaiser_window(std::ptrdiff_t half, double half_s, double rate_hz) {
  constexpr double beta = 2.0 * std::numbers::pi * std::numbers::pi + 0.5;
  std::vector<double> window(static_cast<std::size_t>(2 * half + 1));
  for (std::ptrdiff_t i = -half; i <= half; ++i) {
    const double x = static_cast<double>(i) / rate_hz / half_s;
    window[static_cast<std::size_t>(i + half)] = bessel_i0(beta * std::sqrt(std::max(0.0, 1.0 - x * x)));
  }
  return window;
}

float decibel(std::span<const float> samples, std::span<const double> weights, bool subtract_mean) {
  double mean = 0.0;
  if (subtract_mean) {
    for (float s : samples) mean += s;
    mean /= static_cast<double>(samples.size());
  }
  double square = 0.0;
  double weight = 0.0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double x = samples[i] - mean;
    square += x * x * weights[i];
    weight += weights[i];
  }
  constexpr double hearing_threshold = 2e-5 * 2e-5;  // Pa²
  const double intensity = square / weight / hearing_threshold;
  return intensity < 1e-30 ? kSilenceIntensityDb : static_cast<float>(10.0 * std::log10(intensity));
}

}  // namespace

std::vector<float> intensity_db_at(const Sound& sound, std::span<const double> times_s, const IntensityConfig& config) {
  const double half_s = 3.2 / config.min_pitch_hz;
  const auto half = static_cast<std::ptrdiff_t>(half_s * sound.sample_rate_hz);
  const std::vector<double> window = kaiser_window(half, half_s, sound.sample_rate_hz);
  const auto last = static_cast<std::ptrdiff_t>(sound.samples.size()) - 1;
  std::vector<float> db;
  db.reserve(times_s.size());
  for (double time_s : times_s) {
    const auto middle = static_cast<std::ptrdiff_t>(std::llround(time_s * sound.sample_rate_hz));
    const std::ptrdiff_t from = std::max<std::ptrdiff_t>(0, middle - half);
    const std::ptrdiff_t to = std::min(last, middle + half);
    if (from > to) {
      db.push_back(kSilenceIntensityDb);
      continue;
    }
    const auto count = static_cast<std::size_t>(to - from + 1);
    db.push_back(decibel(sound.samples.subspan(static_cast<std::size_t>(from), count),
                         std::span(window).subspan(static_cast<std::size_t>(from - middle + half), count),
                         config.subtract_mean));
  }
  return db;
}

}  // namespace emo
