// The Features room's own controls, and what they do.
#pragma once
#include <vector>

#include "ui/model/controls.h"
#include "ui/model/features_room.h"

namespace emo::ui {

void list_features_room(std::vector<Control>& list, const ViewState& view, const FeaturesRoom& room,
                        const Layout& layout);
void list_pane_sheet(std::vector<Control>& list, const FeaturesRoom& room, const Layout& layout);
void list_parameters(std::vector<Control>& list, const ViewState& view, const FeaturesRoom& room, const Layout& layout);

struct FeaturesPress {
  bool handled = false;
  ActionRequest action{};
};
FeaturesPress press_features(FeaturesRoom& room, ViewState& view, const Layout& layout, ControlId id, double value);

}  // namespace emo::ui
