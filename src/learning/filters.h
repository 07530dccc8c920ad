// Filters of microphones, telephones and walls. In place; mono float; corners in hertz.
#pragma once
#include <numbers>
#include <span>

#include "learning/random.h"

namespace emo {

// Second-order sections of R. Bristow-Johnson's Audio EQ Cookbook. Corners above 0.49 × sample rate count as that.
struct Biquad {
  double b0 = 1.0, b1 = 0.0, b2 = 0.0, a1 = 0.0, a2 = 0.0;

  void apply(std::span<float> samples) const;
};

Biquad low_pass(double frequency_hz, int sample_rate_hz, double q = std::numbers::sqrt2 / 2.0);
Biquad high_pass(double frequency_hz, int sample_rate_hz, double q = std::numbers::sqrt2 / 2.0);

struct BandLimit {
  double low_hz = 0.0;   // nothing below; 0: no high-pass
  double high_hz = 0.0;  // nothing above; 0: no low-pass
  int order = 8;         // of each Butterworth filter; even: −3 dB at the corner, 6 dB × order an octave beyond
};
void limit_band(std::span<float> samples, int sample_rate_hz, const BandLimit& limit);
void limit_to_telephone(std::span<float> samples, int sample_rate_hz);  // 300 … 3400 Hz

// Random shelves, peaks and band limits.
void colour_as_microphone(std::span<float> samples, int sample_rate_hz, Random& random);

}  // namespace emo
