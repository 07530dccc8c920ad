// In a file of its own, so that a change of DataView does not rebuild every test of the room.
#include "ui/rooms/data/pages.h"

#include <algorithm>
#include <string>

#include "contract/data_view.h"
#include "contract/emotions.h"

namespace emo::test {

DataTableRow ViewMaker::row(std::uint32_t place) const {
  const auto code = static_cast<std::uint16_t>(place % kEmotionCount);
  return {.row = place + 100,
          .name = "03-01-0" + std::to_string(code + 1) + "-01-02-01-" + std::to_string(place) + ".wav",
          .codes = {code, 0, 1, 2},
          .words = {std::string(kEmotionNames[code]), "strong", "Dogs are sitting by the door", "12"},
          .numbers = {3.7F, -31.5F},
          .has_sound = with_sound > 0};
}

DataView ViewMaker::view(const DataRequest& request) const {
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

DataView ViewMaker::view() const { return view(DataRequest{}); }

bool answer(PageModel& page, const ViewMaker& maker) {
  const auto bytes = next_data_request(page, true);
  if (!bytes) return false;
  DataRequest request;
  REQUIRE(from_bytes(std::span<const std::uint8_t>(*bytes), request));
  REQUIRE(page.take(kData, DataRoom::view_bytes, to_bytes(maker.view(request))));
  return true;
}

}  // namespace emo::test
