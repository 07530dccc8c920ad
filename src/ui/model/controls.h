// The controls of the page as data: drawn by the kit, mirrored in the DOM, pressed from there.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "contract/actions.h"
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
  dismiss
};

enum class Role : std::uint8_t { button, select, slider };
enum class Look : std::uint8_t { primary, secondary, sample, chip, icon, plain };  // plain: drawn by its panel

struct SliderValue {
  double value = 0, min = 0, max = 1, step = 1;
  bool operator==(const SliderValue&) const = default;
};

struct Control {
  ControlId id{};
  Role role = Role::button;
  Look look = Look::secondary;
  std::string name{};   // for screen readers and tests
  std::string label{};  // as drawn; "" draws an icon alone
  Box box{};
  bool disabled = false;
  int selected = -1;
  std::vector<std::string> options{};
  std::optional<SliderValue> slider{};
  std::string value_text{};

  bool operator==(const Control&) const = default;
};

Room shown_room(const ViewState& view, const LiveHistory& live);
Layout layout_for(const ViewState& view, const LiveHistory& live, const SnapshotHeader& header);

// In reading order.
std::vector<Control> list_controls(const ViewState& view, const LiveHistory& live, const ClipHistory& clip,
                                   const Layout& layout);
std::string controls_json(const std::vector<Control>& controls);

// Carries out what concerns the view alone and returns the rest.
ActionRequest press(ViewState& view, ControlId id, double value);

}  // namespace emo::ui
