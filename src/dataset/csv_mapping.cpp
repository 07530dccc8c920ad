#include "dataset/csv_mapping.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <optional>

#include "dataset/corpora.h"
#include "dataset/name_parts.h"
#include "dataset/recognition.h"

namespace emo {
namespace {

using Names = std::array<std::string_view, 20>;  // the best first; "" fills

constexpr Names kPathNames{"path",       "file",       "filename", "file_name", "filepath",  "file_path", "audio",
                           "audio_path", "audio_file", "paths",    "files",     "wav",       "wav_path",  "wav_file",
                           "sound",      "clip",       "clip_id",  "recording", "utterance", "name"};
constexpr std::array<Names, kFieldCount> kFieldColumns{
    {{"corpus", "dataset", "database", "source"},
     {"emotion", "emotions", "emotion_label", "emotion_name", "label", "labels", "label_name", "class", "classes",
      "classname", "class_name", "category", "target", "expression", "feeling"},
     {"intensity", "emotion_level", "level", "emotional_intensity"},
     {"statement", "sentence", "text", "raw_text", "transcript", "transcription"},
     {"repetition", "take", "version"},
     {"actor", "speaker", "actorid", "actor_id", "speaker_id", "speakerid", "speaker_name", "speakers", "spk",
      "spk_id"},
     {"sex", "gender"},
     {"modality"},
     {"channel", "vocal_channel"},
     {"split", "part", "subset", "partition", "fold"}}};

std::string column_key(std::string_view name) {
  std::string key = to_lower(trimmed(name));
  std::replace(key.begin(), key.end(), ' ', '_');
  return key;
}

int column_called(const CsvRow& header, const Names& names) {
  for (const std::string_view name : names)
    for (std::size_t i = 0; !name.empty() && i < header.cells.size(); ++i)
      if (column_key(header.cells[i]) == name) return static_cast<int>(i);
  return kNoColumn;
}

// The first of `columns` whose cell is a sound file's name.
int column_of_sounds(const CsvRow& row, std::size_t columns) {
  for (std::size_t i = 0; i < std::min(row.cells.size(), columns); ++i)
    if (is_sound_file(trimmed(row.cells[i]))) return static_cast<int>(i);
  return kNoColumn;
}

std::string written(Field field, std::string_view cell) {
  if (field == Field::emotion) return emotion_word(cell);
  if (field == Field::sex) return sex_word(cell);
  if (field == Field::intensity) return intensity_word(cell);
  return std::string(trimmed(cell));
}

// NaN: an empty cell. nullopt: no number.
// comma: decimal commas may be meant, as the cells are not divided by it.
std::optional<float> number_in(std::string_view cell, bool comma) {
  std::string text(trimmed(cell));
  if (comma && std::count(text.begin(), text.end(), ',') == 1 && text.find('.') == std::string::npos)
    std::replace(text.begin(), text.end(), ',', '.');
  if (text.empty()) return std::numeric_limits<float>::quiet_NaN();
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (end != text.c_str() + text.size()) return std::nullopt;
  return static_cast<float>(value);
}

// "" or what is wrong.
std::string check(const CsvTable& table, const CsvMapping& mapping) {
  if (mapping.path == kNoColumn)
    return "No column of the table is said to hold the files' paths. Choose the one that does.";
  std::vector<int> used{mapping.path};
  used.insert(used.end(), mapping.field.begin(), mapping.field.end());
  used.insert(used.end(), mapping.numbers.begin(), mapping.numbers.end());
  for (const int column : used)
    if (column != kNoColumn && (column < 0 || static_cast<std::size_t>(column) >= table.columns))
      return "Column " + std::to_string(column + 1) + " is asked for, but the table has " +
             std::to_string(table.columns) + ".";
  return "";
}

void fill_from_name(ClipFields& fields, std::string_view path) {
  const auto read = read_any_name(path);
  if (!read) return;
  for (std::size_t f = 0; f < kFieldCount; ++f)
    if (fields.words[f].empty()) fields.words[f] = read.value().fields.words[f];
}

class ClipReader {
 public:
  ClipReader(const CsvMapping& mapping, const CsvTable& table)
      : mapping_(mapping), columns_(table.columns), comma_(table.delimiter != ',') {}

