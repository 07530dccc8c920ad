// The Data room's charts as what can be pressed: bars, slices, cells, bins, groups. The picture draws the same boxes.
#pragma once
#include <string>
#include <vector>

#include "contract/data_choices.h"
#include "ui/base/geometry.h"

namespace emo {
struct DataRequest;
struct DataView;
}  // namespace emo

namespace emo::ui {

// What a press of a part of a chart selects.
struct DataFilter {
  enum class Kind : std::uint8_t { none, word, cell, range, problem };
  Kind kind = Kind::none;
  std::uint8_t field = 0, field_b = 0;  // word: field; cell: both
  std::uint16_t code = kNoCode, code_b = kNoCode;
  std::string column{};     // range: of numbers; problem: its name
  float low = 0, high = 0;  // range: both count
  bool operator==(const DataFilter&) const = default;
};

struct ChartElement {
  Box box;           // CSS pixels, none over another; of a slice: its line in the legend
  std::string name;  // "happy, 192 clips, 13.3 %": for screen readers, tests and the read-out under the pointer
  bool picked = false;
  DataFilter filter;
};

struct ChartSlice {  // of a donut: pressed as its line in the legend
  int element = 0;
  Box ring;                  // around the whole ring
  float start = 0, end = 0;  // turns from the top, clockwise
  [[nodiscard]] bool contains(float x, float y) const;
};
inline constexpr float kDonutHole = 0.56F;  // of the ring's radius

struct ChartShape {
  std::vector<ChartElement> elements;  // in reading order; those too many or too small to be pressed are left out
  std::vector<ChartSlice> slices;      // further areas in which a pointer finds an element
};

// The chart that the view answers; `donut`: the distribution as a donut. `scale`: of text. Empty for the map (it has
// points), for compare and for an empty view.
ChartShape chart_shape(const DataView& view, const DataRequest& request, const Box& box, float scale, bool donut);

// The element under a pointer, −1 none.
int element_at(const ChartShape& shape, float x, float y);

// A press adds what it filters, or takes it away where it is already picked: words one by one, at most one FieldFilter
// a field; a cell alone, with both its words; a range together with those it touches, else alone; one problem. The
// first row is shown again.
void toggle_filter(DataRequest& request, const DataFilter& filter);

}  // namespace emo::ui
