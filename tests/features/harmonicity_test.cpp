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
