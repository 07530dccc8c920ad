// Sounds and measures of the tests of augmentation.
#pragma once
#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>
#include <vector>

namespace emo::test {

inline constexpr int kRate = 16000;

inline std::vector<float> tone(double frequency_hz, double seconds, float amplitude = 0.1F) {
  std::vector<float> samples(static_cast<std::size_t>(seconds * kRate));
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double phase = 2.0 * std::numbers::pi * frequency_hz * static_cast<double>(i) / kRate;
    samples[i] = amplitude * static_cast<float>(std::sin(phase));
  }
  return samples;
}

// Speech-like for these tests: half a second of nothing, a tone, nothing again.
inline std::vector<float> utterance() {
  std::vector<float> samples(kRate / 2, 0.0F);
  const std::vector<float> middle = tone(220.0, 1.5);
  samples.insert(samples.end(), middle.begin(), middle.end());
  samples.insert(samples.end(), kRate / 2, 0.0F);
  return samples;
}

inline double rms(std::span<const float> samples) {
  double sum = 0.0;
  for (const float x : samples) sum += static_cast<double>(x) * x;
  return std::sqrt(sum / static_cast<double>(samples.size()));
}

inline double decibels(double ratio) { return 20.0 * std::log10(ratio); }

// Amplitude of one frequency, by definition of the Fourier sum.
inline double amplitude_at(std::span<const float> samples, double frequency_hz) {
  double re = 0.0;
  double im = 0.0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double phase = 2.0 * std::numbers::pi * frequency_hz * static_cast<double>(i) / kRate;
    re += samples[i] * std::cos(phase);
    im += samples[i] * std::sin(phase);
  }
  return 2.0 * std::hypot(re, im) / static_cast<double>(samples.size());
}

inline bool all_finite(std::span<const float> samples) {
  return std::all_of(samples.begin(), samples.end(), [](float x) { return std::isfinite(x); });
}

// The strongest frequency near the one given, by search: amplitude_at() is a narrow peak around it.
inline double frequency_near(std::span<const float> samples, double frequency_hz, double span_hz) {
  double best = frequency_hz;
  for (double step = span_hz / 20.0; step > 1e-4; step /= 10.0) {
    const double middle = best;
    double highest = -1.0;
    for (int i = -20; i <= 20; ++i) {
      const double level = amplitude_at(samples, middle + i * step);
      if (level > highest) {
        highest = level;
        best = middle + i * step;
      }
    }
  }
  return best;
}

inline double cents(double ratio) { return 1200.0 * std::log2(ratio); }

}  // namespace emo::test
