// All rooms (contract/rooms.def). Of a room NAME the page knows two functions: NAME::make_room in its
// folder and, in its folder draw, NAME::make_drawing.
#pragma once
#include <memory>
#include <vector>

#include "ui/rooms/room.h"

namespace emo::ui {

std::vector<std::unique_ptr<Room>> make_rooms();

}  // namespace emo::ui
