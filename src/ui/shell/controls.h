// All controls that are offered now, and what the shell's own do.
#pragma once
#include <memory>
#include <vector>

#include "contract/actions.h"
#include "ui/base/control.h"
#include "ui/rooms/room.h"
#include "ui/shell/shell.h"

namespace emo::ui {

using Rooms = std::vector<std::unique_ptr<Room>>;

// The frame around the shown room; the room's place() follows.
Layout make_frame(const Shell& shell, std::span<const std::string_view> room_titles);

// In reading order.
std::vector<Control> list_controls(const Shell& shell, const Rooms& rooms);

// Carries out what concerns the view alone and returns the rest.
ActionRequest press_shell(ViewState& view, int id, double value);
// Closes what lies over the room; what the page has to know is returned.
ActionRequest close_overlay(ViewState& view);

}  // namespace emo::ui
