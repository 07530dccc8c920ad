// The inner parts of make_layout, one a room and form factor.
#pragma once
#include "ui/model/layout.h"

namespace emo::ui {

void place_welcome(Layout& l, Box rest);
void place_wide_room(Layout& l, Box rest);
void place_phone_room(Layout& l, Box rest);
// Parts of a phone's rooms: the buttons at the bottom, and what is being heard at the top.
void place_phone_transport(Layout& l, Box& rest);
void place_phone_source(Layout& l, Box& rest);

}  // namespace emo::ui