  void read(const CsvRow& row, ClipTable& table) const {
    const auto blank = [](const std::string& text) { return trimmed(text).empty(); };
    if (std::all_of(row.cells.begin(), row.cells.end(), blank)) return;  // ",,": what spreadsheets leave below a table
    const auto cell = [&](int column) {
      return column >= 0 && static_cast<std::size_t>(column) < row.cells.size()
                 ? std::string_view(row.cells[static_cast<std::size_t>(column)])
                 : std::string_view{};
    };
    const auto left_out = [&](const std::string& why) { table.problems.push_back({row.line, why}); };
    const std::string line = "Line " + std::to_string(row.line);
    ClipRow clip;
    clip.path = trimmed(cell(mapping_.path));
    if (clip.path.empty()) return left_out(line + " names no file. The row was left out.");
    if (row.cells.size() != columns_)
      table.problems.push_back({row.line, line + " has " + std::to_string(row.cells.size()) + " cells, the first row " +
                                              std::to_string(columns_) + "; what is missing counts as unknown."});
    for (std::size_t f = 0; f < kFieldCount; ++f)
      clip.fields.words[f] = written(static_cast<Field>(f), cell(mapping_.field[f]));
    fill_from_name(clip.fields, clip.path);
    for (const int column : mapping_.numbers) {
      const auto number = number_in(cell(column), comma_);
      if (!number)
        table.problems.push_back({row.line, line + ": " + in_quotes(cell(column)) + " in column " +
                                                std::to_string(column + 1) + " is no number; it counts as unknown."});
      clip.numbers.push_back(number.value_or(std::numeric_limits<float>::quiet_NaN()));
    }
    table.rows.push_back(std::move(clip));
  }

 private:
  const CsvMapping& mapping_;
  std::size_t columns_;
  bool comma_;
};

}  // namespace

CsvMapping guess_mapping(const CsvTable& table) {
  CsvMapping mapping;
  if (table.rows.empty()) return mapping;
  const CsvRow& first = table.rows.front();
  mapping.path = column_called(first, kPathNames);
  bool named = mapping.path != kNoColumn;
  for (std::size_t f = 0; f < kFieldCount; ++f) {
    mapping.field[f] = column_called(first, kFieldColumns[f]);
    named = named || mapping.field[f] != kNoColumn;
  }
  mapping.header = named;
  if (mapping.path != kNoColumn) return mapping;
  // Where no name of a column tells, the cells may: a first row without a sound file above one that has it is a header.
  const bool titled = table.rows.size() > 1 && (named || column_of_sounds(first, table.columns) == kNoColumn);
  mapping.path = column_of_sounds(titled ? table.rows[1] : first, table.columns);
  mapping.header = named || (titled && mapping.path != kNoColumn);
  return mapping;
}

Result<ClipTable> read_clips(const CsvTable& table, const CsvMapping& mapping) {
  if (std::string wrong = check(table, mapping); !wrong.empty()) return Error{std::move(wrong)};
  const ClipReader reader(mapping, table);
  ClipTable clips;
  for (std::size_t i = mapping.header ? 1 : 0; i < table.rows.size(); ++i) reader.read(table.rows[i], clips);
  if (clips.rows.empty())
    return Error{clips.problems.empty() ? "The table has a header and no row."
                                        : "No row of the table could be used. " + clips.problems.front().reason};
  return clips;
}

Result<SexByActor> read_sexes(const CsvTable& table) {
  if (table.rows.empty()) return Error{"The table of speakers is empty."};
  const auto& names = kFieldColumns;
  const int actor = column_called(table.rows.front(), names[static_cast<std::size_t>(Field::actor)]);
  const int sex = column_called(table.rows.front(), names[static_cast<std::size_t>(Field::sex)]);
  if (actor == kNoColumn || sex == kNoColumn)
    return Error{
        "The table of speakers needs a column \"actor\" (or \"ActorID\", \"speaker\") and a column \"sex\" (or "
        "\"gender\")."};
  SexByActor sexes;
  for (std::size_t i = 1; i < table.rows.size(); ++i) {
    const auto& cells = table.rows[i].cells;
    const auto most = static_cast<std::size_t>(std::max(actor, sex));
    if (cells.size() <= most || trimmed(cells[static_cast<std::size_t>(actor)]).empty())
      return Error{"Line " + std::to_string(table.rows[i].line) +
                   " of the table of speakers lacks the actor or the sex."};
    sexes[std::string(trimmed(cells[static_cast<std::size_t>(actor)]))] =
        sex_word(cells[static_cast<std::size_t>(sex)]);
  }
  if (sexes.empty()) return Error{"The table of speakers has a header and no row."};
  return sexes;
}

}  // namespace emo
