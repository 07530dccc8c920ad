#include "signal/fft.h"

#include <doctest/doctest.h>

#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include "support/audio.h"

using namespace emo;

TEST_CASE("the FFT equals the sum that defines it") {
  for (int size : {2, 8, 30, 512}) {
    const auto x = test::noise(static_cast<std::size_t>(size));
    RealFft fft(size);
    std::vector<std::complex<float>> fast(static_cast<std::size_t>(fft.bins()));
    fft.forward(x, fast);
    for (int k = 0; k < fft.bins(); ++k) {
      std::complex<double> sum = 0.0;
      for (int n = 0; n < size; ++n)
        sum += static_cast<double>(x[static_cast<std::size_t>(n)]) *
               std::polar(1.0, -2.0 * std::numbers::pi * k * n / size);
      CHECK(std::abs(sum - std::complex<double>(fast[static_cast<std::size_t>(k)])) < 1e-4);
    }
  }
}

TEST_CASE("the FFT keeps the energy (Parseval)") {
  const auto x = test::noise(1024);
  RealFft fft(1024);
  std::vector<float> power(513);
  fft.power(x, power);
  double time = 0.0;
  for (float s : x) time += static_cast<double>(s) * s;
  double frequency = power.front() + power.back();
  for (std::size_t k = 1; k + 1 < power.size(); ++k) frequency += 2.0 * power[k];
  CHECK(frequency / 1024.0 == doctest::Approx(time).epsilon(1e-5));
}
