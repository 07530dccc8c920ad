#pragma once
#include "ui/base/geometry.h"

namespace emo::ui {

// One chart: its caption row, the picture, and the scales beside and below it.
struct ChartBoxes {
  Box caption, plot, left_axis, time_axis;
};

}  // namespace emo::ui
