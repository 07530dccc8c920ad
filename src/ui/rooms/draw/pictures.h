// The rooms as they look, in the order of contract/rooms.def.
#pragma once
#include <memory>
#include <vector>

#include "ui/rooms/draw/room_picture.h"

namespace emo::ui {

// rooms: those of make_rooms().
std::vector<std::unique_ptr<RoomPicture>> make_pictures(const std::vector<std::unique_ptr<Room>>& rooms);

}  // namespace emo::ui
