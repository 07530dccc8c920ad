#include "dataset/catalogue.h"

#include <algorithm>
#include <numeric>

namespace emo {

Catalogue::Catalogue() {
  for (const std::string_view name : kEmotionNames) vocabularies_[index(Field::emotion)].add(name);
  for (const MeasureInfo& m : kMeasures) columns_.push_back({std::string(m.name), std::string(m.unit), {}});
}

std::string_view Catalogue::path(std::size_t row) const {
  const std::size_t start = row == 0 ? 0 : path_ends_[row - 1];
  return std::string_view(paths_).substr(start, path_ends_[row] - start);
}

std::string_view Catalogue::word(Field field, std::size_t row) const {
  return vocabulary(field).word(codes_[index(field)][row]);
}

std::optional<std::size_t> Catalogue::find_column(std::string_view name) const {
  for (std::size_t c = 0; c < columns_.size(); ++c)
    if (columns_[c].name == name) return c;
  return std::nullopt;
}

std::size_t Catalogue::add_column(std::string_view name, std::string_view unit) {
  if (const auto found = find_column(name)) return *found;
  columns_.push_back({std::string(name), std::string(unit), std::vector<float>(row_count(), kNotKnown)});
  return columns_.size() - 1;
}

Result<void> Catalogue::append(std::span<const ClipRow> rows, std::span<const std::size_t> columns) {
  for (const std::size_t c : columns)
    if (c >= columns_.size())
      return Error{"The catalogue has " + std::to_string(columns_.size()) + " columns of numbers; number " +
                   std::to_string(c + 1) + " is not there."};
  std::uint64_t bytes = paths_.size();
  for (const ClipRow& row : rows) bytes += row.path.size();
  if (bytes > std::numeric_limits<std::uint32_t>::max())
    return Error{"The paths of these files are longer than 4 GB together. Open fewer files at a time."};

  const std::size_t before = row_count();
  for (std::size_t f = 0; f < kFieldCount; ++f) {
    const std::size_t words_before = vocabularies_[f].size();
    codes_[f].resize(before + rows.size(), kUnknown);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto code = vocabularies_[f].add(rows[i].fields.words[f]);
      if (code) {
        codes_[f][before + i] = *code;
        continue;
      }
      vocabularies_[f].shrink(words_before);
      for (std::size_t g = 0; g <= f; ++g) codes_[g].resize(before);
      return Error{"The field \"" + std::string(kFieldNames[f]) + "\" would have more than " +
                   std::to_string(kMostWords) + " different words. Choose another column for it, or none."};
    }
  }
  paths_.reserve(static_cast<std::size_t>(bytes));
  for (const ClipRow& row : rows) {
    paths_ += row.path;
    path_ends_.push_back(static_cast<std::uint32_t>(paths_.size()));
  }
  for (NumberColumn& column : columns_) column.values.resize(row_count(), kNotKnown);
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < std::min(columns.size(), rows[i].numbers.size()); ++j)
      columns_[columns[j]].values[before + i] = rows[i].numbers[j];
  return {};
}

Result<void> Catalogue::set_word(Field field, std::span<const std::uint32_t> rows, std::string_view word) {
  const auto code = vocabularies_[index(field)].add(word);
  if (!code)
    return Error{"The field \"" + std::string(kFieldNames[index(field)]) + "\" has " + std::to_string(kMostWords) +
                 " different words already. Use one of them."};
  for (const std::uint32_t row : rows) codes_[index(field)][row] = *code;
  return {};
}

Result<void> Catalogue::replace_field(Field field, std::span<const std::string> words, std::span<const Code> codes) {
  Vocabulary vocabulary;
  for (const std::string& word : words)
    if (word.empty() || vocabulary.find(word) != kUnknown || !vocabulary.add(word))
      return Error{"The words of a field differ from one another and are not empty; \"" + word + "\" is not so."};
  if (field == Field::emotion) return Error{"The eight expressions keep their codes; correct labels row by row."};
  const bool sound =
      std::all_of(codes.begin(), codes.end(), [&](Code code) { return code == kUnknown || code < vocabulary.size(); });
  if (codes.size() != row_count() || !sound)
    return Error{"A field needs one code for each of the " + std::to_string(row_count()) +
                 " rows, each of one of its " + std::to_string(words.size()) + " words."};
  vocabularies_[index(field)] = std::move(vocabulary);
  codes_[index(field)].assign(codes.begin(), codes.end());
  return {};
}

Catalogue Catalogue::subset(std::span<const std::uint32_t> rows) const {
  Catalogue part;
  part.vocabularies_ = vocabularies_;
  for (const std::uint32_t row : rows) {
    part.paths_ += path(row);
    part.path_ends_.push_back(static_cast<std::uint32_t>(part.paths_.size()));
  }
  for (std::size_t f = 0; f < kFieldCount; ++f)
    for (const std::uint32_t row : rows) part.codes_[f].push_back(codes_[f][row]);
  part.columns_.clear();
  for (const NumberColumn& column : columns_) {
    NumberColumn& copy = part.columns_.emplace_back(NumberColumn{column.name, column.unit, {}});
    for (const std::uint32_t row : rows) copy.values.push_back(column.values[row]);
  }
  return part;
}

std::vector<std::uint32_t> all_rows(const Catalogue& catalogue) {
  std::vector<std::uint32_t> rows(catalogue.row_count());
  std::iota(rows.begin(), rows.end(), 0U);
  return rows;
}

}  // namespace emo
