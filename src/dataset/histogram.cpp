#include <algorithm>
#include <cmath>

#include "dataset/code_places.h"
#include "dataset/statistics.h"

namespace emo {
namespace {

// The least of 1, 2, 5 times a power of ten that is not below.
double rounded_up(double width) {
  const double power = std::pow(10.0, std::floor(std::log10(width)));
  for (const double step : {1.0, 2.0, 5.0})
    if (width <= step * power * (1 + 1e-9)) return step * power;
  return 10.0 * power;
}

struct Binning {
  double start = 0, width = 0;
  std::size_t bins = 0;
};

Binning binning_of(const Spread& spread, std::size_t most_bins) {
  const double low = spread.least;
  const double high = spread.most;
  if (low == high) {
    const double width = low == 0 ? 1 : rounded_up(std::abs(low) * 0.1);
    return {std::floor(low / width) * width, width, 1};
  }
  // One bin cannot begin and end at multiples of a width where a multiple of all, zero, lies between.
  if (most_bins == 1) return {low, high - low, 1};
  const double n = spread.known;
  const double between = spread.upper_quartile - spread.lower_quartile;
  double width = between > 0 ? 2 * between / std::cbrt(n) : (high - low) / (1 + std::log2(n));
  width = rounded_up(std::max(width, (high - low) / static_cast<double>(most_bins)));
  for (;; width = rounded_up(width * 1.5)) {
    const double first = std::floor(low / width);
    const double bins = std::max(1.0, std::ceil(high / width) - first);
    if (bins <= static_cast<double>(most_bins)) return {first * width, width, static_cast<std::size_t>(bins)};
  }
}

}  // namespace

Result<Histogram> histogram(const Catalogue& catalogue, const HistogramDesc& desc,
                            std::span<const std::uint32_t> rows) {
  if (desc.column >= catalogue.column_count()) return no_column(catalogue, desc.column);
  return histogram_of(catalogue, catalogue.column(desc.column).values, desc, rows);
}

Histogram histogram_of(const Catalogue& catalogue, std::span<const float> values, const HistogramDesc& desc,
                       std::span<const std::uint32_t> rows) {
  std::vector<float> chosen;
  chosen.reserve(rows.size());
  for (const std::uint32_t row : rows) chosen.push_back(values[row]);
  const Spread spread = spread_of(std::move(chosen));

  Histogram result;
  result.left_out = spread.left_out;
  result.layers = {kUnknown};
  if (desc.stacked_by) result.layers = codes_in(counts_by(catalogue, *desc.stacked_by, rows));
  if (spread.known == 0) return result;
  const Binning binning = binning_of(spread, std::max<std::size_t>(1, desc.most_bins));
  result.start = binning.start;
  result.width = binning.width;
  result.bins = binning.bins;
  result.counts.assign(result.layers.size() * result.bins, 0);
  const CodePlaces places(catalogue, desc.stacked_by.value_or(Field::emotion), result.layers);
  for (const std::uint32_t row : rows) {
    if (!std::isfinite(values[row])) continue;
    const double at = std::floor((values[row] - result.start) / result.width);
    const std::size_t bin = std::min(result.bins - 1, static_cast<std::size_t>(std::max(0.0, at)));
    const std::size_t layer = desc.stacked_by ? places.of(row) : 0;
    ++result.counts[layer * result.bins + bin];
  }
  return result;
}

}  // namespace emo
