#include "dataset/label_table.h"

#include "dataset/csv_mapping.h"
#include "dataset/name_parts.h"

namespace emo {
namespace {

constexpr std::string_view kWanted = "file, label, actor, sex are wanted, with a tab between them.";

CsvMapping mapping_of(const CsvTable& table) {
  CsvMapping mapping = guess_mapping(table);
  if (mapping.header && mapping.path != kNoColumn && mapping[Field::emotion] != kNoColumn) return mapping;
  mapping = CsvMapping{};
  mapping.header = false;
  mapping.path = 0;
  mapping[Field::emotion] = 1;
  mapping[Field::actor] = 2;
  mapping[Field::sex] = 3;
  return mapping;
}

std::string_view cell(const CsvRow& row, int column) {
  if (column < 0 || static_cast<std::size_t>(column) >= row.cells.size()) return {};
  return trimmed(row.cells[static_cast<std::size_t>(column)]);
}

}  // namespace

const Utterance* LabelTable::find(std::string_view file) const {
  const auto found = by_stem.find(stem_of(file));
  return found == by_stem.end() ? nullptr : &found->second;
}

Result<LabelTable> parse_label_table(std::string_view text) {
  const auto csv = parse_csv(text);
  if (!csv) return Error{csv.error() + " Of labels " + std::string(kWanted)};
  const CsvMapping mapping = mapping_of(csv.value());
  LabelTable table;
  for (std::size_t i = mapping.header ? 1 : 0; i < csv.value().rows.size(); ++i) {
    const CsvRow& row = csv.value().rows[i];
    const std::string line = "Line " + std::to_string(row.line) + " of the labels ";
    const std::string_view stem = stem_of(cell(row, mapping.path));
    ClipFields fields;
    fields[Field::emotion] = emotion_word(cell(row, mapping[Field::emotion]));
    if (stem.empty() || fields[Field::emotion].empty())
      return Error{line + "names no file or no label; " + std::string(kWanted)};
    fields[Field::actor] = cell(row, mapping[Field::actor]);
    fields[Field::sex] = sex_word(cell(row, mapping[Field::sex]));
    fields[Field::intensity] = intensity_word(cell(row, mapping[Field::intensity]));
    const auto utterance = utterance_of(fields);
    if (!utterance) {
      ++table.other_labels;
      continue;
    }
    const auto [place, fresh] = table.by_stem.emplace(stem, utterance.value());
    if (!fresh && place->second.emotion != utterance.value().emotion)
      return Error{line + "names " + in_quotes(stem) + " again with another label. A recording has one label."};
  }
  if (table.by_stem.empty() && table.other_labels == 0)
    return Error{"The table of labels has a header and no line; " + std::string(kWanted)};
  return table;
}

}  // namespace emo
