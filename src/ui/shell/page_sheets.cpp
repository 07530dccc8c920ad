// PageModel: what lies over the rooms and scrolls.
#include <algorithm>

#include "ui/models/controls.h"
#include "ui/shell/page_model.h"

namespace emo::ui {

void PageModel::show_card(std::vector<CardLine> card) {
  if (card == view_.card) return;
  view_.card = std::move(card);
  touch();
  if (view_.card.empty()) {
    if (view_.overlay == Overlay::card) close_overlay(view_);
    return;
  }
  if (view_.overlay != Overlay::card) view_.card_over_models = view_.overlay == Overlay::models;
  view_.overlay = Overlay::card;
  view_.card_scroll = 0;
  view_.hovered = view_.focused = -1;
}

bool PageModel::scroll_sheet(float by) {
  if (view_.overlay != Overlay::models && view_.overlay != Overlay::card) return false;
  const SheetBoxes& sheet = layout().sheet;
  float& at = view_.overlay == Overlay::models ? view_.models_scroll : view_.card_scroll;
  change(at, std::clamp(sheet.scroll + by, 0.0F, sheet.scroll_end()));
  return true;
}

bool PageModel::scrolls(std::string_view key) {
  const float page = layout().sheet.view.h * 0.85F;
  constexpr float kLine = 48, kFar = 1e6F;
  if (key == "ArrowDown") return scroll_sheet(kLine);
  if (key == "ArrowUp") return scroll_sheet(-kLine);
  if (key == "PageDown") return scroll_sheet(page);
  if (key == "PageUp") return scroll_sheet(-page);
  if (key == "End") return scroll_sheet(kFar);
  if (key == "Home") return scroll_sheet(-kFar);
  return false;
}

ActionRequest PageModel::drag_sheet(const Pointer& pointer) {
  const SheetBoxes& sheet = layout().sheet;
  if (pointer.pressed && pointer.inside && !sheet.frame.contains(pointer.press_x, pointer.press_y)) {
    dragged_from_y_ = -1;
    touch();
    return close_overlay(view_);
  }
  if (const float by = pointer.scroll_y + pointer.over_control_y; by != 0) scroll_sheet(-by);
  if (pointer.pressed && pointer.inside) dragged_from_y_ = pointer.press_y;
  if (pointer.down && dragged_from_y_ >= 0) {
    scroll_sheet(dragged_from_y_ - pointer.y);
    dragged_from_y_ = pointer.y;
  }
  if (!pointer.down) dragged_from_y_ = -1;
  return {};
}

void PageModel::focus(int id) {
  change(view_.focused, id);
  if (Room* room = owner(id); room != nullptr && room->focus(local_of(id))) touch();
  const int model = view_.overlay == Overlay::models ? model_of(id) : -1;
  const auto& rows = layout().model_rows;
  if (model < 0 || model >= static_cast<int>(rows.size())) return;
  // The keyboard goes on to the button after or before: both must be there.
  const auto at = static_cast<std::size_t>(model);
  const Box& view = layout().sheet.view;
  const float top = at > 0 ? rows[at - 1].card.y : rows[at].row.y;
  const float bottom = at + 1 < rows.size() ? rows[at + 1].use.bottom() + 1 : rows[at].row.bottom();
  if (bottom > view.bottom())
    scroll_sheet(bottom - view.bottom());
  else if (top < view.y)
    scroll_sheet(top - view.y);
}

}  // namespace emo::ui
