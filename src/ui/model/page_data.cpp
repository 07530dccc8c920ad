// PageModel: the Data room.
#include <algorithm>

#include "ui/model/data_controls.h"
#include "ui/model/page_model.h"

namespace emo::ui {

bool PageModel::take_data_view(std::span<const std::uint8_t> bytes) {
  if (!data_.take_view(bytes)) return false;
  if (view_.room == RoomName::data) touch();
  return true;
}

bool PageModel::take_data_picture(std::uint32_t row, std::span<const std::uint8_t> bytes) {
  if (!data_.take_picture(row, bytes)) return false;
  if (view_.room == RoomName::data) touch();
  return true;
}

std::optional<std::vector<std::uint8_t>> PageModel::next_data_request(bool can_draw) {
  return data_.next_request(can_draw && shows_data(layout()));
}

void PageModel::press_text(int id, std::string_view text) {
  if (static_cast<ControlId>(id) == ControlId::data_search && data_.request.search != text) {
    data_.request.search = std::string(text);
    data_.selection_changed();
  } else if (id == static_cast<int>(ControlId::data_field) + static_cast<int>(DataSelect::shares)) {
    // Half a text while it is typed is no wish yet.
    const auto shares = shares_in(text);
    if (shares.empty() || shares == data_.request.split_shares) return;
    data_.request.split_shares = shares;
  } else {
    return;
  }
  touch();
}

void PageModel::set_data_settings(std::string_view json) {
  data_.set_settings(json);
  touch();
}

// In the Data room what is selected is the news; what a clip sounds like is in its row.
const std::string& PageModel::spoken_line(double now_ms) {
  if (view_.room != RoomName::data || !data_.has_data()) return spoken_.update(view_, reading(), now_ms);
  spoken_count_ = count_words(data_.view()) + ".";
  return spoken_count_;
}

std::string PageModel::data_facts() {
  const DataBoxes& d = layout().data;
  return data_json(data_, data_.request.chart == DataChart::map || d.card.empty() ? Box{} : d.chart);
}

void PageModel::show_play_list(std::string_view column) {
  data_.select_listed(column);
  touch();
}

// The map; slices and layers, which are no controls; the wheel over the table, a finger on its rows, and the mouse
// beside them.
PageModel::PointOutcome PageModel::point_data(const Pointer& pointer) {
  const DataBoxes& d = layout().data;
  if (data_.request.chart == DataChart::map && !d.card.empty() && table_dragged_from_y_ < 0) {
    const std::vector<float> lasso = data_.request.lasso;
    const auto out =
        map_gestures_.update(pointer, data_.view(), d.chart, layout_.scale, now_ms_, data_.request, data_.map);
    if (out.changed || out.request_changed) touch();
    if (data_.request.lasso != lasso) data_.selection_changed();
    if (out.busy || out.action.action != Action::none) return {out.busy, out.action};
  } else if (pointer.pressed && pointer.inside && !d.card.empty() &&
             d.chart.contains(pointer.press_x, pointer.press_y)) {
    const ChartShape shape = shown_shape(data_, layout_);
    if (const int i = element_at(shape, pointer.press_x, pointer.press_y); i >= 0) {
      toggle_filter(data_.request, shape.elements[static_cast<std::size_t>(i)].filter);
      data_.selection_changed();
      touch();
    }
  }
  const double before = data_.top();
  const bool over = d.rows.contains(pointer.x, pointer.y);
  const float by = (over ? pointer.scroll_y : 0) + pointer.over_control_y;  // rows are controls: over one, not inside
  if (by != 0 && !d.rows.empty()) data_.scroll_rows(static_cast<double>(-by / d.row_h));
  if (pointer.pressed && pointer.inside && over) table_dragged_from_y_ = pointer.press_y;
  if (!pointer.down) table_dragged_from_y_ = -1;
  if (table_dragged_from_y_ >= 0 && !d.rows.empty()) {
    data_.scroll_rows(static_cast<double>((table_dragged_from_y_ - pointer.y) / d.row_h));
    table_dragged_from_y_ = pointer.y;
  }
  if (data_.top() != before) touch();
  return {.busy = table_dragged_from_y_ >= 0, .action = {}};
}

}  // namespace emo::ui
