#include "ui/shell/controls.h"

#include <algorithm>
#include <cmath>

#include "ui/base/format.h"
#include "ui/base/text_width.h"
#include "ui/models/controls.h"
#include "ui/models/model_list.h"
#include "ui/shell/control_ids.h"
#include "ui/sound/picture_settings.h"
#include "ui/sound/words.h"

namespace emo::ui {
namespace {

void list_rail(ControlList list, const Shell& shell, const Rooms& rooms) {
  for (std::size_t i = 0; i < rooms.size(); ++i) {
    if (shell.layout.nav_items[i].empty()) continue;
    const RoomIdentity& room = rooms[i]->identity();
    Control& c = list.button(ControlId::first_room + static_cast<int>(i), Look::room, room.title, room.title,
                             shell.layout.nav_items[i], room.icon);
    c.role = Role::tab;
    c.pressed = shell.view.room == static_cast<int>(i);
  }
}

void list_microphones(ControlList list, const Shell& shell) {
  const ViewState& view = shell.view;
  const Box& box = shell.layout.microphone;
  if (view.devices.empty() || box.empty()) return;
  const bool chosen = view.device_index >= 0 && view.device_index < static_cast<int>(view.devices.size());
  const std::string label = chosen ? view.devices[static_cast<std::size_t>(view.device_index)] : "Microphone";
  const bool icon = shell.layout.phone;
  list.select(ControlId::microphone, icon ? Look::icon : Look::chip, "Microphone", icon ? "" : label, view.devices,
              view.device_index, box)
      .icon = Icon::microphone;
}

void list_top_bar(ControlList list, const Shell& shell) {
  const ViewState& view = shell.view;
  const Layout& l = shell.layout;
  if (!view.models.empty() && !l.model.empty()) {
    const std::string label = model_label(view);
    list.button(ControlId::model, Look::chip, label, label, l.model);
  }
  std::vector<std::string> sizes;
  int selected = 1;
  for (std::size_t i = 0; i < kTextScales.size(); ++i) {
    sizes.push_back(fixed(kTextScales[i] * 100.0, 0) + " %");
    if (std::abs(kTextScales[i] - view.text_scale) <
        std::abs(kTextScales[static_cast<std::size_t>(selected)] - view.text_scale)) {
      selected = static_cast<int>(i);
    }
  }
  list.select(ControlId::text_size, Look::icon, "Text size", "", std::move(sizes), selected, l.text_size).icon =
      Icon::text_size;
  const bool dark = view.theme == Theme::dark;
  list.button(ControlId::theme, Look::icon, dark ? "Light theme" : "Dark theme", "", l.theme,
              dark ? Icon::sun : Icon::moon);
  list.button(ControlId::about, Look::icon, "About", "", l.about, Icon::info);
}

void list_close(ControlList list, const Box& box) {
  list.button(ControlId::close, Look::icon, "Close", "", box, Icon::close).small_icon = true;
}

}  // namespace

Layout make_frame(const Shell& shell, std::span<const std::string_view> room_titles) {
  const ViewState& view = shell.view;
  LayoutInput input{.width = view.width,
                    .height = view.height,
                    .text_scale = view.text_scale,
                    .sound = sound_shown(view, shell.live),
                    .rooms = room_titles,
                    .has_notice = !view.notice.empty(),
                    .has_devices = !view.devices.empty(),
                    .can_retry = view.model == ModelState::failed,
                    .projector = view.settings.projector,
                    .notice_text_width = text_width(view.notice, 13)};
  input.sample_text_width = 0;
  for (const std::string& name : view.sample_names) {
    input.sample_text_width = std::max(input.sample_text_width, text_width(name, 13, Face::strong));
  }
  if (view.overlay == Overlay::about) {
    input.overlay_text_height =
        about_height(about_sections(view, shell.header), total_scale(input), overlay_text_width(input));
  }
  input.model_text_width = text_width(model_label(view), 13);
  Layout layout = make_layout(input);
  if (view.overlay == Overlay::models) place_model_sheet(layout, view);
  if (view.overlay == Overlay::card) place_card_sheet(layout, view);
  return layout;
}

std::vector<Control> list_controls(const Shell& shell, const Rooms& rooms) {
  std::vector<Control> controls;
  ControlList list(controls, kShellOwner);
  const Room& room = *rooms[static_cast<std::size_t>(shell.view.room)];
  switch (shell.view.overlay) {
    case Overlay::about:
      list_close(list, shell.layout.overlay_close);
      return controls;
    case Overlay::models:
    case Overlay::card:
      list_close(list, shell.layout.sheet.close);
      if (shell.view.overlay == Overlay::models) list_models_in_sight(controls, shell.view, shell.layout);
      return controls;
    case Overlay::sheet:
      room.list(shell, list.of(room.owner()));
      return controls;
    case Overlay::none:
      break;
  }
  list_rail(list, shell, rooms);
  if (!shell.view.notice.empty())
    list.button(ControlId::dismiss, Look::icon, "Dismiss", "", shell.layout.notice_dismiss, Icon::close).small_icon =
        true;
  room.list(shell, list.of(room.owner()));
  list_microphones(list, shell);
  list_top_bar(list, shell);
  return controls;
}

ActionRequest close_overlay(ViewState& view) {
  const bool card = view.overlay == Overlay::card;
  view.overlay = card && view.card_over_models ? Overlay::models : Overlay::none;
  view.hovered = view.focused = -1;
  return card ? ActionRequest{Action::show_card, -1} : ActionRequest{};
}

ActionRequest press_shell(ViewState& view, int id, double value) {
  if (model_of(id) >= 0) return press_model(view, id);
  if (press_picture_setting(view.settings, id, value)) return {};
  switch (id) {
    case ControlId::start_listening:
      return {Action::start_listening};
    case ControlId::stop:
      return {Action::stop_listening};
    case ControlId::open_file:
      return {Action::open_file};
    case ControlId::play:
      return {Action::play_clip};
    case ControlId::pause:
      return {Action::pause_clip};
    case ControlId::close_clip:
      return {Action::close_clip};
    case ControlId::retry_model:
      return {Action::retry_model};
    case ControlId::reload_page:
      return {Action::reload_page};
    case ControlId::sample_1:
    case ControlId::sample_2:
    case ControlId::sample_3:
    case ControlId::sample_4:
      return {Action::play_sample, static_cast<double>(id - ControlId::sample_1)};
    case ControlId::microphone:
      return {Action::choose_device, value};
    case ControlId::position:
      return {Action::seek_clip, value};
    case ControlId::theme:
      return {Action::toggle_theme};
    case ControlId::dismiss:
      return {Action::dismiss_notice};
    case ControlId::text_size:
      view.text_scale = kTextScales[static_cast<std::size_t>(
          std::clamp(static_cast<int>(value), 0, static_cast<int>(kTextScales.size()) - 1))];
      break;
    case ControlId::about:
      view.overlay = Overlay::about;
      view.hovered = view.focused = -1;  // of the controls beneath, which are gone from the DOM
      break;
    case ControlId::close:
      return close_overlay(view);
    case ControlId::model:
      view.overlay = Overlay::models;
      view.models_scroll = 0;
      view.hovered = view.focused = -1;
      break;
    default:
      break;
  }
  return {};
}

}  // namespace emo::ui
