// The Data room's charts as what can be pressed: bars, slices, cells, bins, groups. The picture draws the same boxes.
#pragma once
#include <string>
#include <vector>

#include "contract/data_view.h"
#include "ui/model/geometry.h"

namespace emo::ui {

// What a press of a part of a chart selects.
struct DataPick {
  enum class Kind : std::uint8_t { none, word, cell, range, layer_range };
  Kind kind = Kind::none;
  std::uint8_t field = 0, field_b = 0;  // word: field; cell: both
  std::uint16_t code = kNoCode, code_b = kNoCode;
  std::string column;  // range
  float low = 0, high = 0;
  bool operator==(const DataPick&) const = default;
};

struct ChartElement {
  Box box;           // CSS pixels; a slice's box surrounds its arc's label
  std::string name;  // "happy, 192 clips, 13.3 %": for screen readers, tests and the read-out under the pointer
  bool picked = false;
  DataPick pick;
};

struct ChartShape {
  std::vector<ChartElement> elements;  // in reading order; those too many or too small to be pressed are left out
};

// The chart that the view answers; `donut`: the distribution as a donut. `scale`: of text. Empty for the map (it has
// points), for compare and for an empty view.
ChartShape chart_shape(const DataView& view, const DataRequest& request, const Box& box, float scale, bool donut);

// A press adds what it picks, or takes it away where it is already picked. The first row is shown again.
void toggle_pick(DataRequest& request, const DataPick& pick);

}  // namespace emo::ui
