#include "learning/projection/affinities.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

namespace emo {
namespace {

constexpr int kMostTries = 100;
constexpr double kTolerance = 1e-5;  // of the perplexity's logarithm

struct Entry {
  std::uint32_t column;
  double value;
};

}  // namespace

void conditional_shares(std::span<const Neighbour> neighbours, double perplexity, std::span<double> shares) {
  assert(neighbours.size() == shares.size());
  if (neighbours.empty()) return;
  const auto squared = [](float distance) { return static_cast<double>(distance) * static_cast<double>(distance); };
  const double wanted = std::log(perplexity);
  const double nearest = squared(neighbours.front().distance);  // taken off, so that no sum vanishes
  double sharpness = 1.0, low = 0.0, high = std::numeric_limits<double>::infinity();
  for (int tries = 0; tries < kMostTries; ++tries) {
    double sum = 0.0, mean = 0.0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
      const double apart = squared(neighbours[i].distance) - nearest;
      shares[i] = std::exp(-sharpness * apart);
      sum += shares[i];
      mean += shares[i] * apart;
    }
    for (double& share : shares) share /= sum;
    const double entropy = std::log(sum) + sharpness * mean / sum;
    if (std::abs(entropy - wanted) <= kTolerance) break;
    (entropy > wanted ? low : high) = sharpness;
    sharpness = std::isinf(high) ? sharpness * 2.0 : (low + high) / 2.0;
  }
}

Affinities symmetric_affinities(std::span<const Neighbour> neighbours, std::span<const double> shares,
                                std::size_t count) {
  const std::size_t rows = neighbours.size() / std::max<std::size_t>(count, 1);
  std::vector<std::size_t> next(rows + 1, 0);
  for (std::size_t i = 0; i < neighbours.size(); ++i) {
    ++next[i / count + 1];
    ++next[neighbours[i].row + 1];
  }
  for (std::size_t r = 0; r < rows; ++r) next[r + 1] += next[r];
  const std::vector<std::size_t> begin = next;
  std::vector<Entry> entries(2 * neighbours.size());
  for (std::size_t i = 0; i < neighbours.size(); ++i) {
    const auto row = static_cast<std::uint32_t>(i / count);
    const double half = shares[i] / (2.0 * static_cast<double>(rows));
    entries[next[row]++] = {neighbours[i].row, half};
    entries[next[neighbours[i].row]++] = {row, half};
  }
  Affinities out;
  out.first.push_back(0);
  for (std::size_t r = 0; r < rows; ++r) {
    const auto from = entries.begin() + static_cast<std::ptrdiff_t>(begin[r]);
    const auto to = entries.begin() + static_cast<std::ptrdiff_t>(begin[r + 1]);
    std::sort(from, to, [](const Entry& a, const Entry& b) { return a.column < b.column; });
    for (auto one = from; one != to; ++one) {
      if (out.column.size() > out.first.back() && out.column.back() == one->column) {
        out.value.back() += one->value;
      } else {
        out.column.push_back(one->column);
        out.value.push_back(one->value);
      }
    }
    out.first.push_back(static_cast<std::uint32_t>(out.column.size()));
  }
  return out;
}

}  // namespace emo
