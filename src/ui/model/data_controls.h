// The Data room's own controls, and what they do.
#pragma once
#include <optional>
#include <vector>

#include "ui/model/controls.h"
#include "ui/model/data_chart.h"

namespace emo::ui {

void list_data_room(std::vector<Control>& list, const ControlSources& from, const Layout& layout);

// None: not a control of this room.
std::optional<ActionRequest> press_data(DataRoomState& room, const ViewState& view, const Layout& layout, ControlId id,
                                        double value);
// Arrows, pages, Home, End and Enter work in the table, or on the map while it has the focus; the player's keys are the
// page's (web/shell/action_handlers.js).
std::optional<ActionRequest> press_data_key(DataRoomState& room, const ViewState& view, const Layout& layout,
                                            std::string_view key);

// The keyboard has come to a row: arrows go on from there. False: it is none.
bool focus_data_row(DataRoomState& room, ControlId id);

// What of the chart that is shown can be pressed.
ChartShape shown_shape(const DataRoomState& room, const Layout& layout);

}  // namespace emo::ui
