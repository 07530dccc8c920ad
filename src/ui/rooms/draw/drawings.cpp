#include "ui/rooms/draw/drawings.h"

namespace emo::ui {

#define EMO_ROOM(name)                                    \
  namespace name {                                        \
  std::unique_ptr<RoomDrawing> make_drawing(const Room&); \
  }
#include "contract/rooms.def"
#undef EMO_ROOM

std::vector<std::unique_ptr<RoomDrawing>> make_drawings(const std::vector<std::unique_ptr<Room>>& rooms) {
  std::vector<std::unique_ptr<RoomDrawing>> drawings;
#define EMO_ROOM(name) drawings.push_back(name::make_drawing(*rooms[drawings.size()]));
#include "contract/rooms.def"
#undef EMO_ROOM
  return drawings;
}

}  // namespace emo::ui
