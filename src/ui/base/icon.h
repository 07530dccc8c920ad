// The names of the drawn icons; kit/icons.cpp draws them.
#pragma once

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
  warning,
  room_listen,
  room_features,
  room_data,
  panes,
  sliders,
  minus,
  plus,
  loop,
  picture,
  table,
  previous,
  next,
  follow,
  dice,
  lasso
};

}  // namespace emo::ui
