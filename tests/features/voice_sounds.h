// Voices whose every number is known: glottal pulses at given times through given resonators.
#pragma once
#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

#include "support/audio.h"

namespace emo::test {

struct Pulse {
  double time_s;
  double amplitude = 1.0;
};

struct Resonance {
  double hz;
  double bandwidth_hz;
};

inline const std::vector<Resonance> kVowelA{{730, 80}, {1090, 90}, {2440, 120}, {3400, 150}, {4500, 200}};
inline const std::vector<Resonance> kVowelI{{270, 60}, {2290, 100}, {3010, 120}, {3700, 150}, {4600, 200}};

inline std::vector<Pulse> regular_pulses(double f0_hz, double seconds) {
  std::vector<Pulse> pulses;
  for (double t = 0.013; t < seconds - 0.013; t += 1.0 / f0_hz) pulses.push_back({t});
  return pulses;
}

// Band-limited pulses at their exact times, with a slope of −6 dB an octave from 50 Hz on, through the resonances
// below half the rate (Klatt's). Peak 0.5.
inline std::vector<float> voice(std::span<const Pulse> pulses, std::span<const Resonance> resonances, double rate_hz,
                                double seconds) {
  constexpr double pi = std::numbers::pi;
  std::vector<double> x(static_cast<std::size_t>(seconds * rate_hz));
  constexpr int half = 24;
  for (const Pulse& pulse : pulses) {
    const double place = pulse.time_s * rate_hz;
    const int middle = static_cast<int>(std::lround(place));
    for (int i = std::max(0, middle - half); i <= std::min(static_cast<int>(x.size()) - 1, middle + half); ++i) {
      const double d = i - place;
      const double sinc = d == 0.0 ? 0.9 : std::sin(0.9 * pi * d) / (pi * d);
      x[static_cast<std::size_t>(i)] += pulse.amplitude * sinc * (0.5 + 0.5 * std::cos(pi * d / (half + 1)));
    }
  }
  const double slope = std::exp(-2.0 * pi * 50.0 / rate_hz);
  for (std::size_t i = 1; i < x.size(); ++i) x[i] += slope * x[i - 1];
  for (const Resonance& r : resonances) {
    if (r.hz > 0.45 * rate_hz) continue;
    const double decay = std::exp(-pi * r.bandwidth_hz / rate_hz);
    const double b = 2.0 * decay * std::cos(2.0 * pi * r.hz / rate_hz);
    const double c = -decay * decay;
    double y1 = 0.0;
    double y2 = 0.0;
    for (double& v : x) {
      v = (1.0 - b - c) * v + b * y1 + c * y2;
      y2 = y1;
      y1 = v;
    }
  }
  double peak = 0.0;
  for (double v : x) peak = std::max(peak, std::abs(v));
  std::vector<float> samples(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) samples[i] = static_cast<float>(0.5 * x[i] / peak);
  return samples;
}

inline std::vector<float> vowel(double f0_hz, std::span<const Resonance> resonances, double rate_hz, double seconds) {
  return voice(regular_pulses(f0_hz, seconds), resonances, rate_hz, seconds);
}

inline std::vector<float> scaled(std::vector<float> x, double gain) {
  for (float& v : x) v = static_cast<float>(v * gain);
  return x;
}

inline std::vector<float> sum(std::vector<float> a, std::span<const float> b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] += b[i];
  return a;
}

inline double mean_square(std::span<const float> x) {
  double total = 0.0;
  for (float v : x) total += static_cast<double>(v) * v;
  return total / static_cast<double>(x.size());
}

inline double median(std::vector<double> values) {
  if (values.empty()) return 0.0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace emo::test
