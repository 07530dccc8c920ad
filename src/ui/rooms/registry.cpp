#include "ui/rooms/registry.h"

namespace emo::ui {

#define EMO_ROOM(name)               \
  namespace name {                   \
  std::unique_ptr<Room> make_room(); \
  }
#include "contract/rooms.def"
#undef EMO_ROOM

std::vector<std::unique_ptr<Room>> make_rooms() {
  std::vector<std::unique_ptr<Room>> rooms;
#define EMO_ROOM(name) rooms.push_back(name::make_room());
#include "contract/rooms.def"
#undef EMO_ROOM
  return rooms;
}

}  // namespace emo::ui
