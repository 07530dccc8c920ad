#include "signal/window.h"

namespace emo {
namespace {

// Σ terms[j] cos(2πji/n), the terms with alternating signs: scipy.signal.windows.general_cosine.
using Terms = std::array<double, 4>;

Terms terms_of(WindowKind kind) {
  switch (kind) {
    case WindowKind::hann:
      return {0.5, 0.5, 0, 0};
    case WindowKind::hamming:
      return {0.54, 0.46, 0, 0};
    case WindowKind::blackman:
      return {0.42, 0.5, 0.08, 0};
    case WindowKind::blackmanharris:
      return {0.35875, 0.48829, 0.14128, 0.01168};
    case WindowKind::bartlett:
    case WindowKind::boxcar:
      break;
  }
  return {1, 0, 0, 0};
}

}  // namespace

std::vector<double> make_exact_window(WindowKind kind, int length) {
  std::vector<double> w(static_cast<std::size_t>(length));
  if (length == 1) return {1.0};
  const Terms a = terms_of(kind);
  for (int i = 0; i < length; ++i) {
    const double t = 2.0 * std::numbers::pi * i / length;
    const double c = std::cos(t);  // cos 2t and cos 3t follow from it
    double value = a[0] - a[1] * c + a[2] * (2 * c * c - 1) - a[3] * c * (4 * c * c - 3);
    if (kind == WindowKind::bartlett) value = 1.0 - std::abs(2.0 * i / length - 1.0);
    w[static_cast<std::size_t>(i)] = value;
  }
  return w;
}

std::vector<float> make_window(WindowKind kind, int length) {
  const std::vector<double> exact = make_exact_window(kind, length);
  std::vector<float> w(exact.size());
  for (std::size_t i = 0; i < w.size(); ++i) w[i] = static_cast<float>(exact[i]);
  return w;
}

double bessel_i0(double x) {
  double sum = 1.0;
  double term = 1.0;
  for (int k = 1; term > 1e-12 * sum; ++k) {
    term *= (x / (2.0 * k)) * (x / (2.0 * k));
    sum += term;
  }
  return sum;
}

}  // namespace emo
