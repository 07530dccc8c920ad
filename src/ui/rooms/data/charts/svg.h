// The drawn chart as a printable figure. The data service (data.wasm) writes it; the drawn page carries none of this.
#pragma once
#include <string>

#include "ui/base/colour.h"

namespace emo {
struct DataRequest;
struct DataView;
}  // namespace emo

namespace emo::ui {

// 960 × 600: title, the filters in words, the chart with axes, units and legend, and the attribution. Well-formed XML
// whatever the words hold, no scripts, no outside references. The map's points are in it; of the comparison, whose
// pictures the data service does not have, a sentence.
std::string chart_svg(const DataView& view, const DataRequest& request, Theme theme);

}  // namespace emo::ui
