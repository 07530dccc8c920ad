#include "features/lpc.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <vector>

#include "support/audio.h"

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
