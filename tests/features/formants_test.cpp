#include "features/formants.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "features/voice_frames.h"
#include "features/voice_sounds.h"

using namespace emo;

namespace {

std::vector<double> median_formants(const Sound& sound, const FormantConfig& config = {}) {
  const VoiceFrames frames = voice_frames(sound, 2 * config.window_s, config.window_s / 4);
  const auto found = formants_at(sound, frames.times_s(), config);
  std::vector<double> medians;
  for (std::size_t k = 0; k < 3; ++k) {
    std::vector<double> values;
    for (const FormantFrame& frame : found) values.push_back(frame.hz[k]);
    medians.push_back(test::median(values));
  }
  return medians;
}

}  // namespace

TEST_CASE("formants are the resonances of the vowel, at 8 to 96 kHz") {
  for (const double rate : {8000.0, 11025.0, 16000.0, 22050.0, 44100.0, 48000.0, 96000.0}) {
    for (const double f0 : {80.0, 110.0, 150.0}) {
      for (const auto* vowel : {&test::kVowelA, &test::kVowelI}) {
        CAPTURE(rate);
        CAPTURE(f0);
        const auto x = test::vowel(f0, *vowel, rate, 0.6);
        const auto found = median_formants({x, rate});
        for (std::size_t k = 0; k < 3; ++k) {
          const double wanted = (*vowel)[k].hz;
          CAPTURE(wanted);
          CAPTURE(found[k]);
          // The harmonics nearest a low first formant pull it.
          CHECK(std::abs(found[k] - wanted) <= (k == 0 ? std::max(0.05 * wanted, 0.2 * f0) : 0.03 * wanted));
        }
      }
    }
  }
}

TEST_CASE("bandwidths are those of the resonances, and wide resonances are left out") {
  const double rate = 11000;  // the rate of the analysis: five resonances are all there is
  const auto x = test::vowel(80, test::kVowelA, rate, 0.6);
  const std::vector<double> times{0.3};
  const FormantFrame frame = formants_at({x, rate}, times).front();
  REQUIRE(frame.count >= 4);
  for (std::size_t k = 1; k < 4; ++k)
    CHECK(std::abs(frame.bandwidth_hz[k] - test::kVowelA[k].bandwidth_hz) <= 0.5 * test::kVowelA[k].bandwidth_hz);
  CHECK(std::is_sorted(frame.hz.begin(), frame.hz.begin() + frame.count));
  for (int k = 0; k < frame.count; ++k) CHECK(frame.bandwidth_hz[static_cast<std::size_t>(k)] <= 1000);
  const FormantFrame narrow = formants_at({x, rate}, times, {.max_bandwidth_hz = 10}).front();
  CHECK(narrow.count == 0);
}

TEST_CASE("formants do not care about level, and silence has none") {
  const double rate = 22050;
  const auto x = test::vowel(120, test::kVowelI, rate, 0.4);
  const auto loud = median_formants({x, rate});
  const auto quiet = median_formants({test::scaled(x, 0.01), rate});
  for (std::size_t k = 0; k < 3; ++k) CHECK(quiet[k] == doctest::Approx(loud[k]).epsilon(1e-3));
  const std::vector<double> times{-1.0, 0.0, 0.2, 5.0};
  const auto outside = formants_at({x, rate}, times);
  CHECK(outside.front().count == 0);
  CHECK(outside[2].count >= 3);
  CHECK(outside.back().count == 0);
  for (const auto& frame : formants_at({std::vector<float>(4000), rate}, times)) CHECK(frame.count == 0);
}
