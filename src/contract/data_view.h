// What the Data room asks to see of a set of recordings (DataRequest: the drawn page writes it) and what there is to
// be seen (DataView: the data service, data.wasm, writes it). The data service's answer depends on its catalogue and on
// the request alone; nothing about filters or charts is kept on its side. JavaScript only forwards the bytes. Fields
// are dataset/clip_fields.h's Field as a number; codes are the catalogue's (Field::emotion: below 8 an Emotion,
// contract/emotions.h); kNoCode: unknown. Numbers' columns go by their names ("duration", "F0 mean", "mfcc_1", …).
#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "contract/archive.h"

namespace emo {

inline constexpr std::uint32_t kDataViewVersion = 2;
inline constexpr std::uint16_t kNoCode = 0xffff;
inline constexpr std::uint32_t kNoRow = 0xffffffff;

enum class DataChart : std::uint8_t { distribution, cross_table, histogram, spread, map, split, compare, files };
enum class DataSort : std::uint8_t { path, field, number };
enum class MapFeatures : std::uint8_t { mlp180, embedding };  // what the map is made of
enum class MapMethod : std::uint8_t { pca, tsne };
enum class SplitWay : std::uint8_t { none, random, stratified, speaker_independent, protocol_folds };

struct FieldFilter {
  std::uint8_t field = 1;
  std::vector<std::uint16_t> codes;  // any of these
  template <class A>
  void visit(A& a) {
    a(field, codes);
  }
  bool operator==(const FieldFilter&) const = default;
};

struct RangeFilter {
  std::string column;
  float low = -std::numeric_limits<float>::infinity(), high = std::numeric_limits<float>::infinity();  // both count
  template <class A>
  void visit(A& a) {
    a(column, low, high);
  }
  bool operator==(const RangeFilter&) const = default;
};

struct DataRequest {
  std::uint32_t version = kDataViewVersion;
  std::uint32_t revision = 0;  // another number for another request; the view says which it answers

  DataChart chart = DataChart::distribution;
  std::uint8_t field = 1;           // bars, rows of the cross-table, stack, groups, colours
  std::uint8_t field_b = 5;         // columns of the cross-table; of compare: what differs side by side
  bool donut = false;               // the distribution as a ring
  std::string column = "duration";  // histogram, spread
  MapFeatures map_features = MapFeatures::embedding;
  MapMethod map_method = MapMethod::pca;

  SplitWay split = SplitWay::none;  // none: the split that the files came with, if any
  std::vector<float> split_shares{70, 15, 15};
  std::uint32_t split_seed = 1;

  // The selection: what passes all of these.
  std::vector<FieldFilter> words;    // at most one a field
  std::vector<RangeFilter> numbers;  // at most one a column
  std::string search;
  std::string problem;           // only files with this problem, by DataProblem::name; "" all
  std::vector<float> lasso;      // x, y, x, y, … on the map; fewer than three points: none
  std::uint32_t draw_count = 0;  // "Surprise me": so many of what is selected otherwise; 0: all
  std::uint32_t draw_seed = 0;

  DataSort sort = DataSort::path;
  std::uint8_t sort_field = 1;
  std::string sort_column;
  bool descending = false;
  std::uint32_t first_row = 0, row_count = 0;  // the part of the sorted selection that the table shows
  std::uint32_t opened_row = kNoRow;           // of the catalogue: what the player holds
  std::uint32_t pointed_row = kNoRow;          // of the catalogue: what the pointer is at on the map

  template <class A>
  void visit(A& a) {
    a(version, revision, chart, field, field_b, donut, column, map_features, map_method, split, split_shares,
      split_seed, words, numbers, search, problem, lasso, draw_count, draw_seed, sort, sort_field, sort_column,
      descending, first_row, row_count, opened_row, pointed_row);
  }
  bool operator==(const DataRequest&) const = default;
};

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

struct DataView {
  std::uint32_t version = kDataViewVersion;
  std::uint32_t revision = 0;   // of the request it answers
  std::uint32_t catalogue = 0;  // another number for another content: rows' numbers mean something else

