// The controls of the page as data: drawn by the kit, mirrored in the DOM, pressed from there.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "contract/actions.h"
#include "ui/model/data_room.h"
#include "ui/model/features_room.h"
#include "ui/model/history.h"
#include "ui/model/layout.h"
#include "ui/model/view_state.h"

namespace emo::ui {

// Stable: the DOM keeps a node as long as its control keeps the id.
enum class ControlId : int {
  start_listening = 1,
  stop,
  open_file,
  play,
  pause,
  close_clip,
  retry_model,
  reload_page,
  sample_1 = 10,
  sample_2,
  sample_3,
  sample_4,
  microphone = 20,
  frequency_axis,
  colour_map,
  decibel_range,
  text_size,
  position = 30,
  timeline,
  theme = 40,
  about,
  close_overlay,
  dismiss,
  model,
  stop_comparing,
  bars_view,
  plane_view,
  explain,
  close_explanation,  // 49: rooms follow
  first_room = 50,    // and one a room
  panes = 100,
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
  shown_part = 120,
  cursor,
  region_start,
  region_end,
  first_toggle = 140,     // of kToggleCount
  first_parameter = 160,  // of kParameterCount
  first_model = 300,      // use, compare and card of each of kMaxModels
  data_open = 1000,
  data_recognised,
  data_compute,
  data_export,
  data_storage,
  data_cancel,
  data_playlist,
  data_more,  // those for which there is no room
  data_search,
  data_clear,
  data_surprise,
  data_chart,  // the tabs where they have no room
  data_field,  // from here on in the order of DataSelect
  data_field_b,
  data_column,
  data_shape,
  data_map_features,
  data_map_method,
  data_lasso,
  data_split,
  data_shares,
  data_new_draw,
  data_whole_map,
  data_map,
  data_stop,
  data_previous,
  data_next,
  data_loop,
  data_follow,
  data_rate,
  data_volume,
  data_player_size,
  first_data_tab = 1100,  // of the charts
  first_data_part = 1110,
  first_data_chip = 1120,     // of kMaxDataChips
  first_data_head = 1140,     // of kMaxDataColumns
  first_data_row = 1200,      // by the place in the selection, modulo kDataRowIds
  first_data_element = 1400,  // of kMaxDataElements
  first_data_picture = 2000   // of kMaxDataPictures
};

enum class Role : std::uint8_t { button, select, slider, checkbox, tab, text, row };
// tool: icon and word; cell: caption over value; toggle: a mark and a word; removable: a word that a press takes away;
// plain: drawn by its panel.
enum class Look : std::uint8_t { primary, secondary, sample, chip, icon, room, tool, cell, toggle, removable, plain };

struct SliderValue {
  double value = 0, min = 0, max = 1, step = 1;
  bool operator==(const SliderValue&) const = default;
};

struct Control {
  ControlId id{};
  Role role = Role::button;
  Look look = Look::secondary;
  std::string name{};     // for screen readers and tests
  std::string label{};    // as drawn; "" draws an icon alone
  std::string caption{};  // of a cell
  Box box{};
  bool disabled = false;
  std::optional<bool> pressed{};  // of what can be on or off
  int selected = -1;
  std::vector<std::string> options{};
  std::optional<SliderValue> slider{};
  std::string value_text{};
  bool current = false;    // of rows: the one that keys move
  bool keys_only = false;  // mouse and touch belong to the picture there; of sliders always

  bool operator==(const Control&) const = default;
};

Room shown_room(const ViewState& view, const LiveHistory& live);

// What controls are made from.
struct ControlSources {
  const ViewState& view;
  const LiveHistory& live;
  const ClipHistory& clip;
  const FeaturesRoom& features;
  const DataRoomState& data;
};
Layout layout_for(const ControlSources& from, const SnapshotHeader& header);

// In reading order.
std::vector<Control> list_controls(const ControlSources& from, const Layout& layout);
std::string controls_json(const std::vector<Control>& controls);

// The controls of the list of models, those out of sight, too.
std::vector<Control> model_controls(const ViewState& view, const Layout& layout);
// −1: not a control of that list; else the model's place in it.
int model_of(ControlId id);

ActionRequest press_model(ViewState& view, ControlId id);

// Closes what lies over the room; what the page has to know is returned.
ActionRequest close_overlay(ViewState& view);

// Carries out what concerns the view alone and returns the rest.
ActionRequest press(ViewState& view, ControlId id, double value);

}  // namespace emo::ui
