// A set of recordings as columns: words as codes, numbers as float32. Made for 100 000 rows and more: one row costs its
// path, 20 bytes of codes and 4 bytes a number.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contract/feature_table.h"
#include "contract/result.h"
#include "dataset/clip_fields.h"
#include "dataset/vocabulary.h"

namespace emo {

// Every catalogue has the columns of kMeasures (contract/feature_table.h), in their order; others follow. NaN unknown.
inline constexpr float kNotKnown = std::numeric_limits<float>::quiet_NaN();

struct NumberColumn {
  std::string name, unit;
  std::vector<float> values;  // a value a row
};

class Catalogue {
 public:
  // No rows; the codes 0 … 7 of Field::emotion are the eight of kEmotionNames, so that a code below 8 is an Emotion.
  Catalogue();

  [[nodiscard]] std::size_t row_count() const { return path_ends_.size(); }
  [[nodiscard]] std::string_view path(std::size_t row) const;
  [[nodiscard]] std::span<const Code> codes(Field field) const { return codes_[index(field)]; }
  [[nodiscard]] const Vocabulary& vocabulary(Field field) const { return vocabularies_[index(field)]; }
  [[nodiscard]] std::string_view word(Field field, std::size_t row) const;  // "" unknown

  [[nodiscard]] std::size_t column_count() const { return columns_.size(); }
  [[nodiscard]] const NumberColumn& column(std::size_t c) const { return columns_[c]; }
  [[nodiscard]] const NumberColumn& column(Measure m) const { return columns_[static_cast<std::size_t>(m)]; }
  [[nodiscard]] std::optional<std::size_t> find_column(std::string_view name) const;
  // The column of this name, new (NaN) where it must be.
  std::size_t add_column(std::string_view name, std::string_view unit);
  void set_number(std::size_t column, std::size_t row, float value) { columns_[column].values[row] = value; }

  // rows[i].numbers[j] goes into columns[j]; numbers that are missing are unknown. All rows or none.
  // Error: a field would have more than 65 535 different words; paths of more than 4 GB in all; an unknown column.
  Result<void> append(std::span<const ClipRow> rows, std::span<const std::size_t> columns = {});

  // The same word for these rows ("" unknown): a person's correction. Error: no room for another word.
  Result<void> set_word(Field field, std::span<const std::uint32_t> rows, std::string_view word);
  // A field anew: codes index words; kUnknown allowed. For every field but the emotion, whose first eight stay.
  // Error: as many codes as rows are wanted, and each a word's.
  Result<void> replace_field(Field field, std::span<const std::string> words, std::span<const Code> codes);

  // These rows alone, in the order given; words that no row has any longer stay.
  [[nodiscard]] Catalogue subset(std::span<const std::uint32_t> rows) const;

  // Little-endian, versioned, with a checksum (catalogue_bytes.cpp says the order).
  [[nodiscard]] std::vector<std::uint8_t> to_bytes() const;
  // Error: not a catalogue, another version, damaged in any way.
  static Result<Catalogue> from_bytes(std::span<const std::uint8_t> bytes);

 private:
  static std::size_t index(Field field) { return static_cast<std::size_t>(field); }
  friend class CatalogueReader;

  std::string paths_;                     // one after the other
  std::vector<std::uint32_t> path_ends_;  // in paths_, by row
  std::array<Vocabulary, kFieldCount> vocabularies_;
  std::array<std::vector<Code>, kFieldCount> codes_;
  std::vector<NumberColumn> columns_;
};

std::vector<std::uint32_t> all_rows(const Catalogue& catalogue);

}  // namespace emo
