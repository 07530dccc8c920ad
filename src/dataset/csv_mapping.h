// From the columns of a table to what is known of recordings. A person says (or corrects) which column is what.
#pragma once
#include <array>
#include <vector>

#include "dataset/clip_fields.h"
#include "dataset/csv.h"
#include "dataset/speaker_sexes.h"

namespace emo {

inline constexpr int kNoColumn = -1;

struct CsvMapping {
  bool header = true;  // the first row names the columns and is not a recording
  int path = kNoColumn;
  std::array<int, kFieldCount> field = filled();  // by Field: the column, or kNoColumn
  std::vector<int> numbers;                       // columns of numbers, in the order wanted

  int& operator[](Field f) { return field[static_cast<std::size_t>(f)]; }
  int operator[](Field f) const { return field[static_cast<std::size_t>(f)]; }

 private:
  static constexpr std::array<int, kFieldCount> filled() {
    std::array<int, kFieldCount> none{};
    none.fill(kNoColumn);
    return none;
  }
};

struct TableProblem {
  std::size_t line = 0;
  std::string reason;  // a sentence
};

struct ClipTable {
  std::vector<ClipRow> rows;
  std::vector<TableProblem> problems;  // rows left out or of another length, and cells that are not numbers (unknown)
};

// By what columns are called in published tables: path/file/filename/filepath/audio_path/name,
// emotion/emotions/label/class, actor/speaker/actorid/speaker_id, sex/gender, … in any case, with spaces as "_".
// Without such a name the first column with a sound file is the path; the first row is then a header if it holds no
// sound file and the second does.
CsvMapping guess_mapping(const CsvTable& table);

// emotion, sex and intensity are written as emotion_word(), sex_word(), intensity_word() have it; other fields as they
// stand, trimmed. What the table leaves empty is read from the file's name, where it is one of a corpus. Rows
// without a path are left out and listed (but for blank ones); rows with more or fewer cells than the first are used
// and listed. Numbers are decimal with a point, or with a comma where it does not divide the
// cells; an empty cell is unknown. Error: no column is mapped to the path, a
// column that the table does not have, no row left.
Result<ClipTable> read_clips(const CsvTable& table, const CsvMapping& mapping);

// Columns actor/actorid/speaker and sex/gender; others are ignored. Error: one of the two is missing; no row.
Result<SexByActor> read_sexes(const CsvTable& table);

}  // namespace emo
