#include "learning/projection/pca.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "learning/projection/symmetric_eigen.h"
#include "learning/projection/tables.h"
#include "support/files.h"

namespace {

using namespace emo;
using doctest::Approx;

template <class T>
double worst(std::span<const T> ours, std::span<const float> reference) {
  REQUIRE(ours.size() == reference.size());
  double most = 0.0;
  for (std::size_t i = 0; i < ours.size(); ++i)
    most = std::max(most, std::abs(static_cast<double>(ours[i]) - static_cast<double>(reference[i])));
  return most;
}

double dot(const double* a, const double* b, std::size_t n) {
  double sum = 0.0;
  for (std::size_t i = 0; i < n; ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace

TEST_CASE("principal components are scikit-learn's") {
  struct Case {
    const char* table;
    const char* way;
    bool standardise;
  };
  for (const Case& one : {Case{"tall", "standardised", true}, Case{"tall", "centred", false},
                          Case{"wide", "standardised", true}, Case{"wide", "centred", false}}) {
    const std::string folder = test::golden_folder() + "projection/" + one.table;
    CAPTURE(folder);
    CAPTURE(one.way);
    const test::Npy table = test::read_npy(folder + ".npy");
    REQUIRE(table.shape.size() == 2);
    const auto golden = [&](const char* what) {
      const test::Npy read = test::read_npy(folder + "." + one.way + "." + what + ".npy");
      REQUIRE(!read.values.empty());
      return read.values;
    };
    const auto made =
        pca(table.values, static_cast<std::size_t>(table.shape[1]), {.components = 3, .standardise = one.standardise});
    REQUIRE(made.ok());
    const Pca& p = made.value();
    CHECK(p.count == 3);
    CHECK(worst(std::span(p.components), golden("components")) < 2e-6);
    CHECK(worst(std::span(p.shares), golden("shares")) < 1e-6);
    const auto variances = golden("variances");
    CHECK(worst(std::span(p.variances), variances) < 1e-6 * static_cast<double>(variances[0]));
    CHECK(worst(std::span(p.positions), golden("positions")) < 1e-5 * std::sqrt(static_cast<double>(variances[0])));
  }
}

TEST_CASE("eigenvectors are orthonormal, in order of their values, and give the matrix back") {
  for (const std::size_t n : {1U, 2U, 3U, 17U, 60U}) {
    CAPTURE(n);
    const auto noise = test::gaussian(n, n, n);
    std::vector<double> matrix(n * n);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) matrix[i * n + j] = static_cast<double>(noise[i * n + j] + noise[j * n + i]);
    const SymmetricEigen eigen = symmetric_eigen(matrix, n);
    CHECK(std::is_sorted(eigen.values.rbegin(), eigen.values.rend()));
    double crooked = 0.0, off = 0.0;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        const double product = dot(eigen.vectors.data() + i * n, eigen.vectors.data() + j * n, n);
        crooked = std::max(crooked, std::abs(product - (i == j ? 1.0 : 0.0)));
        double sum = 0.0;
        for (std::size_t k = 0; k < n; ++k)
          sum += eigen.values[k] * eigen.vectors[k * n + i] * eigen.vectors[k * n + j];
        off = std::max(off, std::abs(sum - matrix[i * n + j]));
      }
    CHECK(crooked < 1e-12);
    CHECK(off < 1e-12 * static_cast<double>(n));
  }
}

TEST_CASE("matrices that are diagonal, of one value, of rank one or all zero have their eigenvalues, too") {
  CHECK(symmetric_eigen({3, 0, 0, 0, 7, 0, 0, 0, 5}, 3).values == std::vector<double>{7, 5, 3});
  CHECK(symmetric_eigen(std::vector<double>(16, 0.0), 4).values == std::vector<double>(4, 0.0));
  const auto ones = symmetric_eigen(std::vector<double>(100, 1.0), 10).values;
  CHECK(ones[0] == Approx(10));
  for (std::size_t i = 1; i < 10; ++i) CHECK(std::abs(ones[i]) < 1e-12);
}

TEST_CASE("all components together give the standardised table back") {
  constexpr std::size_t kWidth = 6;
  auto table = test::gaussian(50, kWidth);
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = table[i] * static_cast<float>(1 + i % kWidth) + 3.0F;
  const auto made = pca(table, kWidth, {.components = kWidth});
  REQUIRE(made.ok());
  const Pca& p = made.value();
  REQUIRE(p.count == kWidth);
  double sum = 0.0, off = 0.0;
  for (const double share : p.shares) sum += share;
  CHECK(sum == Approx(1.0));
  CHECK(std::is_sorted(p.variances.rbegin(), p.variances.rend()));
  for (std::size_t r = 0; r < 50; ++r)
    for (std::size_t c = 0; c < kWidth; ++c) {
      double back = 0.0;
      for (std::size_t k = 0; k < kWidth; ++k)
        back += static_cast<double>(p.positions[r * kWidth + k]) * p.components[k * kWidth + c];
      off = std::max(off, std::abs(back * p.scale[c] + p.mean[c] - static_cast<double>(table[r * kWidth + c])));
    }
  CHECK(off < 1e-5);
}

TEST_CASE("rows with gaps are left out and said to be, and change nothing for the others") {
  constexpr std::size_t kWidth = 4;
  const auto table = test::gaussian(20, kWidth);
  auto gaps = table;
  gaps[5 * kWidth + 2] = std::numeric_limits<float>::quiet_NaN();
  gaps[11 * kWidth] = std::numeric_limits<float>::infinity();
  std::vector<float> without;
  for (std::size_t r = 0; r < 20; ++r)
    if (r != 5 && r != 11) without.insert(without.end(), table.begin() + r * kWidth, table.begin() + (r + 1) * kWidth);
  const auto a = pca(gaps, kWidth), b = pca(without, kWidth);
  REQUIRE(a.ok());
  REQUIRE(b.ok());
  CHECK(a.value().left_out == 2);
  CHECK(a.value().rows.size() == 18);
  CHECK(a.value().rows[5] == 6);
  CHECK(a.value().positions == b.value().positions);
}

TEST_CASE("columns that never change are not used") {
  constexpr std::size_t kWidth = 5;
  auto table = test::gaussian(30, kWidth);
  for (std::size_t r = 0; r < 30; ++r) table[r * kWidth + 1] = 1234.567F;
  const auto made = pca(table, kWidth, {.components = 5});
  REQUIRE(made.ok());
  const Pca& p = made.value();
  CHECK(p.constant == 1);
  CHECK(p.count == 4);
  for (std::size_t k = 0; k < p.count; ++k) CHECK(p.components[k * kWidth + 1] == 0.0);
}

TEST_CASE("with fewer rows than columns there are as many components as rows but one") {
  const auto made = pca(test::gaussian(5, 40), 40, {.components = 10});
  REQUIRE(made.ok());
  const Pca& p = made.value();
  CHECK(p.count == 4);
  for (std::size_t i = 0; i < p.count; ++i)
    for (std::size_t j = 0; j < p.count; ++j)
      CHECK(dot(p.components.data() + i * 40, p.components.data() + j * 40, 40) ==
            Approx(i == j ? 1.0 : 0.0).epsilon(1e-9));
}

TEST_CASE("tables that no map can be made of are refused with the reason") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  CHECK(pca(std::vector<float>{}, 3).error().find("at least two") != std::string::npos);
  CHECK(pca(std::vector<float>{}, 0).error().find("at least two") != std::string::npos);
  CHECK(pca(std::vector<float>{1, 2, nan, 4}, 2).error().find("there is one") != std::string::npos);
  CHECK(pca(std::vector<float>{1, 2, 1, 2, 1, 2}, 2).error().find("same numbers") != std::string::npos);
}
