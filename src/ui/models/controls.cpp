#include "ui/models/controls.h"

#include "ui/shell/control_ids.h"

namespace emo::ui {
namespace {

constexpr int kPerModel = 3;

}  // namespace

std::vector<Control> model_controls(const ViewState& view, const Layout& layout) {
  std::vector<Control> list;
  for (std::size_t i = 0; i < layout.model_rows.size() && i < view.models.size(); ++i) {
    const ModelRow& row = layout.model_rows[i];
    const std::string& title = view.models[i].title;
    const int first = ControlId::first_model + kPerModel * static_cast<int>(i);
    const int index = static_cast<int>(i);
    const bool chosen = index == view.model_index, compared = index == view.compared_index;
    const auto add = [&](int which, std::string name, std::string label, const Box& box) -> Control& {
      list.push_back({.id = control_id(kShellOwner, first + which),
                      .look = Look::secondary,
                      .name = std::move(name),
                      .label = std::move(label),
                      .box = box});
      return list.back();
    };
    Control& use = add(0, "Use " + title, chosen ? "In use" : "Use", row.use);
    use.pressed = chosen;
    use.disabled = chosen && view.model != ModelState::failed;
    if (!chosen) {
      Control& compare = add(1, "Compare with " + title, compared ? "Stop comparing" : "Compare", row.compare);
      compare.pressed = compared;
    }
    add(2, "What is " + title + "?", "What is this?", row.card);
  }
  return list;
}

void list_models_in_sight(std::vector<Control>& list, const ViewState& view, const Layout& layout) {
  for (Control& control : model_controls(view, layout))
    if (layout.sheet.view.contains(control.box)) list.push_back(std::move(control));
}

int model_of(int id) {
  const int at = id - ControlId::first_model;
  return at >= 0 && at < kPerModel * static_cast<int>(kMaxModels) ? at / kPerModel : -1;
}

ActionRequest press_model(ViewState& view, int id) {
  const int model = model_of(id);
  const int which = (id - ControlId::first_model) % kPerModel;
  if (which == 2) return {Action::show_card, static_cast<double>(model)};
  view.overlay = Overlay::none;
  view.hovered = view.focused = -1;
  if (which == 0) return {Action::choose_model, static_cast<double>(model)};
  return {Action::compare_model, model == view.compared_index ? -1.0 : static_cast<double>(model)};
}

}  // namespace emo::ui
