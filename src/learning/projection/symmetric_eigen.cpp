#include "learning/projection/symmetric_eigen.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace emo {
namespace {

class Solver {
 public:
  Solver(std::vector<double> matrix, std::size_t n)
      : n_(n), a_(std::move(matrix)), z_(n * n, 0.0), diagonal_(n), beside_(n, 0.0), mirror_(n), product_(n) {
    for (std::size_t i = 0; i < n; ++i) z(i)[i] = 1.0;
  }

  SymmetricEigen solve() {
    for (std::size_t k = 0; k + 2 < n_; ++k) reflect(k);
    for (std::size_t k = 0; k < n_; ++k) diagonal_[k] = a(k)[k];
    if (n_ > 1) beside_[n_ - 2] = a(n_ - 1)[n_ - 2];
    for (std::size_t k = 0; k < n_; ++k) iterate(k);
    return sorted();
  }

 private:
  double* a(std::size_t row) { return a_.data() + row * n_; }
  double* z(std::size_t row) { return z_.data() + row * n_; }

  // Householder: mirrors away what stands below the second diagonal of column k.
  void reflect(std::size_t k) {
    double norm2 = 0.0;
    for (std::size_t i = k + 1; i < n_; ++i) {
      mirror_[i] = a(i)[k];
      norm2 += mirror_[i] * mirror_[i];
    }
    const double below2 = norm2 - mirror_[k + 1] * mirror_[k + 1];
    if (below2 <= 0.0) {
      beside_[k] = mirror_[k + 1];
      return;
    }
    beside_[k] = -std::copysign(std::sqrt(norm2), mirror_[k + 1]);
    mirror_[k + 1] -= beside_[k];
    const double factor = 2.0 / (below2 + mirror_[k + 1] * mirror_[k + 1]);
    double along = 0.0;
    for (std::size_t i = k + 1; i < n_; ++i) {
      double sum = 0.0;
      for (std::size_t j = k + 1; j < n_; ++j) sum += a(i)[j] * mirror_[j];
      product_[i] = factor * sum;
      along += product_[i] * mirror_[i];
    }
    for (std::size_t i = k + 1; i < n_; ++i) product_[i] -= 0.5 * factor * along * mirror_[i];
    for (std::size_t i = k + 1; i < n_; ++i) {
      double* row = a(i);
      for (std::size_t j = k + 1; j < n_; ++j) row[j] -= mirror_[i] * product_[j] + product_[i] * mirror_[j];
    }
    std::fill(product_.begin(), product_.end(), 0.0);
    for (std::size_t i = k + 1; i < n_; ++i)
      for (std::size_t j = 0; j < n_; ++j) product_[j] += mirror_[i] * z(i)[j];
    for (std::size_t i = k + 1; i < n_; ++i)
      for (std::size_t j = 0; j < n_; ++j) z(i)[j] -= factor * mirror_[i] * product_[j];
  }

  [[nodiscard]] double norm() const {
    double most = 0.0;
    for (std::size_t i = 0; i < n_; ++i) most = std::max(most, std::abs(diagonal_[i]) + std::abs(beside_[i]));
    return most;
  }

  // QL steps until value k stands alone.
  void iterate(std::size_t k) {
    const double nothing = std::numeric_limits<double>::epsilon() * norm();
    for (;;) {
      std::size_t end = k;
      while (end + 1 < n_ && std::abs(beside_[end]) > nothing) ++end;
      if (end == k) return;
      chase(k, end);
    }
  }

  void chase(std::size_t k, std::size_t end) {
    const double half = (diagonal_[k + 1] - diagonal_[k]) / (2.0 * beside_[k]);
    double g = diagonal_[end] - diagonal_[k] + beside_[k] / (half + std::copysign(std::hypot(half, 1.0), half));
    double sine = 1.0, cosine = 1.0, taken = 0.0;
    for (std::size_t i = end; i-- > k;) {
      const double f = sine * beside_[i], b = cosine * beside_[i];
      const double r = std::hypot(f, g);
      beside_[i + 1] = r;
      if (r == 0.0) {
        diagonal_[i + 1] -= taken;
        beside_[end] = 0.0;
        return;
      }
      sine = f / r;
      cosine = g / r;
      g = diagonal_[i + 1] - taken;
      const double turned = (diagonal_[i] - g) * sine + 2.0 * cosine * b;
      taken = sine * turned;
      diagonal_[i + 1] = g + taken;
      g = cosine * turned - b;
      double *low = z(i), *high = z(i + 1);
      for (std::size_t j = 0; j < n_; ++j) {
        const double was = high[j];
        high[j] = sine * low[j] + cosine * was;
        low[j] = cosine * low[j] - sine * was;
      }
    }
    diagonal_[k] -= taken;
    beside_[k] = g;
    beside_[end] = 0.0;
  }

  SymmetricEigen sorted() {
    std::vector<std::size_t> order(n_);
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t i, std::size_t j) { return diagonal_[i] > diagonal_[j]; });
    SymmetricEigen out;
    for (const std::size_t i : order) {
      out.values.push_back(diagonal_[i]);
      out.vectors.insert(out.vectors.end(), z(i), z(i) + n_);
    }
    return out;
  }

  std::size_t n_;
  std::vector<double> a_, z_;  // z_: rows become the eigenvectors
  std::vector<double> diagonal_, beside_;
  std::vector<double> mirror_, product_;
};

}  // namespace

SymmetricEigen symmetric_eigen(std::vector<double> matrix, std::size_t n) {
  return Solver(std::move(matrix), n).solve();
}

}  // namespace emo
