// What the Data room's controls and keys do.
#include <algorithm>
#include <iterator>

#include "contract/data_view.h"
#include "ui/rooms/data/controls.h"
#include "ui/rooms/data/state.h"

namespace emo::ui {
namespace {

// The place of an id in a range; −1: not of it.
int within(int id, int first, std::size_t count) {
  const int i = id - first;
  return i >= 0 && i < static_cast<int>(count) ? i : -1;
}

ActionRequest open_row(std::uint32_t row) {
  return row == kNoRow ? ActionRequest{} : ActionRequest{Action::data_open_row, static_cast<double>(row)};
}

// Of the places in sight, the one with this id; the row that is there now.
const DataTableRow* come_to_row(DataRoomState& room, int slot) {
  for (auto place = static_cast<std::uint32_t>(room.top()); place < room.end_place(); ++place) {
    if (static_cast<int>(place % kDataRowIds) != slot) continue;
    room.set_cursor(place);
    return room.row_at(place);
  }
  return nullptr;
}

ActionRequest press_row(DataRoomState& room, int slot) {
  const DataTableRow* row = come_to_row(room, slot);
  return row == nullptr ? ActionRequest{} : open_row(row->row);
}

std::optional<ActionRequest> press_part_of_list(DataRoomState& room, const DataBoxes& d, int id) {
  if (const int i = within(id, DataControl::first_tab, kDataChartCount); i >= 0) {
    room.show_chart(static_cast<DataChart>(i));
    return ActionRequest{};
  }
  if (const int i = within(id, DataControl::first_part, 3); i >= 0) {
    room.show_part(static_cast<DataPart>(i));
    return ActionRequest{};
  }
  if (const int i = within(id, DataControl::first_chip, kMaxDataChips); i >= 0) {
    const auto& chips = room.view().chips;
    if (static_cast<std::size_t>(i) < chips.size()) room.drop_chip(chips[static_cast<std::size_t>(i)]);
    return ActionRequest{};
  }
  if (const int i = within(id, DataControl::first_head, kMaxDataColumns + 1); i >= 0) {
    room.sort_by(static_cast<std::size_t>(i));
    return ActionRequest{};
  }
  if (const int i = within(id, DataControl::first_row, kDataRowIds); i >= 0) return press_row(room, i);
  if (const int i = within(id, DataControl::first_picture, kMaxDataPictures); i >= 0) {
    const auto& rows = room.view().compare_rows;
    return open_row(static_cast<std::size_t>(i) < rows.size() ? rows[static_cast<std::size_t>(i)] : kNoRow);
  }
  if (const int i = within(id, DataControl::first_element, kMaxDataElements); i >= 0) {
    const ChartShape shape = shown_shape(room, d);
    if (static_cast<std::size_t>(i) >= shape.elements.size()) return ActionRequest{};
    toggle_filter(room.request, shape.elements[static_cast<std::size_t>(i)].filter);
    room.selection_changed();
    return ActionRequest{};
  }
  return std::nullopt;
}

constexpr std::uint32_t kDrawn = 12;  // "Surprise me": as many as the tutorial's first look

std::optional<ActionRequest> action_of(int id) {
  switch (id) {
    case DataControl::open:
      return ActionRequest{Action::data_open};
    case DataControl::recognised:
      return ActionRequest{Action::data_recognised};
    case DataControl::compute:
      return ActionRequest{Action::data_compute};
    case DataControl::export_:
      return ActionRequest{Action::data_export};
    case DataControl::storage:
      return ActionRequest{Action::data_storage};
    case DataControl::cancel:
      return ActionRequest{Action::data_cancel};
    case DataControl::playlist:
      return ActionRequest{Action::data_playlist};
    case DataControl::stop:
      return ActionRequest{Action::player_stop};
    default:
      return std::nullopt;
  }
}

}  // namespace

bool focus_data_row(DataRoomState& room, int id) {
  const int slot = within(id, DataControl::first_row, kDataRowIds);
  return slot >= 0 && come_to_row(room, slot) != nullptr;
}

ActionRequest press_data(DataRoomState& room, const DataBoxes& d, int id, double value) {
  if (const auto action = action_of(id)) return *action;
  if (const auto action = press_part_of_list(room, d, id)) return *action;
  if (const int i = within(id, DataControl::field, 11); i >= 0) {
    choose(room, static_cast<DataSelect>(i), static_cast<int>(value));
    return ActionRequest{};
  }
  const auto at = static_cast<std::size_t>(std::max(value, 0.0));
  switch (id) {
    case DataControl::more: {
      std::size_t left = at;
      const auto actions = data_actions();
      for (std::size_t i = 0; i < actions.size(); ++i)
        if (d.actions[i].empty() && left-- == 0) return action_of(actions[i].id).value_or(ActionRequest{});
      break;
    }
    case DataControl::clear:
      room.clear_selection();
      break;
    case DataControl::surprise:
      room.request.draw_count = kDrawn;
      ++room.request.draw_seed;
      room.selection_changed();
      break;
    case DataControl::chart:
      room.show_chart(static_cast<DataChart>(std::min(at, kDataChartCount - 1)));
      break;
    case DataControl::map:
      return open_row(room.map.cursor_row);
    case DataControl::previous:
      return open_row(room.view().previous_row);
    case DataControl::next:
      return open_row(room.view().next_row);
    case DataControl::loop:
      return ActionRequest{Action::player_loop, room.told.loop ? 0.0 : 1.0};
    case DataControl::follow:
      return ActionRequest{Action::player_follow, room.told.follow ? 0.0 : 1.0};
    case DataControl::rate:
      return ActionRequest{Action::player_rate, kRates[std::min(at, std::size(kRates) - 1)]};
    case DataControl::volume:
      return ActionRequest{Action::player_volume, kVolumes[std::min(at, std::size(kVolumes) - 1)]};
    case DataControl::player_size:
      room.player_open = !room.player_open;
      break;
    default:
      break;
  }
  return ActionRequest{};
}

namespace {

bool walk_on_map(DataRoomState& room, const DataBoxes& d, std::string_view key) {
  const DataView& v = room.view();
  const auto step = [&](MapStep way) {
    room.map.walk(v, way);
    room.request.pointed_row = room.map.cursor_row;
    return true;
  };
  if (key == "ArrowLeft") return step(MapStep::left);
  if (key == "ArrowRight") return step(MapStep::right);
  if (key == "ArrowUp") return step(MapStep::up);
  if (key == "ArrowDown") return step(MapStep::down);
  if (key == "Escape") {
    if (room.request.lasso.empty()) return false;
    room.request.lasso.clear();
    room.selection_changed();
    return true;
  }
  if (key != "+" && key != "-") return false;
  const Box plot = map_boxes(v, d.chart, d.scale).plot;
  room.map.window =
      zoomed(map_bounds(v), room.map.window, plot, plot.centre_x(), plot.centre_y(), key == "+" ? 1.5 : 1 / 1.5);
  return true;
}

}  // namespace

std::optional<ActionRequest> press_data_key(DataRoomState& room, const DataBoxes& d, bool map_has_focus,
                                            std::string_view key) {
  if (map_has_focus && walk_on_map(room, d, key)) return ActionRequest{};
  constexpr std::string_view kMoves[]{"ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"};
  if (d.rows.empty()) return std::nullopt;
  if (std::find(std::begin(kMoves), std::end(kMoves), key) != std::end(kMoves)) {
    room.move_cursor(key);
    return ActionRequest{};
  }
  if (key != "Enter") return std::nullopt;
  const DataTableRow* row = room.cursor() < 0 ? nullptr : room.row_at(static_cast<std::uint32_t>(room.cursor()));
  if (row == nullptr) return std::nullopt;
  return open_row(row->row);
}

}  // namespace emo::ui
