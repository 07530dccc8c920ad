#include "ui/rooms/features/controls.h"

#include <algorithm>
#include <cmath>

#include "ui/base/format.h"
#include "ui/base/text_width.h"
#include "ui/rooms/features/readout.h"
#include "ui/shell/control_ids.h"
#include "ui/sound/picture_settings.h"

namespace emo::ui {
namespace {

constexpr double kZoomStep = 2;

// A tool, with its word if words fit.
Control& tool(ControlList& to, int id, std::string_view name, std::string_view label, const Box& box, bool with_label,
              Icon icon) {
  return to.button(id, with_label ? Look::tool : Look::icon, name, with_label ? label : "", box, icon);
}

Control& slider(ControlList& to, int id, std::string_view name, const Box& box, const SliderValue& value) {
  Control& c = to.button(id, Look::plain, name, "", box);
  c.role = Role::slider;
  c.slider = value;
  return c;
}

double round_step(double wanted) {
  const double unit = std::pow(10.0, std::floor(std::log10(std::max(wanted, 1e-3))));
  for (const double step : {1.0, 2.0, 5.0}) {
    if (wanted <= step * unit * 1.001) return step * unit;
  }
  return 10 * unit;
}

double rounded(double s, double step) { return std::round(s / step) * step; }

std::string stretch_words(const Stretch& s) {
  return clock_time(s.start_s, 2) + " to " + clock_time(s.end_s, 2) + ", " + seconds(s.length(), 2);
}

std::string cursor_words(const FeaturesState& room, const FeaturesBoxes& f, double s, FrequencyScale scale) {
  std::string words = clock_time(s, 2);
  for (const PaneBoxes& pane : f.panes) {
    ReadoutOptions options{.pane = pane.pane, .s = s, .scale = scale};
    if (room.pinned && room.pinned->pane == pane.pane) options.place = room.pinned->place;
    const std::string read = readout(room, options);
    if (!read.empty()) words += "; " + std::string(pane_info(pane.pane).title) + " " + read;
  }
  return words;
}

// Times as sliders. Of live sound whole seconds, so that the list changes once a second and not with every frame.
void list_sliders(ControlList& to, const ViewState& view, const FeaturesState& room, const FeaturesBoxes& f) {
  const Stretch seen = room.window.visible(), all = room.window.bounds();
  if (all.length() <= 0) return;
  const bool live = room.window.is_live();
  const double first = std::max(0.0, live ? std::floor(all.start_s) : all.start_s);
  const double last = live ? std::floor(all.end_s) : std::round(all.end_s * 1000) / 1000;
  const double step = round_step(seen.length() / 100);
  const auto within = [&](double s) { return std::clamp(s, first, std::max(first, last)); };

  const double page = live ? 1 : round_step(seen.length() / 10);
  const double last_start = std::max(first, live ? last : last - seen.length());
  const double start = room.window.follows() ? last_start : std::clamp(rounded(seen.start_s, page), first, last_start);
  Control& position =
      slider(to, FeaturesControl::shown_part, "Shown part", f.overview, {start, first, last_start, page});
  position.value_text = room.window.follows() ? "the newest " + seconds(seen.length(), 1)
                                              : stretch_words({rounded(seen.start_s, page), rounded(seen.end_s, page)});
  if (f.panes.empty()) return;
  const double at = within(rounded(room.pinned ? room.pinned->s : live ? last : std::max(0.0, seen.start_s), step));
  Control& cursor = slider(to, FeaturesControl::cursor, "Cursor", f.plots, {at, first, last, step});
  cursor.value_text = room.pinned ? cursor_words(room, f, at, view.settings.axis) : "not set";

  const Stretch region = room.region_or_visible();
  const double grid = live && !room.region ? 1 : step;
  Box left = f.time_axis;
  const Box right = cut_right(left, left.w / 2);
  const std::string words = room.region ? stretch_words(*room.region) : "nothing selected";
  slider(to, FeaturesControl::region_start, "Selection start", left,
         {within(rounded(region.start_s, grid)), first, last, step})
      .value_text = words;
  slider(to, FeaturesControl::region_end, "Selection end", right,
         {within(rounded(region.end_s, grid)), first, last, step})
      .value_text = words;
}

}  // namespace

namespace {

void list_close(ControlList list, const Box& box) {
  list.of(kShellOwner).button(ControlId::close, Look::icon, "Close", "", box, Icon::close).small_icon = true;
}

void list_parameters(ControlList to, const ViewState& view, const FeaturesState& room, const FeaturesBoxes& f,
                     float text_scale) {
  for (int i = 0; i < kParameterCount; ++i) {
    const auto parameter = static_cast<Parameter>(i);
    const ParameterOptions& of = parameter_options(parameter);
    const int chosen = chosen_option(room.choice().analysis, parameter);
    to.select(FeaturesControl::first_parameter + i, Look::cell, of.spoken, of.words[static_cast<std::size_t>(chosen)],
              of.words, chosen, f.cells[static_cast<std::size_t>(i)])
        .caption = of.name;
  }
  const Settings& set = view.settings;
  const auto picture_cell = [&](int i) { return f.cells[static_cast<std::size_t>(kParameterCount + i)]; };
  list_picture_cells(to, set, {picture_cell(0), picture_cell(1), picture_cell(2)}, text_scale);
  to.button(FeaturesControl::reset_parameters, Look::secondary, "Reset the parameters", "Reset", f.reset).disabled =
      room.choice().analysis == AnalysisSettings{} && set.map == Settings{}.map && set.range == Settings{}.range &&
      set.axis == Settings{}.axis;
}

}  // namespace

void list_features(ControlList to, const Shell& shell, const FeaturesState& room, const FeaturesBoxes& f) {
  tool(to, FeaturesControl::panes, "Panes", "Panes", f.panes_button, f.tool_labels, Icon::panes);
  Control& parameters = tool(to, FeaturesControl::parameters, "Parameters", "Parameters", f.parameters_button,
                             f.tool_labels, Icon::sliders);
  if (f.side_fits) parameters.pressed = !f.side.empty();
  to.button(FeaturesControl::zoom_out, Look::icon, "Zoom out", "", f.zoom_out, Icon::minus).disabled =
      room.window.shows_all();
  to.button(FeaturesControl::zoom_in, Look::icon, "Zoom in", "", f.zoom_in, Icon::plus);
  to.button(FeaturesControl::zoom_all, Look::tool, "Show all", "All", f.zoom_all).disabled = room.window.shows_all();
  if (!f.now.empty()) to.button(FeaturesControl::follow, Look::tool, "Now: follow the newest sound", "Now", f.now);
  list_sliders(to, shell.view, room, f);
  if (!f.region_row.empty()) {
    const std::string what = room.region ? "selection" : "what is shown";
    to.button(FeaturesControl::play_region, Look::icon, "Play " + what, "", f.play_region, Icon::play).small_icon =
        true;
    to.button(FeaturesControl::loop_region, Look::icon, "Loop " + what, "", f.loop_region, Icon::loop);
    Control& clear =
        to.button(FeaturesControl::clear_region, Look::icon, "Clear selection", "", f.clear_region, Icon::close);
    clear.small_icon = true;
    clear.disabled = !room.region;
  }
  tool(to, FeaturesControl::export_picture, "Save the picture as PNG", "Picture", f.picture_button, f.export_labels,
       Icon::picture);
  tool(to, FeaturesControl::export_numbers, "Save the numbers as CSV", "Numbers", f.numbers_button, f.export_labels,
       Icon::table);
  if (!f.side.empty()) list_parameters(to, shell.view, room, f, shell.layout.scale);
}

void list_pane_sheet(ControlList to, const FeaturesState& room, const FeaturesBoxes& f) {
  const FeaturesChoice& choice = room.choice();
  const auto toggle = [&](int i, std::string_view name, std::string_view label, bool on) {
    Control& c =
        to.button(FeaturesControl::first_toggle + i, Look::toggle, name, label, f.toggles[static_cast<std::size_t>(i)]);
    c.role = Role::checkbox;
    c.pressed = on;
  };
  list_close(to, f.sheet_close);
  for (int i = 0; i < kPaneCount; ++i) {
    const auto pane = static_cast<Pane>(i);
    toggle(i, pane_info(pane).title, pane_info(pane).short_title, (f.chosen & pane_bit(pane)) != 0);
  }
  toggle(kPaneCount, "F0 over the spectrogram", "F0", choice.pitch_on_picture);
  toggle(kPaneCount + 1, "Formants over the spectrogram", "F1 F2 F3", choice.formants_on_picture);
}

void list_parameter_sheet(ControlList to, const Shell& shell, const FeaturesState& room, const FeaturesBoxes& f) {
  list_close(to, f.sheet_close);
  list_parameters(to, shell.view, room, f, shell.layout.scale);
}

namespace {

void toggle_pane(FeaturesState& room, const FeaturesBoxes& f, int i) {
  FeaturesChoice choice = room.choice();
  if (i < kPaneCount) {
    choice.panes = f.chosen ^ pane_bit(static_cast<Pane>(i));
    choice.panes_chosen = true;
  } else {
    (i == kPaneCount ? choice.pitch_on_picture : choice.formants_on_picture) ^= true;
  }
  room.set_choice(choice);
}

void move_region(FeaturesState& room, int id, double value) {
  Stretch region = room.region_or_visible();
  (id == FeaturesControl::region_start ? region.start_s : region.end_s) = value;
  if (region.start_s > region.end_s) std::swap(region.start_s, region.end_s);
  if (region.length() > 0) room.region = region;
}

void open_sheet(ViewState& view, FeaturesSheet sheet) {
  view.overlay = Overlay::sheet;
  view.sheet = static_cast<int>(sheet);
  view.hovered = view.focused = -1;
}

// Around the cursor, where it can be seen; else around the middle.
double zoom_centre(const FeaturesState& room) {
  const Stretch seen = room.window.visible();
  if (room.pinned && seen.contains(room.pinned->s)) return room.pinned->s;
  return (seen.start_s + seen.end_s) / 2;
}

}  // namespace

ActionRequest press_features(FeaturesState& room, ViewState& view, const FeaturesBoxes& f, int id, double value) {
  if (const int toggle = id - FeaturesControl::first_toggle; toggle >= 0 && toggle < kToggleCount) {
    toggle_pane(room, f, toggle);
    return {};
  }
  FeaturesChoice choice = room.choice();
  if (const int at = id - FeaturesControl::first_parameter; at >= 0 && at < kParameterCount) {
    choose_option(choice.analysis, static_cast<Parameter>(at), static_cast<int>(value));
    room.set_choice(choice);
    return {};
  }
  switch (id) {
    case FeaturesControl::panes:
      open_sheet(view, FeaturesSheet::panes);
      break;
    case FeaturesControl::parameters:
      if (f.side_fits) {
        choice.side_panel = !choice.side_panel;
        room.set_choice(choice);
      } else {
        open_sheet(view, FeaturesSheet::parameters);
      }
      break;
    case FeaturesControl::reset_parameters:
      choice.analysis = {};
      room.set_choice(choice);
      view.settings.map = Settings{}.map;
      view.settings.range = Settings{}.range;
      view.settings.axis = Settings{}.axis;
      break;
    case FeaturesControl::zoom_in:
      room.window.zoom(kZoomStep, zoom_centre(room));
      break;
    case FeaturesControl::zoom_out:
      room.window.zoom(1 / kZoomStep, zoom_centre(room));
      break;
    case FeaturesControl::zoom_all:
      room.window.show_all();
      break;
    case FeaturesControl::follow:
      room.window.follow();
      break;
    case FeaturesControl::shown_part:
      room.window.show_from(value);
      break;
    case FeaturesControl::cursor:
      room.pinned = FeaturesCursor{.s = value};
      if (!room.window.visible().contains(value)) room.window.show_from(value - room.window.visible().length() / 2);
      return room.shows_clip() ? ActionRequest{Action::seek_clip, value} : ActionRequest{};
    case FeaturesControl::region_start:
    case FeaturesControl::region_end:
      move_region(room, id, value);
      break;
    case FeaturesControl::play_region:
      return {Action::play_region, 0};
    case FeaturesControl::loop_region:
      return {Action::play_region, 1};
    case FeaturesControl::clear_region:
      room.region.reset();
      break;
    case FeaturesControl::export_picture:
      return {Action::export_picture};
    case FeaturesControl::export_numbers:
      return {Action::export_numbers};
    default:
      return {};
  }
  return {};
}

}  // namespace emo::ui
