#include "learning/filters.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "learning/loudness.h"

namespace emo {
namespace {

Biquad normalised(double b0, double b1, double b2, double a0, double a1, double a2) {
  return {b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0};
}

struct Corner {
  double cosine;
  double alpha;
  Corner(double frequency_hz, double q, int sample_rate_hz) {
    const double w = 2.0 * std::numbers::pi * std::min(frequency_hz, 0.49 * sample_rate_hz) / sample_rate_hz;
    cosine = std::cos(w);
    alpha = std::sin(w) / (2.0 * q);
  }
};

Biquad peak(double frequency_hz, double q, double gain_db, int rate) {
  const Corner c(frequency_hz, q, rate);
  const double a = amplitude_of_db(gain_db / 2.0);
  return normalised(1.0 + c.alpha * a, -2.0 * c.cosine, 1.0 - c.alpha * a, 1.0 + c.alpha / a, -2.0 * c.cosine,
                    1.0 - c.alpha / a);
}

// direction +1: low shelf, −1: high shelf.
Biquad shelf(double frequency_hz, double gain_db, int rate, double direction) {
  const Corner c(frequency_hz, std::numbers::sqrt2 / 2.0, rate);
  const double a = amplitude_of_db(gain_db / 2.0);
  const double k = direction * c.cosine;
  const double root = 2.0 * std::sqrt(a) * c.alpha;
  return normalised(a * ((a + 1.0) - (a - 1.0) * k + root), direction * 2.0 * a * ((a - 1.0) - (a + 1.0) * k),
                    a * ((a + 1.0) - (a - 1.0) * k - root), (a + 1.0) + (a - 1.0) * k + root,
                    direction * -2.0 * ((a - 1.0) + (a + 1.0) * k), (a + 1.0) + (a - 1.0) * k - root);
}

}  // namespace

void Biquad::apply(std::span<float> samples) const {
  double z1 = 0.0;
  double z2 = 0.0;
  for (float& sample : samples) {
    const double x = sample;
    const double y = b0 * x + z1;
    z1 = b1 * x - a1 * y + z2;
    z2 = b2 * x - a2 * y;
    sample = static_cast<float>(y);
  }
}

Biquad low_pass(double frequency_hz, int sample_rate_hz, double q) {
  const Corner c(frequency_hz, q, sample_rate_hz);
  const double b = 1.0 - c.cosine;
  return normalised(b / 2.0, b, b / 2.0, 1.0 + c.alpha, -2.0 * c.cosine, 1.0 - c.alpha);
}

Biquad high_pass(double frequency_hz, int sample_rate_hz, double q) {
  const Corner c(frequency_hz, q, sample_rate_hz);
  const double b = 1.0 + c.cosine;
  return normalised(b / 2.0, -b, b / 2.0, 1.0 + c.alpha, -2.0 * c.cosine, 1.0 - c.alpha);
}

void limit_band(std::span<float> samples, int sample_rate_hz, const BandLimit& limit) {
  assert(limit.order >= 2 && limit.order % 2 == 0);
  for (int pair = 0; pair < limit.order / 2; ++pair) {  // of conjugate poles on Butterworth's circle
    const double q = 0.5 / std::cos(std::numbers::pi * (2 * pair + 1) / (2.0 * limit.order));
    if (limit.low_hz > 0.0) high_pass(limit.low_hz, sample_rate_hz, q).apply(samples);
    if (limit.high_hz > 0.0) low_pass(limit.high_hz, sample_rate_hz, q).apply(samples);
  }
}

void limit_to_telephone(std::span<float> samples, int sample_rate_hz) {
  for (int pass = 0; pass < 2; ++pass) {
    high_pass(300.0, sample_rate_hz).apply(samples);
    low_pass(3400.0, sample_rate_hz).apply(samples);
  }
}

void colour_as_microphone(std::span<float> samples, int sample_rate_hz, Random& random) {
  const double low_hz = random.log_uniform(Range{80.0F, 500.0F});
  shelf(low_hz, random.uniform(Range{-8.0F, 8.0F}), sample_rate_hz, 1.0).apply(samples);
  const double high_hz = random.log_uniform(Range{1500.0F, 6000.0F});
  shelf(high_hz, random.uniform(Range{-10.0F, 8.0F}), sample_rate_hz, -1.0).apply(samples);
  const int peaks = static_cast<int>(random.uniform() * 4.0);
  for (int i = 0; i < peaks; ++i) {
    const double peak_hz = random.log_uniform(Range{150.0F, 6000.0F});
    const double q = random.log_uniform(Range{0.5F, 3.0F});
    peak(peak_hz, q, random.uniform(Range{-6.0F, 6.0F}), sample_rate_hz).apply(samples);
  }
  if (random.chance(0.5F)) high_pass(random.log_uniform(Range{40.0F, 250.0F}), sample_rate_hz).apply(samples);
  if (random.chance(0.25F)) low_pass(random.log_uniform(Range{3400.0F, 7500.0F}), sample_rate_hz).apply(samples);
}

}  // namespace emo
