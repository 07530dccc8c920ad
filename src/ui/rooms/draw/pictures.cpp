#include "ui/rooms/draw/pictures.h"

namespace emo::ui {

#define EMO_ROOM(name)                                    \
  namespace name {                                        \
  std::unique_ptr<RoomPicture> make_picture(const Room&); \
  }
#include "contract/rooms.def"
#undef EMO_ROOM

std::vector<std::unique_ptr<RoomPicture>> make_pictures(const std::vector<std::unique_ptr<Room>>& rooms) {
  std::vector<std::unique_ptr<RoomPicture>> pictures;
#define EMO_ROOM(name) pictures.push_back(name::make_picture(*rooms[pictures.size()]));
#include "contract/rooms.def"
#undef EMO_ROOM
  return pictures;
}

}  // namespace emo::ui
