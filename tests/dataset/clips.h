// Made catalogues for the dataset tests.
#pragma once
#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "dataset/catalogue.h"

namespace emo::test {

using Words = std::initializer_list<std::pair<Field, std::string>>;

inline ClipRow clip(std::string path, Words words, std::vector<float> numbers = {}) {
  ClipRow row{std::move(path), {}, std::move(numbers)};
  for (const auto& [field, word] : words) row.fields[field] = word;
  return row;
}

inline Catalogue catalogue_of(const std::vector<ClipRow>& rows, const std::vector<std::size_t>& columns = {}) {
  Catalogue catalogue;
  REQUIRE(catalogue.append(rows, columns));
  return catalogue;
}

// Row i: speaker i mod 40, emotion i mod 8, statement i mod 3, duration (i mod 1000) / 100 s, every 10th unknown.
inline std::vector<ClipRow> many_clips(std::size_t count) {
  std::vector<ClipRow> rows(count);
  for (std::size_t i = 0; i < count; ++i) {
    rows[i].path = "Speaker_" + std::to_string(i % 40) + "/Take_" + std::to_string(i) + ".wav";
    rows[i].fields[Field::corpus] = "made";
    rows[i].fields[Field::emotion] = kEmotionNames[i % 8];
    rows[i].fields[Field::statement] = std::to_string(i % 3);
    rows[i].fields[Field::actor] = std::to_string(i % 40);
    rows[i].numbers = {i % 10 == 9 ? kNotKnown : static_cast<float>(i % 1000) / 100.0F};
  }
  return rows;
}

inline std::vector<std::size_t> duration_column() { return {static_cast<std::size_t>(Measure::duration)}; }

// The code that must be there.
inline Code code_of(const Catalogue& catalogue, Field field, std::string_view word) {
  const Code code = catalogue.vocabulary(field).find(word);
  REQUIRE(code != kUnknown);
  return code;
}

}  // namespace emo::test
