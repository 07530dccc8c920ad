#include "features/dct.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace emo {
namespace {

constexpr double kPi = std::numbers::pi;

// cos(πj / count) of every j.
class Cosines {
 public:
  explicit Cosines(int count) : values_(static_cast<std::size_t>(2 * count)) {
    for (std::size_t j = 0; j < values_.size(); ++j) values_[j] = std::cos(kPi * static_cast<double>(j) / count);
  }
  [[nodiscard]] double at(int j) const { return values_[static_cast<std::size_t>(j) % values_.size()]; }

 private:
  std::vector<double> values_;
};

// Weight of input n in output k, of N inputs; scipy.fft.dct's definitions.
double weight(const Cosines& cosines, int type, bool ortho, int k, int n, int inputs) {
  const double N = inputs;
  if (type == 1) {
    const bool edge_in = n == 0 || n == inputs - 1;
    const bool edge_out = k == 0 || k == inputs - 1;
    const double cosine = cosines.at(k * n);
    if (!ortho) return (edge_in ? 1.0 : 2.0) * cosine;
    return std::sqrt(2.0 / (N - 1)) * (edge_in ? std::sqrt(0.5) : 1.0) * (edge_out ? std::sqrt(0.5) : 1.0) * cosine;
  }
  if (type == 2) {
    const double cosine = cosines.at(k * (2 * n + 1));
    return ortho ? std::sqrt((k == 0 ? 1.0 : 2.0) / N) * cosine : 2.0 * cosine;
  }
  const double cosine = cosines.at(n * (2 * k + 1));
  if (!ortho) return (n == 0 ? 1.0 : 2.0) * cosine;
  return std::sqrt((n == 0 ? 1.0 : 2.0) / N) * cosine;
}

}  // namespace

Dct::Dct(int n_out, int n_in, int type, bool ortho, float lifter)
    : n_out_(n_out), matrix_(static_cast<std::size_t>(n_in) * static_cast<std::size_t>(n_out)) {
  assert(type >= 1 && type <= 3 && n_out <= n_in && (type != 1 || n_in >= 2));
  const Cosines cosines(type == 1 ? n_in - 1 : 2 * n_in);
  for (int k = 0; k < n_out; ++k) {
    const double lift = lifter > 0 ? 1.0 + 0.5 * lifter * std::sin(kPi * (k + 1) / lifter) : 1.0;
    for (int n = 0; n < n_in; ++n)
      matrix_[static_cast<std::size_t>(n * n_out + k)] =
          static_cast<float>(weight(cosines, type, ortho, k, n, n_in) * lift);
  }
}

void Dct::apply(std::span<const float> in, std::span<float> out) const noexcept {
  const auto outputs = static_cast<std::size_t>(n_out_);
  assert(in.size() * outputs == matrix_.size() && out.size() == outputs);
  std::fill(out.begin(), out.end(), 0.0F);
  const float* row = matrix_.data();
  for (const float x : in) {
    for (std::size_t k = 0; k < outputs; ++k) out[k] += x * row[k];
    row += outputs;
  }
}

}  // namespace emo
