#include "features/harmonicity.h"

#include <doctest/doctest.h>

#include <cmath>
#include <utility>
#include <vector>

#include "features/voice_sounds.h"

using namespace emo;

namespace {

std::vector<float> sum_of_harmonics(double f0_hz, double rate_hz, double seconds) {
  std::vector<float> x(static_cast<std::size_t>(seconds * rate_hz));
  for (int h = 1; h <= 8; ++h) x = test::sum(std::move(x), test::tone(h * f0_hz, rate_hz, seconds, 0.1 / h));
  return x;
}

double median_hnr(const Sound& sound) {
  std::vector<double> db;
  for (float v : harmonicity(sound).db) db.push_back(v);
  return test::median(db);
}

}  // namespace

TEST_CASE("the harmonics-to-noise ratio is the ratio that the sound was mixed with") {
  for (const double rate : {16000.0, 44100.0, 48000.0}) {
    for (const double f0 : {100.0, 217.0}) {
      const auto voice = sum_of_harmonics(f0, rate, 1.5);
      const auto noise = test::noise(voice.size(), 1.0F, 11);
      for (const double snr_db : {5.0, 10.0, 20.0, 30.0}) {
        CAPTURE(rate);
        CAPTURE(f0);
        CAPTURE(snr_db);
        const double gain = std::sqrt(test::mean_square(voice) / test::mean_square(noise) * std::pow(10, -snr_db / 10));
        const auto mixed = test::sum(voice, test::scaled(noise, gain));
        CHECK(std::abs(median_hnr({mixed, rate}) - snr_db) <= 1.0);
        CHECK(median_hnr({test::scaled(mixed, 0.01), rate}) ==
              doctest::Approx(median_hnr({mixed, rate})).epsilon(1e-3));
      }
      CHECK(median_hnr({voice, rate}) > 45.0);
    }
  }
}

TEST_CASE("noise has no harmonics, silence none at all") {
  CHECK(median_hnr({test::noise(48000), 48000}) < 0.0);
  for (const auto& x : {std::vector<float>(16000), std::vector<float>(16000, 0.5F), std::vector<float>(1, 0.5F)})
    for (float db : harmonicity({x, 16000}).db) CHECK(db == kNotHarmonicDb);
}

TEST_CASE("of a clean tone the ratio is no less than its rounding allows") {
  // Praat 6.3.07, "To Harmonicity (ac): 0.01, 75, 0.1, 4.5", frame 50 of 0.4 sin(2πft), in full and saved with 16 bits:
  // 110.65 and 117.16 dB for 200 Hz at 44.1 kHz, 94.78 and 71.87 for 217.3 Hz at 16 kHz, 109.56 and 70.85 for 123.4 Hz
  // at 44.1 kHz. With arithmetic in single precision all ended at 69 dB.
  const auto rounded = [](std::vector<float> tone) {
    for (float& x : tone) x = std::round(x * 32768.0F) / 32768.0F;
    return tone;
  };
  const auto middle = [](const std::vector<float>& tone, double rate_hz) {
    return harmonicity({tone, rate_hz}).db[49];
  };
  const auto even = test::tone(200, 44100, 1.0, 0.4);
  CHECK(middle(even, 44100) == doctest::Approx(110.65).epsilon(0.01));
  CHECK(middle(rounded(even), 44100) > 100);
  for (const auto& [f0, rate] : {std::pair{217.3, 16000.0}, {123.4, 44100.0}, {123.4, 16000.0}}) {
    CAPTURE(f0);
    const auto tone = test::tone(f0, rate, 1.0, 0.4);
    CHECK(middle(tone, rate) > 80);
    CHECK(middle(rounded(tone), rate) > 64);
    CHECK(middle(rounded(tone), rate) < middle(tone, rate));  // 16 bits are not enough to be that clean
  }
}
