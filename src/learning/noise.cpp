#include "learning/noise.h"

#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "learning/loudness.h"

namespace emo {
namespace {

void add_scaled(std::span<float> samples, std::span<const float> noise, double target_rms) {
  const double actual = rms_of(noise);
  if (actual <= 0.0) return;
  const auto scale = static_cast<float>(target_rms / actual);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] += scale * noise[i];
}

// Paul Kellet's economy filter: −3 dB an octave within 0.5 dB.
double pink_filter(std::array<double, 3>& state, double white) {
  state[0] = 0.99765 * state[0] + white * 0.0990460;
  state[1] = 0.96300 * state[1] + white * 0.2965164;
  state[2] = 0.57000 * state[2] + white * 1.0526913;
  return state[0] + state[1] + state[2] + white * 0.1848;
}

std::vector<float> make_noise(std::size_t size, NoiseColour colour, Random& random) {
  std::vector<float> noise(size);
  double brown = 0.0;
  std::array<double, 3> pink{};
  double last = 0.0;  // of white or pink noise: blue and violet are their differences, +6 dB an octave
  for (float& x : noise) {
    const double white = random.normal();
    switch (colour) {
      case NoiseColour::white:
        x = static_cast<float>(white);
        break;
      case NoiseColour::pink:
        x = static_cast<float>(pink_filter(pink, white));
        break;
      case NoiseColour::brown:  // leaky, so that it has no drift
        brown = 0.99 * brown + white;
        x = static_cast<float>(brown);
        break;
      case NoiseColour::blue: {
        const double now = pink_filter(pink, white);
        x = static_cast<float>(now - last);
        last = now;
        break;
      }
      case NoiseColour::violet:
        x = static_cast<float>(white - last);
        last = white;
        break;
    }
  }
  return noise;
}

}  // namespace

void add_noise(std::span<float> samples, int sample_rate_hz, NoiseColour colour, float snr_db, Random& random) {
  const double target = active_rms(samples, sample_rate_hz) / amplitude_of_db(snr_db);
  add_scaled(samples, make_noise(samples.size(), colour, random), target);
}

void add_hum(std::span<float> samples, int sample_rate_hz, float mains_hz, float snr_db, Random& random) {
  const double target = active_rms(samples, sample_rate_hz) / amplitude_of_db(snr_db);
  std::vector<float> hum(samples.size());
  for (int harmonic = 1; harmonic <= 6; ++harmonic) {
    const double step = 2.0 * std::numbers::pi * mains_hz * harmonic / sample_rate_hz;
    const double phase = 2.0 * std::numbers::pi * random.uniform();
    const double gain = static_cast<double>(random.uniform(Range{0.2F, 1.0F})) / harmonic;
    for (std::size_t i = 0; i < hum.size(); ++i) {
      hum[i] += static_cast<float>(gain * std::sin(phase + step * static_cast<double>(i)));
    }
  }
  add_scaled(samples, hum, target);
}

}  // namespace emo
