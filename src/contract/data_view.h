// What there is to be seen of a set of recordings: the data service (data.wasm) writes it, the drawn page reads it. It
// depends on the data service's catalogue and on the DataRequest (contract/data_request.h) alone; nothing about filters
// or charts is kept on its side. A header that only passes views on declares them instead of including this.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "contract/data_request.h"
#include "contract/data_view_parts.h"

namespace emo {

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

}  // namespace emo
