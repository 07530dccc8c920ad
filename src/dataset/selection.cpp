#include "dataset/selection.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "dataset/seeded.h"

namespace emo {
namespace {

bool contains(std::string_view text, std::string_view small_word) {
  return std::search(text.begin(), text.end(), small_word.begin(), small_word.end(),
                     [](char a, char b) { return to_lower(a) == b; }) != text.end();
}

std::vector<std::string> words_in(std::string_view search) {
  std::vector<std::string> words;
  for (std::size_t at = search.find_first_not_of(" \t\n"); at < search.size();) {
    const std::size_t end = std::min(search.find_first_of(" \t\n", at), search.size());
    words.push_back(to_lower(search.substr(at, end - at)));
    at = std::min(search.find_first_not_of(" \t\n", end), search.size());
  }
  return words;
}

// By place_of(), so that a row costs one look.
using CodeTable = std::vector<std::uint8_t>;

struct WordTest {
  std::span<const Code> codes;
  CodeTable passes;
  [[nodiscard]] bool operator()(std::size_t row) const { return passes[place_of(codes[row], passes.size() - 1)] != 0; }
};

struct NumberTest {
  std::span<const float> values;
  NumberFilter filter;
  [[nodiscard]] bool operator()(std::size_t row) const {
    const float value = values[row];
    return std::isnan(value) ? filter.with_unknown : value >= filter.low && value <= filter.high;
  }
};

struct SearchTest {
  const Catalogue* catalogue;
  std::string word;
  std::array<CodeTable, kFieldCount> holds;

  SearchTest(const Catalogue& all, std::string searched) : catalogue(&all), word(std::move(searched)) {
    for (std::size_t f = 0; f < kFieldCount; ++f) {
      const auto& words = all.vocabulary(static_cast<Field>(f)).words();
      holds[f].assign(words.size() + 1, 0);
      for (std::size_t i = 0; i < words.size(); ++i) holds[f][i] = contains(words[i], word) ? 1 : 0;
    }
  }
  [[nodiscard]] bool operator()(std::size_t row) const {
    for (std::size_t f = 0; f < kFieldCount; ++f)
      if (holds[f][place_of(catalogue->codes(static_cast<Field>(f))[row], holds[f].size() - 1)] != 0) return true;
    return contains(catalogue->path(row), word);
  }
};

WordTest test_of(const Catalogue& catalogue, const WordFilter& filter) {
  WordTest test{catalogue.codes(filter.field), CodeTable(catalogue.vocabulary(filter.field).size() + 1, 0)};
  for (const Code code : filter.codes) {
    const std::size_t place = place_of(code, test.passes.size() - 1);
    if (place < test.passes.size()) test.passes[place] = 1;
  }
  return test;
}

struct Sorter {
  const Catalogue& catalogue;
  bool descending;
  std::vector<std::uint32_t>& rows;

  void operator()(ByPath) const {
    std::stable_sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
      return descending ? sorted_before(catalogue.path(b), catalogue.path(a))
                        : sorted_before(catalogue.path(a), catalogue.path(b));
    });
  }

  void operator()(Field field) const {  // by counting: linear
    const auto codes = catalogue.codes(field);
    std::vector<Code> rank = catalogue.vocabulary(field).ranks(field == Field::emotion ? kEmotionNames.size() : 0);
    const std::size_t words = rank.size();
    if (descending)
      for (Code& r : rank) r = static_cast<Code>(words - 1 - r);
    const auto bucket = [&](std::uint32_t row) { return codes[row] == kUnknown ? words : rank[codes[row]]; };
    std::vector<std::size_t> start(words + 2, 0);
    for (const std::uint32_t row : rows) ++start[bucket(row) + 1];
    for (std::size_t b = 1; b < start.size(); ++b) start[b] += start[b - 1];
    std::vector<std::uint32_t> sorted(rows.size());
    for (const std::uint32_t row : rows) sorted[start[bucket(row)]++] = row;
    rows = std::move(sorted);
  }

  void operator()(std::size_t column) const {
    if (column < catalogue.column_count()) sort_rows(catalogue.column(column).values, descending, rows);
  }
};

}  // namespace

std::vector<std::uint32_t> select_rows(const Catalogue& catalogue, const Filter& filter) {
  std::vector<WordTest> words;
  for (const WordFilter& f : filter.words) words.push_back(test_of(catalogue, f));
  std::vector<NumberTest> numbers;
  for (const NumberFilter& f : filter.numbers) {
    if (f.column >= catalogue.column_count()) return {};
    numbers.push_back({catalogue.column(f.column).values, f});
  }
  std::vector<SearchTest> searched;
  for (std::string& word : words_in(filter.search)) searched.emplace_back(catalogue, std::move(word));
  std::vector<std::uint8_t> chosen;
  if (filter.rows) chosen = mask_of(*filter.rows, catalogue.row_count());

  const auto all_pass = [](const auto& tests, std::size_t row) {
    return std::all_of(tests.begin(), tests.end(), [row](const auto& test) { return test(row); });
  };
  std::vector<std::uint32_t> rows;
  rows.reserve(catalogue.row_count());
  for (std::size_t row = 0; row < catalogue.row_count(); ++row) {
    if (filter.rows && chosen[row] == 0) continue;
    if (all_pass(words, row) && all_pass(numbers, row) && all_pass(searched, row))
      rows.push_back(static_cast<std::uint32_t>(row));
  }
  return rows;
}

std::vector<std::uint8_t> mask_of(std::span<const std::uint32_t> rows, std::size_t row_count) {
  std::vector<std::uint8_t> mask(row_count, 0);
  for (const std::uint32_t row : rows)
    if (row < row_count) mask[row] = 1;
  return mask;
}

void sort_rows(const Catalogue& catalogue, const SortKey& key, std::vector<std::uint32_t>& rows) {
  std::visit(Sorter{catalogue, key.descending, rows}, key.by);
}

void sort_rows(std::span<const float> values, bool descending, std::vector<std::uint32_t>& rows) {
  const auto known_end =
      std::stable_partition(rows.begin(), rows.end(), [&](std::uint32_t row) { return !std::isnan(values[row]); });
  std::stable_sort(rows.begin(), known_end, [&](std::uint32_t a, std::uint32_t b) {
    return descending ? values[b] < values[a] : values[a] < values[b];
  });
}

std::vector<std::uint32_t> draw_rows(std::span<const std::uint32_t> rows, std::size_t count, std::uint64_t seed) {
  std::vector<std::uint32_t> drawn(rows.begin(), rows.end());
  count = std::min(count, drawn.size());
  Seeded seeded(seed);
  shuffle_first(std::span(drawn), count, seeded);
  drawn.resize(count);
  return drawn;
}

}  // namespace emo
