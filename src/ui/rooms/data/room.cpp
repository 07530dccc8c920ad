#include "ui/rooms/data/room.h"

#include <algorithm>
#include <cstring>
#include <memory>

#include "ui/base/flat_json.h"
#include "ui/rooms/data/words.h"

namespace emo::ui {
namespace {

constexpr RoomIdentity kIdentity{.name = "data", .title = "Data", .icon = Icon::room_data};

}  // namespace

namespace data {
std::unique_ptr<Room> make_room() { return std::make_unique<DataRoom>(); }
}  // namespace data

const RoomIdentity& DataRoom::identity() const { return kIdentity; }

void DataRoom::place(const Shell& shell, Layout& layout) {
  state_.set_opened(state_.told.opened_row);
  boxes_ = place_data(layout, state_, shell.is_clip());
  if (!boxes_.rows.empty()) state_.set_table_rows(boxes_.rows.h / boxes_.row_h);
}

void DataRoom::list(const Shell& shell, ControlList list) const { list_data(list, shell, state_, boxes_); }

ActionRequest DataRoom::press(Shell&, int id, double value) { return press_data(state_, boxes_, id, value); }

bool DataRoom::press_text(int id, std::string_view text) {
  if (id == DataControl::search && state_.request.search != text) {
    state_.request.search = std::string(text);
    state_.selection_changed();
    return true;
  }
  if (id != DataControl::field + static_cast<int>(DataSelect::shares)) return false;
  const auto shares = shares_in(text);
  if (shares.empty() || shares == state_.request.split_shares) return false;  // half a text while it is typed
  state_.request.split_shares = shares;
  return true;
}

std::optional<ActionRequest> DataRoom::key(Shell& shell, std::string_view key) {
  return press_data_key(state_, boxes_, shell.view.focused == control_id(owner(), DataControl::map), key);
}

bool DataRoom::focus(int id) { return focus_data_row(state_, id); }

// The map; slices and layers, which are not controls; the wheel over the table, a finger on its rows, and the mouse
// beside them.
Room::PointOutcome DataRoom::point(Shell& shell, const Pointer& pointer) {
  if (shell.view.overlay != Overlay::none) return {};
  const DataBoxes& d = boxes_;
  bool changed = false;
  if (state_.request.chart == DataChart::map && !d.chart_panel.empty() && table_dragged_from_y_ < 0) {
    const std::vector<float> lasso = state_.request.lasso;
    const auto out =
        map_gestures_.update(pointer, state_.view(), d.chart, d.scale, shell.now_ms, state_.request, state_.map);
    changed = out.changed || out.request_changed;
    if (state_.request.lasso != lasso) state_.selection_changed();
    if (out.busy || out.action.action != Action::none) return {changed, out.busy, out.action};
  } else if (pointer.pressed && pointer.inside && !d.chart_panel.empty() &&
             d.chart.contains(pointer.press_x, pointer.press_y)) {
    const ChartShape shape = shown_shape(state_, d);
    if (const int i = element_at(shape, pointer.press_x, pointer.press_y); i >= 0) {
      toggle_filter(state_.request, shape.elements[static_cast<std::size_t>(i)].filter);
      state_.selection_changed();
      changed = true;
    }
  }
  const double before = state_.top();
  const bool over = d.rows.contains(pointer.x, pointer.y);
  const float by = (over ? pointer.scroll_y : 0) + pointer.over_control_y;  // rows are controls: over one, not inside
  if (by != 0 && !d.rows.empty()) state_.scroll_rows(static_cast<double>(-by / d.row_h));
  if (pointer.pressed && pointer.inside && over) table_dragged_from_y_ = pointer.press_y;
  if (!pointer.down) table_dragged_from_y_ = -1;
  if (table_dragged_from_y_ >= 0 && !d.rows.empty()) {
    state_.scroll_rows(static_cast<double>((table_dragged_from_y_ - pointer.y) / d.row_h));
    table_dragged_from_y_ = pointer.y;
  }
  changed |= state_.top() != before;
  return {.changed = changed, .busy = table_dragged_from_y_ >= 0};
}

std::span<const std::uint8_t> DataRoom::next_request(const Shell&, bool drawn) {
  auto bytes = state_.next_request(drawn);
  if (!bytes) return {};
  request_ = std::move(*bytes);
  return request_;
}

bool DataRoom::take(int kind, std::span<const std::uint8_t> bytes) {
  if (kind == view_bytes) return state_.take_view(bytes);
  std::uint32_t row = 0;
  if (kind != picture_bytes || bytes.size() < sizeof row) return false;
  std::memcpy(&row, bytes.data(), sizeof row);
  return state_.take_picture(row, bytes.subspan(sizeof row));
}

void DataRoom::tell(std::string_view text) {
  const FlatJson json(text);
  DataTold& told = state_.told;
  const auto number = [&](const char* key, double now, double low, double high) {
    return std::clamp(json.number(key).value_or(now), low, high);
  };
  told.busy = json.boolean("busy").value_or(told.busy);
  told.progress = number("progress", told.progress, 0, 1);
  told.rate = number("rate", told.rate, 0.5, 2);
  told.volume = number("volume", told.volume, 0, 1);
  told.loop = json.boolean("loop").value_or(told.loop);
  told.follow = json.boolean("follow").value_or(told.follow);
  told.opened_row = number("opened_row", told.opened_row, -1, 4e9);
  told.job = json.text("job").value_or(told.job);
  told.kept = json.text("kept").value_or(told.kept);
  if (const auto column = json.text("only")) state_.select_listed(*column);
}

std::string DataRoom::remembered() const { return state_.settings_json(); }
void DataRoom::remember(std::string_view json) { state_.set_settings(json); }
std::string DataRoom::address() const { return data_address(state_.request); }
std::string DataRoom::open_address(Shell&, std::string_view rest) { return open_data_address(state_, rest); }

std::string DataRoom::facts(const Shell&) const {
  const bool map_or_none = state_.request.chart == DataChart::map || boxes_.chart_panel.empty();
  return data_json(state_, map_or_none ? Box{} : boxes_.chart);
}

// What is selected is the news; what a clip sounds like is in its row.
std::string DataRoom::spoken() const { return state_.has_data() ? count_words(state_.view()) + "." : ""; }

}  // namespace emo::ui
