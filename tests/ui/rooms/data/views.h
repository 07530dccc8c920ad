// Views as the data service makes them, for tests of the Data room.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "contract/data_view.h"
#include "contract/emotions.h"

namespace emo::test {

// So many clips of the eight expressions in turn; the part of the table that the request asks for.
struct ViewMaker {
  std::uint32_t rows = 1440, selected = 1440, with_sound = 1440, catalogue = 1;
  std::vector<DataChip> chips{};

  [[nodiscard]] DataTableRow row(std::uint32_t place) const {
    const auto code = static_cast<std::uint16_t>(place % kEmotionCount);
    return {.row = place + 100,
            .name = "03-01-0" + std::to_string(code + 1) + "-01-02-01-" + std::to_string(place) + ".wav",
            .codes = {code, 0, 1, 2},
            .words = {std::string(kEmotionNames[code]), "strong", "Dogs are sitting by the door", "12"},
            .numbers = {3.7F, -31.5F},
            .has_sound = with_sound > 0};
  }

  [[nodiscard]] DataView view(const DataRequest& request = {}) const {
    DataView v;
    v.revision = request.revision;
    v.catalogue = catalogue;
    v.title = "RAVDESS, speech";
    v.attribution = "Livingstone and Russo 2018, CC BY-NC-SA 4.0";
    v.rows = rows;
    v.selected = selected;
    v.with_sound = with_sound;
    v.fields = {{1, 8}, {2, 2}, {3, 2}, {5, 24}};
    v.columns = {{"duration", "s", rows}, {"RMS level", "dBFS", rows}};
    v.chips = chips;
    for (std::size_t i = 0; i < kEmotionCount; ++i) {
      v.words.push_back({static_cast<std::uint16_t>(i), std::string(kEmotionNames[i]), rows / kEmotionCount, false});
      v.words_b.push_back(v.words.back());
      v.compare_rows.push_back(i == 0 ? kNoRow : static_cast<std::uint32_t>(100 + i));
    }
    v.table_fields = {1, 2, 3, 5};
    v.table_columns = {0, 1};
    v.first_row = std::min(request.first_row, selected);
    for (std::uint32_t place = v.first_row; place < std::min(selected, v.first_row + request.row_count); ++place)
      v.table.push_back(row(place));
    if (request.opened_row != kNoRow) {
      v.opened = row(request.opened_row - 100);
      v.opened_place = request.opened_row - 100;
      v.previous_row = v.opened_place == 0 ? kNoRow : request.opened_row - 1;
      v.next_row = request.opened_row + 1;
    }
    return v;
  }
};

}  // namespace emo::test
