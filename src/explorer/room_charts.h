// What a chart of the Data room needs, from the content and a selection.
#pragma once
#include <string>

#include "contract/data_choices.h"
#include "explorer/room_content.h"
#include "explorer/room_map.h"
#include "explorer/room_numbers.h"
#include "explorer/room_selection.h"

namespace emo {

struct DataRequest;
struct DataView;

struct ChartSources {
  const RoomContent& content;
  RoomNumbers& numbers;
  const RoomSelection& selection;
  const RoomMap& map;
  std::uint32_t compare_base = kNoRow;  // compare: what the others are put beside
};

// Fills the members of the view that belong to request.chart (contract/data_view.h says which), of rows that pass all
// but filters of what the chart itself shows. Work in proportion to the rows. What cannot be shown is said in
// view.problem, unless it holds a sentence already.
void fill_chart(DataView& view, const DataRequest& request, const ChartSources& sources);

}  // namespace emo
