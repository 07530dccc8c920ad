// The list of models as controls.
#pragma once
#include <vector>

#include "contract/actions.h"
#include "ui/base/control.h"
#include "ui/shell/layout.h"
#include "ui/shell/view_state.h"

namespace emo::ui {

// Those out of sight, too.
std::vector<Control> model_controls(const ViewState& view, const Layout& layout);
// A focus near the edge scrolls to their neighbours (PageModel::focus).
void list_models_in_sight(std::vector<Control>& list, const ViewState& view, const Layout& layout);
// −1: not a control of that list; else the model's place in it.
int model_of(int id);
ActionRequest press_model(ViewState& view, int id);

}  // namespace emo::ui
