// The controls of the page as data: drawn by the kit, mirrored in the DOM, pressed from there.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/base/geometry.h"
#include "ui/base/icon.h"

namespace emo::ui {

// An id is (owner, the owner's own number) in one int: owner 0 is the shell, 1, 2, … the rooms in their order. Ids are
// stable: the DOM keeps a node as long as its control keeps the id. −1: no control.
inline constexpr int kIdsOfAnOwner = 1 << 16;
constexpr int control_id(int owner, int local) { return owner * kIdsOfAnOwner + local; }
constexpr int owner_of(int id) { return id / kIdsOfAnOwner; }
constexpr int local_of(int id) { return id % kIdsOfAnOwner; }

enum class Role : unsigned char { button, select, slider, checkbox, tab, text, row };
// tool: icon and word; cell: caption over value; toggle: a mark and a word; removable: a word that a press takes away;
// plain: drawn by its owner.
enum class Look : unsigned char { primary, secondary, sample, chip, icon, room, tool, cell, toggle, removable, plain };

inline constexpr float kNavTextPx = 12.0F;  // of Look::room, at text scale 1

struct SliderValue {
  double value = 0, min = 0, max = 1, step = 1;
  bool operator==(const SliderValue&) const = default;
};

struct Control {
  int id = -1;
  Role role = Role::button;
  Look look = Look::secondary;
  std::string name{};     // for screen readers and tests
  std::string label{};    // as drawn; "" draws an icon alone
  std::string caption{};  // of a cell
  Box box{};
  Icon icon = Icon::none;
  bool small_icon = false;  // where the icon stands alone
  bool outlined = false;    // a tool that stands alone in its row
  bool neutral = false;     // a primary button that ends something: in the colour of text
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

// Adds controls of one owner to a list, by the owner's own numbers.
class ControlList {
 public:
  ControlList(std::vector<Control>& list, int owner) : list_(list), owner_(owner) {}

  Control& add(int local, Control control) {
    control.id = control_id(owner_, local);
    list_.push_back(std::move(control));
    return list_.back();
  }
  Control& button(int local, Look look, std::string_view name, std::string_view label, const Box& box,
                  Icon icon = Icon::none) {
    return add(local, {.look = look, .name = std::string(name), .label = std::string(label), .box = box, .icon = icon});
  }
  // label "": what is selected, unless an icon stands for it.
  Control& select(int local, Look look, std::string_view name, std::string_view label, std::vector<std::string> options,
                  int selected, const Box& box) {
    return add(local, {.role = Role::select,
                       .look = look,
                       .name = std::string(name),
                       .label = std::string(label),
                       .box = box,
                       .selected = selected,
                       .options = std::move(options)});
  }
  // The same list, for what belongs to another owner.
  [[nodiscard]] ControlList of(int owner) const { return {list_, owner}; }

 private:
  std::vector<Control>& list_;
  int owner_;
};

std::string controls_json(const std::vector<Control>& controls);

}  // namespace emo::ui
