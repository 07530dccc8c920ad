#include "learning/projection/tables.h"

#include <algorithm>
#include <numeric>

#include "learning/random.h"

namespace emo::test {
namespace {

// Rows by their distance from `row`, itself left out.
std::vector<std::uint32_t> by_distance(std::span<const float> table, std::size_t width, std::size_t row) {
  const std::size_t rows = table.size() / width;
  std::vector<double> apart(rows, 0.0);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t c = 0; c < width; ++c) {
      const double d = static_cast<double>(table[i * width + c]) - static_cast<double>(table[row * width + c]);
      apart[i] += d * d;
    }
  std::vector<std::uint32_t> order(rows);
  std::iota(order.begin(), order.end(), 0U);
  std::erase(order, static_cast<std::uint32_t>(row));
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return apart[a] < apart[b]; });
  return order;
}

}  // namespace

std::vector<float> gaussian(std::size_t rows, std::size_t width, std::uint64_t seed) {
  Random random(seed);
  std::vector<float> made(rows * width);
  for (float& v : made) v = static_cast<float>(random.normal());
  return made;
}

std::vector<float> three_groups(std::size_t rows, std::uint64_t seed) {
  constexpr std::size_t kWidth = 10;
  std::vector<float> made = gaussian(rows, kWidth, seed);
  for (std::size_t i = 0; i < rows; ++i) made[i * kWidth + i % 3] += 12.0F;
  return made;
}

double trustworthiness(std::span<const float> table, std::size_t width, std::span<const float> map, std::size_t count) {
  const std::size_t rows = table.size() / width;
  double penalty = 0.0;
  std::vector<std::size_t> rank(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    const auto truly = by_distance(table, width, i), seen = by_distance(map, 2, i);
    for (std::size_t k = 0; k < truly.size(); ++k) rank[truly[k]] = k + 1;
    for (std::size_t k = 0; k < count; ++k)
      if (rank[seen[k]] > count) penalty += static_cast<double>(rank[seen[k]] - count);
  }
  const auto n = static_cast<double>(rows), k = static_cast<double>(count);
  return 1.0 - penalty * 2.0 / (n * k * (2.0 * n - 3.0 * k - 1.0));
}

}  // namespace emo::test
