// What a set of recordings is made of: counts, cross-tables, histograms, spreads. `rows` are indices into the catalogue
// (a selection, or all_rows()), each of them once.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "dataset/catalogue.h"

namespace emo {

struct WordCount {
  Code code = kUnknown;  // kUnknown: rows without a word
  std::uint32_t count = 0;
  double share = 0;  // of all rows looked at, 0 … 1
};

// The words that occur, sorted as sort_rows() sorts the field; unknown last.
std::vector<WordCount> counts_by(const Catalogue& catalogue, Field field, std::span<const std::uint32_t> rows);

struct Imbalance {
  std::size_t classes = 0;  // words that occur; unknown is none
  double ratio = 1;         // the most frequent to the rarest, ≥ 1
  double entropy = 1;  // −Σ p ln p / ln classes (Pielou's evenness): 1 all alike, near 0 nearly all one; NaN below two
};
Imbalance imbalance_of(std::span<const WordCount> counts);

struct CrossTable {
  std::vector<Code> row_codes, column_codes;  // as in counts_by()
  std::vector<std::uint32_t> counts;          // row-major, row_codes.size() × column_codes.size()
  [[nodiscard]] std::uint32_t at(std::size_t row, std::size_t column) const {
    return counts[row * column_codes.size() + column];
  }
};
CrossTable cross_table(const Catalogue& catalogue, Field by_row, Field by_column, std::span<const std::uint32_t> rows);

struct HistogramDesc {
  std::size_t column = 0;
  std::optional<Field> stacked_by{};  // none: one layer, of code kUnknown
  std::size_t most_bins = 60;         // ≥ 1
};

struct Histogram {
  double start = 0, width = 0;  // bin i: start + i · width ≤ value < start + (i + 1) · width; the last one's end counts
  std::size_t bins = 0;         // 0: no finite value
  std::vector<Code> layers;     // as in counts_by()
  std::vector<std::uint32_t> counts;  // layer by layer, layers.size() × bins
  std::uint32_t left_out = 0;         // unknown or infinite
  [[nodiscard]] std::uint32_t at(std::size_t layer, std::size_t bin) const { return counts[layer * bins + bin]; }
};

// Widths after Freedman & Diaconis (1981), 2 · IQR · n^(−1/3), rounded up to 1, 2 or 5 times a power of ten and widened
// until most_bins suffice; edges are multiples of the width. Where the quartiles coincide, Sturges' number of bins;
// where all values do, one bin. Error: a column that is not there.
Result<Histogram> histogram(const Catalogue& catalogue, const HistogramDesc& desc, std::span<const std::uint32_t> rows);
// The same of any numbers, one a row of the catalogue; desc.column does not count.
Histogram histogram_of(const Catalogue& catalogue, std::span<const float> values, const HistogramDesc& desc,
                       std::span<const std::uint32_t> rows);

struct Spread {
  std::uint32_t known = 0;     // finite values
  std::uint32_t left_out = 0;  // unknown or infinite
  // NaN where known is 0; the standard deviation (n − 1 below the line) where it is below 2.
  double mean = kNotKnown, standard_deviation = kNotKnown;
  // Quartiles by linear interpolation between the two nearest (numpy's default).
  double least = kNotKnown, lower_quartile = kNotKnown, median = kNotKnown, upper_quartile = kNotKnown,
         most = kNotKnown;
};

// Takes the values' order, not their place. Infinite and NaN values count as left out.
Spread spread_of(std::vector<float> values);

struct WordSpread {
  Code code = kUnknown;
  Spread spread;
};
// One column by the words of a field, as in counts_by(). Error: a column that is not there.
Result<std::vector<WordSpread>> spread_by(const Catalogue& catalogue, std::size_t column, Field field,
                                          std::span<const std::uint32_t> rows);
// The same of any numbers, one a row of the catalogue.
std::vector<WordSpread> spread_of_words(const Catalogue& catalogue, std::span<const float> values, Field field,
                                        std::span<const std::uint32_t> rows);

}  // namespace emo
