#pragma once
#include "ui/base/icon.h"
#include "ui/kit/painter.h"

namespace emo::ui {

// In the middle of the box, at most size pixels wide and high.
void draw_icon(Painter& painter, Icon icon, const Box& box, float size, Rgba colour);

}  // namespace emo::ui
