#pragma once
#include "ui/kit/painter.h"

namespace emo::ui {

enum class Icon : unsigned char {
  none,
  microphone,
  file,
  play,
  pause,
  stop,
  close,
  sun,
  moon,
  info,
  text_size,
  chevron,
  warning
};

// In the middle of the box, at most size pixels wide and high.
void draw_icon(Painter& painter, Icon icon, const Box& box, float size, Rgba colour);

}  // namespace emo::ui
