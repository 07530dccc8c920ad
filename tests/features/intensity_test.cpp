#include "features/intensity.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "features/voice_frames.h"
#include "features/voice_sounds.h"

using namespace emo;

TEST_CASE("the intensity of a sine is its mean square in dB re 2e-5 Pa") {
  for (const double rate : {8000.0, 16000.0, 48000.0}) {
    for (const double amplitude : {1.0, 0.1, 1e-4}) {
      const auto x = test::tone(440, rate, 0.5, amplitude);
      const Sound sound{x, rate};
      const auto times = voice_frames(sound, 0.064, 0.008).times_s();
      for (float db : intensity_db_at(sound, times))
        CHECK(std::abs(db - 10.0 * std::log10(amplitude * amplitude / 2.0 / 4e-10)) < 0.01);
    }
  }
}

TEST_CASE("a constant pressure has no intensity unless it is left in") {
  const std::vector<float> x(16000, 0.5F);
  const Sound sound{x, 16000};
  const std::vector<double> times{0.5};
  CHECK(intensity_db_at(sound, times).front() < -30.0F);
  CHECK(intensity_db_at(sound, times, {.subtract_mean = false}).front() ==
        doctest::Approx(10.0 * std::log10(0.25 / 4e-10)));
  CHECK(intensity_db_at({std::vector<float>(16000), 16000}, times).front() == kSilenceIntensityDb);
  CHECK(intensity_db_at(sound, std::vector<double>{-3.0, 9.0}) == std::vector<float>(2, kSilenceIntensityDb));
}

TEST_CASE("intensity does not ripple with the pitch, and follows a step within its window") {
  const double rate = 16000;
  auto x = test::vowel(110, test::kVowelA, rate, 1.0);
  for (std::size_t i = x.size() / 2; i < x.size(); ++i) x[i] *= 0.1F;
  const Sound sound{x, rate};
  std::vector<double> before, after;
  for (double t = 0.2; t < 0.4; t += 0.001) before.push_back(t);
  for (double t = 0.6; t < 0.8; t += 0.001) after.push_back(t);
  const auto loud = intensity_db_at(sound, before);
  const auto quiet = intensity_db_at(sound, after);
  const auto spread = [](const std::vector<float>& v) {
    return *std::max_element(v.begin(), v.end()) - *std::min_element(v.begin(), v.end());
  };
  CHECK(spread(loud) < 0.1);
  CHECK(spread(quiet) < 0.1);
  CHECK(std::abs(loud.front() - quiet.front() - 20.0) < 0.1);
}
