#include "features/lpc.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace emo {
namespace {

using Complex = std::complex<double>;

// Without the C library's care for infinities, which costs more than the quotient.
Complex reciprocal(Complex z) { return std::conj(z) / std::norm(z); }

// p(z) / p'(z) for p(z) = z^n − Σ a[k] z^(n−1−k). Beyond the unit circle by the reversed polynomial, lest powers grow.
Complex newton_step(std::span<const double> a, Complex z) {
  const double n = static_cast<double>(a.size());
  Complex p = 1.0;
  Complex derivative = 0.0;
  if (std::norm(z) <= 1.0) {
    for (double c : a) {
      derivative = derivative * z + p;
      p = p * z - c;
    }
    return std::norm(derivative) > 0.0 ? p * reciprocal(derivative) : Complex(0.0);
  }
  const Complex w = reciprocal(z);
  p = -a.back();
  for (std::size_t k = a.size() - 1; k-- > 0;) {
    derivative = derivative * w + p;
    p = p * w - a[k];
  }
  derivative = derivative * w + p;
  p = p * w + 1.0;
  // With q(w) = w^n p(1/w): p/p' = z / (n − w q'/q).
  const Complex quotient = n * p - w * derivative;
  return std::norm(quotient) > 0.0 ? z * p * reciprocal(quotient) : Complex(0.0);
}

}  // namespace

std::vector<double> burg(std::span<const double> samples, int order) {
  const auto m = static_cast<std::size_t>(order);
  std::vector<double> a(m);
  if (samples.size() <= m) return a;
  std::vector<double> forward(samples.begin(), samples.end());
  std::vector<double> backward = forward;
  std::vector<double> previous(m);
  const std::size_t n = samples.size();
  double first_energy = 0.0;
  for (std::size_t k = 0; k < m; ++k) {
    double product = 0.0;
    double energy = 0.0;
    for (std::size_t i = k + 1; i < n; ++i) {
      product += forward[i] * backward[i - 1];
      energy += forward[i] * forward[i] + backward[i - 1] * backward[i - 1];
    }
    if (k == 0) first_energy = energy;
    if (energy <= 1e-24 * first_energy) break;  // predicted to the last digit: what is left is rounding
    const double reflection = 2.0 * product / energy;
    std::copy_n(a.begin(), k, previous.begin());
    a[k] = reflection;
    for (std::size_t i = 0; i < k; ++i) a[i] = previous[i] - reflection * previous[k - 1 - i];
    for (std::size_t i = n - 1; i > k; --i) {
      const double f = forward[i];
      forward[i] = f - reflection * backward[i - 1];
      backward[i] = backward[i - 1] - reflection * f;
    }
  }
  return a;
}

std::vector<Complex> predictor_poles(std::span<const double> a) {
  std::size_t degree = a.size();
  while (degree > 0 && a[degree - 1] == 0.0) --degree;
  std::vector<Complex> roots(a.size());  // the rest lie at 0
  a = a.first(degree);
  for (std::size_t i = 0; i < degree; ++i)  // no symmetry about the real axis, which would hold roots on it
    roots[i] = std::polar(0.9, 2.0 * std::numbers::pi * (static_cast<double>(i) + 0.2) / static_cast<double>(degree));
  constexpr int most_rounds = 100;
  for (int round = 0; round < most_rounds; ++round) {
    double moved = 0.0;
    for (std::size_t i = 0; i < degree; ++i) {
      const Complex newton = newton_step(a, roots[i]);
      Complex others = 0.0;
      for (std::size_t j = 0; j < degree; ++j)
        if (j != i && roots[j] != roots[i]) others += reciprocal(roots[i] - roots[j]);
      const Complex step = newton * reciprocal(1.0 - newton * others);
      if (!std::isfinite(step.real()) || !std::isfinite(step.imag())) continue;
      roots[i] -= step;
      moved = std::max(moved, std::norm(step));
    }
    if (moved < 1e-28) break;
  }
  return roots;
}

}  // namespace emo
