// The Data room's own controls, and what they do.
#pragma once
#include <optional>

#include "contract/actions.h"
#include "ui/base/control.h"
#include "ui/rooms/data/charts/chart.h"
#include "ui/rooms/data/control_ids.h"
#include "ui/rooms/data/layout.h"
#include "ui/rooms/data/state.h"
#include "ui/shell/shell.h"

namespace emo::ui {

void list_data(ControlList list, const Shell& shell, const DataRoomState& room, const DataBoxes& boxes);

ActionRequest press_data(DataRoomState& room, const DataBoxes& boxes, int id, double value);
// Arrows, pages, Home, End and Enter work in the table, or on the map while it has the focus; the player's keys are the
// page's (web/shell/action_handlers.js).
std::optional<ActionRequest> press_data_key(DataRoomState& room, const DataBoxes& boxes, bool map_has_focus,
                                            std::string_view key);

// The keyboard has come to a row: arrows go on from there. False: it is none.
bool focus_data_row(DataRoomState& room, int id);

// What of the chart that is shown can be pressed.
ChartShape shown_shape(const DataRoomState& room, const DataBoxes& boxes);

}  // namespace emo::ui
