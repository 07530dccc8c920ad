#include "learning/projection/pca.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "learning/projection/symmetric_eigen.h"

namespace emo {
namespace {

constexpr double kFloatRounding = 1e-7;  // a column varying less than this, relative to its size, is constant
constexpr double kNoVariance = 1e-12;    // of the whole: a direction of less is rounding

void take_whole_rows(std::span<const float> values, Pca& out) {
  const std::size_t count = values.size() / out.width;
  for (std::size_t i = 0; i < count; ++i) {
    const auto row = values.subspan(i * out.width, out.width);
    if (std::all_of(row.begin(), row.end(), [](float v) { return std::isfinite(v); }))
      out.rows.push_back(static_cast<std::uint32_t>(i));
  }
  out.left_out = static_cast<std::uint32_t>(count - out.rows.size());
}

void measure_columns(std::span<const float> values, bool standardise, Pca& out) {
  out.mean.assign(out.width, 0.0);
  out.scale.assign(out.width, 0.0);
  const auto rows = static_cast<double>(out.rows.size());
  for (const std::uint32_t r : out.rows)
    for (std::size_t c = 0; c < out.width; ++c) out.mean[c] += static_cast<double>(values[r * out.width + c]) / rows;
  for (const std::uint32_t r : out.rows)
    for (std::size_t c = 0; c < out.width; ++c) {
      const double from_mean = static_cast<double>(values[r * out.width + c]) - out.mean[c];
      out.scale[c] += from_mean * from_mean / rows;
    }
  for (std::size_t c = 0; c < out.width; ++c) {
    const double deviation = std::sqrt(out.scale[c]);
    const bool constant = !(deviation > kFloatRounding * std::abs(out.mean[c]));
    out.scale[c] = constant ? 0.0 : standardise ? deviation : 1.0;
    out.constant += constant ? 1U : 0U;
  }
}

// The columns that vary, around 0: row-major, rows × columns.
std::vector<double> centred(std::span<const float> values, const Pca& out) {
  std::vector<double> made;
  made.reserve(out.rows.size() * (out.width - out.constant));
  for (const std::uint32_t r : out.rows)
    for (std::size_t c = 0; c < out.width; ++c)
      if (out.scale[c] > 0.0)
        made.push_back((static_cast<double>(values[r * out.width + c]) - out.mean[c]) / out.scale[c]);
  return made;
}

std::vector<double> covariance(std::span<const double> table, std::size_t rows, std::size_t columns) {
  std::vector<double> sums(columns * columns, 0.0);
  for (std::size_t r = 0; r < rows; ++r) {
    const double* row = table.data() + r * columns;
    for (std::size_t i = 0; i < columns; ++i) {
      double* to = sums.data() + i * columns;
      for (std::size_t j = i; j < columns; ++j) to[j] += row[i] * row[j];
    }
  }
  for (std::size_t i = 0; i < columns; ++i)
    for (std::size_t j = i; j < columns; ++j)
      sums[j * columns + i] = sums[i * columns + j] /= static_cast<double>(rows - 1);
  return sums;
}

std::vector<double> inner_products(std::span<const double> table, std::size_t rows, std::size_t columns) {
  std::vector<double> sums(rows * rows);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = i; j < rows; ++j) {
      double sum = 0.0;
      for (std::size_t c = 0; c < columns; ++c) sum += table[i * columns + c] * table[j * columns + c];
      sums[i * rows + j] = sums[j * rows + i] = sum / static_cast<double>(rows - 1);
    }
  return sums;
}

// The rows' eigenvector as a direction among the columns: a unit vector again.
std::vector<double> across(std::span<const double> table, const double* of_rows, std::size_t rows,
                           std::size_t columns) {
  std::vector<double> made(columns, 0.0);
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) made[c] += of_rows[r] * table[r * columns + c];
  double norm2 = 0.0;
  for (const double v : made) norm2 += v * v;
  for (double& v : made) v /= std::sqrt(norm2);
  return made;
}

// The largest entry is positive; of entries that differ by rounding alone the first counts.
void settle_sign(std::vector<double>& direction) {
  double most = 0.0;
  for (const double v : direction) most = std::max(most, std::abs(v));
  const auto first =
      std::find_if(direction.begin(), direction.end(), [&](double v) { return std::abs(v) >= most * (1.0 - 1e-9); });
  if (*first < 0.0)
    for (double& v : direction) v = -v;
}

void place(std::span<const double> table, std::span<const double> direction, std::size_t component, Pca& out) {
  const std::size_t columns = direction.size();
  for (std::size_t r = 0; r < out.rows.size(); ++r) {
    double sum = 0.0;
    for (std::size_t c = 0; c < columns; ++c) sum += table[r * columns + c] * direction[c];
    out.positions[r * out.count + component] = static_cast<float>(sum);
  }
}

}  // namespace

Result<Pca> pca(std::span<const float> values, std::size_t width, const PcaOptions& options) {
  Pca out;
  out.width = width;
  if (width > 0) take_whole_rows(values, out);
  const std::size_t rows = out.rows.size();
  if (rows < 2)
    return Error{"A map needs at least two recordings with all their numbers; there " +
                 std::string(rows == 1 ? "is one" : "are none") + ". Compute the features of more recordings."};
  measure_columns(values, options.standardise, out);
  const std::size_t columns = width - out.constant;
  if (columns == 0) return Error{"All recordings have the same numbers, so there is nothing to map."};
  const std::vector<double> table = centred(values, out);
  const bool by_rows = rows < columns;
  const std::size_t n = by_rows ? rows : columns;
  SymmetricEigen eigen =
      symmetric_eigen(by_rows ? inner_products(table, rows, columns) : covariance(table, rows, columns), n);

  double all = 0.0;
  for (double& v : eigen.values) all += v = std::max(0.0, v);
  while (out.count < std::min(options.components, n) && eigen.values[out.count] > kNoVariance * all) ++out.count;
  out.components.assign(out.count * width, 0.0);
  out.positions.resize(rows * out.count);
  for (std::size_t k = 0; k < out.count; ++k) {
    const double* vector = eigen.vectors.data() + k * n;
    std::vector<double> direction =
        by_rows ? across(table, vector, rows, columns) : std::vector<double>(vector, vector + n);
    settle_sign(direction);
    place(table, direction, k, out);
    std::size_t next = 0;
    for (std::size_t c = 0; c < width; ++c)
      if (out.scale[c] > 0.0) out.components[k * width + c] = direction[next++];
    out.variances.push_back(eigen.values[k]);
    out.shares.push_back(eigen.values[k] / all);
  }
  return out;
}

}  // namespace emo