  std::string title;        // "RAVDESS, speech"; "": nothing is open
  std::string attribution;  // licence and source in a sentence, "" unknown
  std::string problem;      // what of the request could not be done, a sentence; ""
  std::uint32_t rows = 0, selected = 0, with_sound = 0;

  std::vector<DataFieldInfo> fields;
  std::vector<DataColumnInfo> columns;
  std::vector<DataChip> chips;

  std::vector<DataWord> words;    // of request.field: bars, cross-table rows, layers, groups, colours; of split: parts
  std::vector<DataWord> words_b;  // of request.field_b: cross-table columns; of split: words of request.field
  std::vector<std::uint32_t> counts;                 // cross-table and split: words × words_b; histogram: words × bins
  float imbalance_ratio = 1, imbalance_entropy = 1;  // of words
  double bin_start = 0, bin_width = 0;
  std::uint32_t bins = 0, left_out = 0;
  std::vector<DataSpread> spreads;  // by words

  std::vector<DataSharedSpeaker> shared;  // split
  std::uint32_t speakers = 0;             // split: in any part
  std::uint32_t shared_clips = 0;         // split: clips of shared speakers outside their first part
  std::vector<DataProblem> problems;      // files

  // map: by point. Selected points have picked 1.
  std::vector<float> map_x, map_y;
  std::vector<std::uint16_t> map_codes;  // of request.field
  std::vector<std::uint32_t> map_rows;
  std::vector<std::uint8_t> map_picked;
  float map_progress = 1;         // t-SNE under way: 0 … 1
  std::vector<float> map_shares;  // PCA: of the variance along x and along y; t-SNE: none
  std::string map_words;          // "PCA of 96 numbers: 41 % and 17 % of the variance"

  std::vector<std::uint32_t>
      compare_rows;  // compare: same statement, a row for each word of words_b; kNoRow: there is none
  std::vector<std::uint8_t> compare_sound;  // by these: 1 it can be heard

  std::vector<std::uint8_t> table_fields;    // what the table's columns are
  std::vector<std::uint32_t> table_columns;  // into columns
  std::uint32_t first_row = 0;
  std::vector<DataTableRow> table;
  DataTableRow opened;                  // of request.opened_row, whether selected or not; row kNoRow: none
  DataTableRow pointed;                 // of request.pointed_row, likewise
  bool opened_learned = false;          // our models have learned from clips like the opened one: no test of them
  std::uint32_t opened_place = kNoRow;  // its place in the sorted selection
  std::uint32_t previous_row = kNoRow, next_row = kNoRow;  // its neighbours there, of the catalogue

  template <class A>
  void visit(A& a) {
    a(version, revision, catalogue, title, attribution, problem, rows, selected, with_sound, fields, columns, chips,
      words, words_b, counts, imbalance_ratio, imbalance_entropy, bin_start, bin_width, bins, left_out, spreads, shared,
      speakers, shared_clips, problems, map_x, map_y, map_codes, map_rows, map_picked, map_progress, map_shares,
      map_words, compare_rows, compare_sound, table_fields, table_columns, first_row, table, opened, pointed,
      opened_learned, opened_place, previous_row, next_row);
  }
  bool operator==(const DataView&) const = default;
};

template <class T>
std::vector<std::uint8_t> to_bytes(T value) {
  ByteWriter writer;
  value.visit(writer);
  return std::move(writer.bytes);
}

// False: damaged, or of another version of the page; `value` is then of no use.
template <class T>
bool from_bytes(std::span<const std::uint8_t> bytes, T& value) {
  ByteReader reader(bytes);
  value.visit(reader);
  return reader.complete() && value.version == kDataViewVersion;
}

}  // namespace emo
