// What a DataView (contract/data_view.h) is put together from. Fields, codes and columns: contract/data_request.h.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "contract/archive.h"
#include "contract/data_choices.h"

namespace emo {

struct DataFieldInfo {  // a field that some row has a word of
  std::uint8_t field = 0;
  std::uint32_t words = 0;
  template <class A>
  void visit(A& a) {
    a(field, words);
  }
  bool operator==(const DataFieldInfo&) const = default;
};

struct DataColumnInfo {
  std::string name, unit;
  std::uint32_t known = 0;  // rows with a number
  template <class A>
  void visit(A& a) {
    a(name, unit, known);
  }
  bool operator==(const DataColumnInfo&) const = default;
};

// A word of a field among the rows that pass everything but a filter of that very field, so that what was not picked
// can still be seen and picked. (Likewise bins pass over a filter of their own column, and problems over a filter of
// one.)
struct DataWord {
  std::uint16_t code = kNoCode;
  std::string word;  // "" unknown
  std::uint32_t count = 0;
  bool picked = false;
  template <class A>
  void visit(A& a) {
    a(code, word, count, picked);
  }
  bool operator==(const DataWord&) const = default;
};

struct DataSpread {  // of the numbers of one word's rows; NaN unknown (dataset/statistics.h: Spread)
  std::uint32_t known = 0;
  float mean = 0, deviation = 0, least = 0, lower_quartile = 0, median = 0, upper_quartile = 0, most = 0;
  template <class A>
  void visit(A& a) {
    a(known, mean, deviation, least, lower_quartile, median, upper_quartile, most);
  }
  bool operator==(const DataSpread&) const = default;
};

struct DataSharedSpeaker {  // in two or more parts of the split
  std::string speaker;
  std::vector<std::uint32_t> clips;  // by part
  template <class A>
  void visit(A& a) {
    a(speaker, clips);
  }
  bool operator==(const DataSharedSpeaker&) const = default;
};

struct DataProblem {         // files that deserve a look (dataset/problem_files.h), and duplicates by content
  std::string name, detail;  // "very quiet", "below −50 dBFS"
  std::vector<std::uint32_t> rows;
  template <class A>
  void visit(A& a) {
    a(name, detail, rows);
  }
  bool operator==(const DataProblem&) const = default;
};

struct DataTableRow {
  std::uint32_t row = kNoRow;        // of the catalogue
  std::string name;                  // of the file, without its folders
  std::vector<std::uint16_t> codes;  // by DataView::table_fields
  std::vector<std::string> words;
  std::vector<float> numbers;  // by DataView::table_columns; NaN unknown
  bool has_sound = false;      // it can be opened now
  template <class A>
  void visit(A& a) {
    a(row, name, codes, words, numbers, has_sound);
  }
  bool operator==(const DataTableRow&) const = default;
};

struct DataChip {  // one restriction in words: "emotion: happy, sad"
  enum class Kind : std::uint8_t { words, number, search, lasso, draw, problem };
  Kind kind{};
  std::uint8_t index = 0;  // in DataRequest::words or numbers
  std::string text;
  template <class A>
  void visit(A& a) {
    a(kind, index, text);
  }
  bool operator==(const DataChip&) const = default;
};

}  // namespace emo
