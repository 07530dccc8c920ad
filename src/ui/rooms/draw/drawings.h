// What draws each room, in the order of contract/rooms.def.
#pragma once
#include <memory>
#include <vector>

#include "ui/rooms/draw/room_drawing.h"

namespace emo::ui {

// rooms: those of make_rooms().
std::vector<std::unique_ptr<RoomDrawing>> make_drawings(const std::vector<std::unique_ptr<Room>>& rooms);

}  // namespace emo::ui
