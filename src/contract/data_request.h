// What the Data room asks to see of a set of recordings: the drawn page writes it, the data service (data.wasm)
// answers with a DataView (contract/data_view.h). JavaScript only forwards the bytes. Fields are
// dataset/clip_fields.h's Field as a number; codes are the catalogue's (Field::emotion: below 8 an Emotion,
// contract/emotions.h); kNoCode: unknown. Numbers' columns go by their names ("duration", "F0 mean", "mfcc_0", …).
#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "contract/archive.h"
#include "contract/data_choices.h"

namespace emo {

inline constexpr std::uint32_t kDataViewVersion = 2;

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
