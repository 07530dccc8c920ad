#include "features/preprocessing.h"

#include <doctest/doctest.h>

#include <complex>

#include "voice_sounds.h"

using namespace emo;

namespace {

double gain_db(double hz, double rate_hz, const PreprocessingConfig& config) {
  const auto x = test::tone(hz, rate_hz, 1.0, 0.5);
  const auto y = preprocess(x, rate_hz, config);
  const auto later = [](const std::vector<float>& v) { return std::span(v).subspan(v.size() / 2); };
  return 10.0 * std::log10(test::mean_square(later(y)) / test::mean_square(later(x)));
}

// How far what is left of `clean` in `x` stands above the rest: the projection on it against the residue.
double snr_db(std::span<const float> x, std::span<const float> clean) {
  double product = 0.0;
  double energy = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    product += static_cast<double>(x[i]) * clean[i];
    energy += static_cast<double>(clean[i]) * clean[i];
  }
  const double gain = product / energy;
  double residue = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) residue += std::pow(x[i] - gain * clean[i], 2);
  return 10.0 * std::log10(gain * gain * energy / residue);
}

// Three tones with pauses: what noise reduction can learn the noise from.
std::vector<float> interrupted_tones(double rate_hz) {
  std::vector<float> x;
  for (double hz : {440.0, 700.0, 1210.0})
    x = test::joined({x, std::vector<float>(8000), test::tone(hz, rate_hz, 0.6)});
  return x;
}

}  // namespace

TEST_CASE("preprocessing that is off changes nothing") {
  const auto x = test::noise(5000);
  CHECK(preprocess(x, 16000, {}) == x);
  CHECK(preprocess({}, 16000, {.preemphasis = 0.97F}).empty());
}

TEST_CASE("pre-emphasis is librosa's, with its first sample") {
  // librosa.effects.preemphasis([1, .5, .25, 0]) and of [1, .5], by librosa 1.0.0
  const auto y = preprocess(std::vector<float>{1.0F, 0.5F, 0.25F, 0.0F}, 22050, {.preemphasis = 0.97F});
  const std::vector<float> reference{2.5F, -0.47F, -0.235F, -0.2425F};
  REQUIRE(y.size() == reference.size());
  for (std::size_t i = 0; i < y.size(); ++i) CHECK(y[i] == doctest::Approx(reference[i]));
  CHECK(preprocess(std::vector<float>{1.0F, 0.5F}, 22050, {.preemphasis = 0.97F})[0] == doctest::Approx(2.5));
  CHECK(std::isfinite(preprocess(std::vector<float>{1.0F}, 22050, {.preemphasis = 0.97F})[0]));
}

TEST_CASE("the high-pass is a second-order Butterworth") {
  for (const double rate : {8000.0, 16000.0, 48000.0}) {
    CAPTURE(rate);
    const PreprocessingConfig config{.highpass_hz = 200};
    CHECK(gain_db(200, rate, config) == doctest::Approx(-3.01).epsilon(0.01));
    CHECK(gain_db(50, rate, config) == doctest::Approx(-10 * std::log10(1 + std::pow(4.0, 4))).epsilon(0.02));
    CHECK(std::abs(gain_db(1000, rate, config)) < 0.05);
    const auto constant = preprocess(std::vector<float>(16000, 0.5F), rate, config);
    CHECK(std::abs(constant.back()) < 1e-6F);
  }
}

TEST_CASE("noise reduction raises the ratio of tones to noise") {
  for (const double rate : {16000.0, 48000.0}) {
    const auto clean = interrupted_tones(rate);
    // In strong noise Berouti's rule subtracts more.
    for (const auto& [noise_gain, improvement_db] : {std::pair(0.02, 5.0), std::pair(0.1, 8.0)}) {
      CAPTURE(rate);
      CAPTURE(noise_gain);
      const auto noisy = test::sum(clean, test::noise(clean.size(), static_cast<float>(noise_gain), 9));
      const auto reduced = preprocess(noisy, rate, {.noise_reduction_db = 24});
      REQUIRE(reduced.size() == noisy.size());
      CHECK(snr_db(reduced, clean) > snr_db(noisy, clean) + improvement_db);
      // In the pauses as much is taken away as was asked for, not more.
      const auto pause = [](const std::vector<float>& v) {
        return test::mean_square(std::span(v).subspan(2500, 3000));
      };
      const double lowered_db = 10.0 * std::log10(pause(noisy) / pause(reduced));
      CHECK(lowered_db > 15.0);
      CHECK(lowered_db < 24.5);
    }
  }
}

TEST_CASE("noise reduction keeps the level of a voice in faint noise") {
  const double rate = 16000;
  const auto voice = test::vowel(120, test::kVowelA, rate, 1.0);
  const auto clean = test::joined({std::vector<float>(8000), voice, std::vector<float>(8000)});
  const auto noisy = test::sum(clean, test::noise(clean.size(), 0.001F, 4));
  const auto reduced = preprocess(noisy, rate, {.noise_reduction_db = 20});
  CHECK(std::abs(10.0 * std::log10(test::mean_square(reduced) / test::mean_square(clean))) < 0.1);
  CHECK(snr_db(reduced, clean) > 25.0);
}

TEST_CASE("noise reduction leaves silence silent, takes short sounds, and follows the level") {
  const std::vector<float> silence(20000);
  CHECK(preprocess(silence, 16000, {.noise_reduction_db = 20}) == silence);
  for (const std::size_t n : {1U, 100U, 511U, 512U, 513U, 3000U}) {
    const auto x = test::noise(n);
    const auto y = preprocess(x, 16000, {.noise_reduction_db = 20});
    REQUIRE(y.size() == n);
    for (float v : y) CHECK(std::isfinite(v));
  }
  const auto x = test::sum(interrupted_tones(16000), test::noise(3 * 8000 + 3 * 9600, 0.05F));
  const auto y = preprocess(x, 16000, {.noise_reduction_db = 20});
  const auto half = preprocess(test::scaled(x, 0.5), 16000, {.noise_reduction_db = 20});
  CHECK(test::relative_error(test::scaled(half, 2.0), y) < 1e-4);
}
