#include "ui/base/control.h"
#include "ui/base/json.h"

namespace emo::ui {
namespace {

std::string_view role_name(Role role) {
  switch (role) {
    case Role::select:
      return "select";
    case Role::slider:
      return "slider";
    case Role::checkbox:
      return "checkbox";
    case Role::tab:
      return "tab";
    case Role::text:
      return "text";
    case Role::row:
      return "row";
    case Role::button:
      break;
  }
  return "button";
}

}  // namespace

std::string controls_json(const std::vector<Control>& controls) {
  JsonWriter json;
  json.array();
  for (const Control& c : controls) {
    json.object().key("id").number(c.id).key("name").text(c.name).key("role").text(role_name(c.role));
    json.key("x").number(c.box.x).key("y").number(c.box.y).key("w").number(c.box.w).key("h").number(c.box.h);
    json.key("disabled").boolean(c.disabled);
    if (c.pressed) json.key("pressed").boolean(*c.pressed);
    if (c.role == Role::select) {
      json.key("value").number(c.selected).key("options").array();
      for (const std::string& option : c.options) json.text(option);
      json.end_array();
    }
    if (c.slider) {
      json.key("value")
          .number(c.slider->value, 10)
          .key("min")
          .number(c.slider->min, 10)
          .key("max")
          .number(c.slider->max, 10);
      json.key("step").number(c.slider->step);
    }
    if (c.slider || c.keys_only) json.key("pointer").text("picture");
    if (c.role == Role::text)
      json.key("text").text(c.value_text);
    else if (!c.value_text.empty())
      json.key("valuetext").text(c.value_text);
    if (c.current) json.key("current").boolean(true);
    json.end_object();
  }
  return json.end_array().str();
}

}  // namespace emo::ui
