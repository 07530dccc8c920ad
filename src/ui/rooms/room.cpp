#include "ui/rooms/room.h"

namespace emo::ui {

std::string Room::open_address(Shell&, std::string_view rest) {
  return std::string(identity().title) + " has no part named \u201c" + std::string(rest) + "\u201d.";
}

}  // namespace emo::ui
