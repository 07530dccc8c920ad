// The Features room's own controls, and what they do.
#pragma once
#include "contract/actions.h"
#include "ui/base/control.h"
#include "ui/rooms/features/layout.h"
#include "ui/rooms/features/state.h"
#include "ui/shell/shell.h"

namespace emo::ui {

struct FeaturesControl {
  enum Number : int {
    panes = 1,
    parameters,
    reset_parameters,
    zoom_in,
    zoom_out,
    zoom_all,
    follow,
    play_region,
    loop_region,
    clear_region,
    export_picture,
    export_numbers,
    shown_part = 20,
    cursor,
    region_start,
    region_end,
    first_toggle = 40,     // of kToggleCount
    first_parameter = 100  // of kParameterCount
  };
};

enum class FeaturesSheet : int { panes, parameters };

void list_features(ControlList list, const Shell& shell, const FeaturesState& room, const FeaturesBoxes& boxes);
void list_pane_sheet(ControlList list, const FeaturesState& room, const FeaturesBoxes& boxes);
void list_parameter_sheet(ControlList list, const Shell& shell, const FeaturesState& room, const FeaturesBoxes& boxes);
ActionRequest press_features(FeaturesState& room, ViewState& view, const FeaturesBoxes& boxes, int id, double value);

}  // namespace emo::ui
