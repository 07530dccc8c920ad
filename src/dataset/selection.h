// Which rows: by words, by numbers, by text, by hand; in which order; and a draw of them. Rows are uint32 indices into
// the catalogue. Selecting looks at each row once and allocates nothing for a row.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "dataset/catalogue.h"

namespace emo {

// Any of these words; kUnknown among them takes rows without one. None: no row passes.
struct WordFilter {
  Field field = Field::emotion;
  std::vector<Code> codes;
};

// low ≤ value ≤ high. Rows without a number pass only with_unknown.
struct NumberFilter {
  std::size_t column = 0;  // of the catalogue; one that is not there lets no row pass
  float low = -std::numeric_limits<float>::infinity();
  float high = std::numeric_limits<float>::infinity();
  bool with_unknown = false;
};

// All of it must hold; the default lets every row pass.
struct Filter {
  std::vector<WordFilter> words{};
  std::vector<NumberFilter> numbers{};
  // Each of these words (between spaces) must occur somewhere in the path or in one of the fields; A–Z and a–z alike.
  std::string search{};
  std::optional<std::vector<std::uint32_t>> rows{};  // only these (a lasso), in any order
};

// The rows that pass, ascending.
std::vector<std::uint32_t> select_rows(const Catalogue& catalogue, const Filter& filter);

// A byte a row of the catalogue: 1 selected. What charts and maps ask for single rows.
std::vector<std::uint8_t> mask_of(std::span<const std::uint32_t> rows, std::size_t row_count);

struct ByPath {};
struct SortKey {
  std::variant<ByPath, Field, std::size_t> by = ByPath{};  // std::size_t: a column of numbers
  bool descending = false;
};

// Rows alike keep their order; unknown ones come last both ways. Words as sorted_before() has it ("2" before "10"), but
// the eight expressions first and in their own order. A column that is not there changes nothing.
void sort_rows(const Catalogue& catalogue, const SortKey& key, std::vector<std::uint32_t>& rows);
// The same by any numbers, one a row of the catalogue.
void sort_rows(std::span<const float> values, bool descending, std::vector<std::uint32_t>& rows);

// "Surprise me": `count` of the rows (all, if fewer are there), each once, in an order made from the seed: the same on
// every machine. A longer draw begins with the shorter one of the same seed.
std::vector<std::uint32_t> draw_rows(std::span<const std::uint32_t> rows, std::size_t count, std::uint64_t seed);

}  // namespace emo
