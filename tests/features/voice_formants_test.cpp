// Linear prediction and formants against the resonators that the sounds were made with.
#include <doctest/doctest.h>

#include <algorithm>

#include "features/formants.h"
#include "features/lpc.h"
#include "features/voice_frames.h"
#include "voice_sounds.h"

using namespace emo;

namespace {

using Complex = std::complex<double>;

// a of Π (z − pole) = z^n − Σ a[k] z^(n−1−k)
std::vector<double> predictor_of(const std::vector<Complex>& poles) {
  std::vector<Complex> polynomial{1.0};
  for (const Complex& pole : poles) {
    polynomial.push_back(0.0);
    for (std::size_t i = polynomial.size() - 1; i > 0; --i) polynomial[i] -= pole * polynomial[i - 1];
  }
  std::vector<double> a;
  for (std::size_t i = 1; i < polynomial.size(); ++i) a.push_back(-polynomial[i].real());
  return a;
}

double distance_to_nearest(const std::vector<Complex>& poles, Complex wanted) {
  double nearest = 1e9;
  for (const Complex& p : poles) nearest = std::min(nearest, std::abs(p - wanted));
  return nearest;
}

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

TEST_CASE("the poles of a predictor are found to the last digits, also close and real ones") {
  const std::vector<std::vector<Complex>> cases{
      {std::polar(0.99, 0.3), std::polar(0.97, 0.33), std::polar(0.9, 1.5), std::polar(0.999, 2.9)},
      {std::polar(0.5, 0.1), std::polar(0.98, 0.1), std::polar(0.98, 3.1), std::polar(0.7, 2.0), std::polar(0.99, 1.0)},
      {std::polar(1.2, 0.5), std::polar(0.9, 2.5)},
  };
  for (auto poles : cases) {
    const std::size_t half = poles.size();
    for (std::size_t i = 0; i < half; ++i) poles.push_back(std::conj(poles[i]));
    poles.emplace_back(-0.8, 0.0);
    poles.emplace_back(0.6, 0.0);
    const auto found = predictor_poles(predictor_of(poles));
    REQUIRE(found.size() == poles.size());
    for (const Complex& pole : poles) CHECK(distance_to_nearest(found, pole) < 1e-9);
  }
  const auto zeros = predictor_poles(std::vector<double>{0.5, 0.0, 0.0});
  CHECK(distance_to_nearest(zeros, 0.5) < 1e-12);
  CHECK(distance_to_nearest(zeros, 0.0) == 0.0);
}

TEST_CASE("Burg finds the coefficients of an autoregressive process") {
  const std::vector<Complex> poles{std::polar(0.95, 0.6), std::polar(0.95, -0.6), std::polar(0.9, 1.9),
                                   std::polar(0.9, -1.9)};
  const auto a = predictor_of(poles);
  const auto noise = test::noise(20000);
  std::vector<double> x(noise.begin(), noise.end());
  for (std::size_t n = 4; n < x.size(); ++n)
    for (std::size_t k = 0; k < 4; ++k) x[n] += a[k] * x[n - 1 - k];
  const auto found = burg(x, 4);
  for (std::size_t k = 0; k < 4; ++k) CHECK(found[k] == doctest::Approx(a[k]).epsilon(0.02));
  CHECK(burg(std::vector<double>(100), 10) == std::vector<double>(10));
  CHECK(burg(std::vector<double>(5, 1.0), 10) == std::vector<double>(10));
}

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
