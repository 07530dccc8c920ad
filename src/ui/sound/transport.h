// The sound's own controls, for the rooms that show one: start and stop, open, play, the samples, the moment played.
#pragma once
#include "ui/base/control.h"
#include "ui/shell/shell.h"

namespace emo::ui {

// Start, Stop, Play or Pause; Open a sound file; Close clip; Try again.
void list_transport(ControlList list, const Shell& shell, bool icons_only);
void list_samples(ControlList list, const Shell& shell);
// The moment of a clip as a slider over its chart.
void list_position(ControlList list, const Shell& shell, const Box& plot);

// The buttons at the bottom of a phone, and what is being heard at its top.
void place_phone_transport(Layout& l, Box& rest);
void place_phone_source(Layout& l, Box& rest);

}  // namespace emo::ui
