#include "dataset/statistics.h"

#include <algorithm>
#include <cmath>

#include "dataset/code_places.h"

namespace emo {
namespace {

// p: 0 … 1; values sorted and not empty.
double quantile(std::span<const float> values, double p) {
  const double place = p * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  const double share = place - static_cast<double>(below);
  return values[below] + share * (static_cast<double>(values[above]) - values[below]);
}

}  // namespace

std::vector<WordCount> counts_by(const Catalogue& catalogue, Field field, std::span<const std::uint32_t> rows) {
  const auto codes = catalogue.codes(field);
  const Vocabulary& vocabulary = catalogue.vocabulary(field);
  std::vector<std::uint32_t> counts(vocabulary.size() + 1, 0);
  for (const std::uint32_t row : rows) ++counts[place_of(codes[row], vocabulary.size())];

  const std::vector<Code> rank = vocabulary.ranks(field == Field::emotion ? kEmotionNames.size() : 0);
  std::vector<Code> sorted(rank.size());
  for (std::size_t code = 0; code < rank.size(); ++code) sorted[rank[code]] = static_cast<Code>(code);
  sorted.push_back(kUnknown);

  std::vector<WordCount> listed;
  for (const Code code : sorted)
    if (const std::uint32_t count = counts[place_of(code, vocabulary.size())]; count > 0)
      listed.push_back({code, count, static_cast<double>(count) / static_cast<double>(rows.size())});
  return listed;
}

Imbalance imbalance_of(std::span<const WordCount> counts) {
  Imbalance result;
  double all = 0;
  std::uint32_t least = 0;
  std::uint32_t most = 0;
  for (const WordCount& c : counts) {
    if (c.code == kUnknown || c.count == 0) continue;
    least = result.classes == 0 ? c.count : std::min(least, c.count);
    most = std::max(most, c.count);
    all += c.count;
    ++result.classes;
  }
  if (result.classes < 2) {
    result.entropy = kNotKnown;
    return result;
  }
  result.ratio = static_cast<double>(most) / least;
  double entropy = 0;
  for (const WordCount& c : counts)
    if (c.code != kUnknown && c.count > 0) entropy -= c.count / all * std::log(c.count / all);
  result.entropy = entropy / std::log(static_cast<double>(result.classes));
  return result;
}

CrossTable cross_table(const Catalogue& catalogue, Field by_row, Field by_column, std::span<const std::uint32_t> rows) {
  CrossTable table;
  table.row_codes = codes_in(counts_by(catalogue, by_row, rows));
  table.column_codes = codes_in(counts_by(catalogue, by_column, rows));
  const CodePlaces row_places(catalogue, by_row, table.row_codes);
  const CodePlaces column_places(catalogue, by_column, table.column_codes);
  table.counts.assign(table.row_codes.size() * table.column_codes.size(), 0);
  for (const std::uint32_t row : rows)
    ++table.counts[row_places.of(row) * table.column_codes.size() + column_places.of(row)];
  return table;
}

Spread spread_of(std::vector<float> values) {
  Spread spread;
  const auto finite_end = std::partition(values.begin(), values.end(), [](float v) { return std::isfinite(v); });
  spread.left_out = static_cast<std::uint32_t>(values.end() - finite_end);
  values.erase(finite_end, values.end());
  spread.known = static_cast<std::uint32_t>(values.size());
  if (values.empty()) return spread;
  std::sort(values.begin(), values.end());
  const auto n = static_cast<double>(values.size());
  double sum = 0;
  for (const float v : values) sum += v;
  spread.mean = sum / n;
  double squares = 0;
  for (const float v : values) squares += (v - spread.mean) * (v - spread.mean);
  if (values.size() > 1) spread.standard_deviation = std::sqrt(squares / (n - 1));
  spread.least = values.front();
  spread.lower_quartile = quantile(values, 0.25);
  spread.median = quantile(values, 0.5);
  spread.upper_quartile = quantile(values, 0.75);
  spread.most = values.back();
  return spread;
}

Result<std::vector<WordSpread>> spread_by(const Catalogue& catalogue, std::size_t column, Field field,
                                          std::span<const std::uint32_t> rows) {
  if (column >= catalogue.column_count()) return no_column(catalogue, column);
  return spread_of_words(catalogue, catalogue.column(column).values, field, rows);
}

std::vector<WordSpread> spread_of_words(const Catalogue& catalogue, std::span<const float> values, Field field,
                                        std::span<const std::uint32_t> rows) {
  const std::vector<Code> codes = codes_in(counts_by(catalogue, field, rows));
  const CodePlaces places(catalogue, field, codes);
  std::vector<std::vector<float>> by_word(codes.size());
  for (const std::uint32_t row : rows) by_word[places.of(row)].push_back(values[row]);
  std::vector<WordSpread> spreads;
  for (std::size_t i = 0; i < codes.size(); ++i) spreads.push_back({codes[i], spread_of(std::move(by_word[i]))});
  return spreads;
}

}  // namespace emo
