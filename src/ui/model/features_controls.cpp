#include "ui/model/features_controls.h"

#include <algorithm>
#include <cmath>

#include "ui/model/features_readout.h"
#include "ui/model/format.h"
#include "ui/model/text_width.h"

namespace emo::ui {
namespace {

constexpr double kZoomStep = 2;

struct Lister {
  std::vector<Control>& list;
  const Layout& l;

  Control& button(ControlId id, Look look, std::string_view name, std::string_view label, const Box& box) const {
    list.push_back({.id = id, .look = look, .name = std::string(name), .label = std::string(label), .box = box});
    return list.back();
  }
  // A tool with its word where there is room for words.
  Control& tool(ControlId id, std::string_view name, std::string_view label, const Box& box, bool with_label) const {
    return button(id, with_label ? Look::tool : Look::icon, name, with_label ? label : "", box);
  }
  Control& slider(ControlId id, std::string_view name, const Box& box, const SliderValue& value) const {
    list.push_back({.id = id, .role = Role::slider, .look = Look::plain, .name = std::string(name), .box = box});
    list.back().slider = value;
    return list.back();
  }
  Control& cell(ControlId id, std::string_view name, std::string_view caption, std::vector<std::string> options,
                int selected, const Box& box) const {
    list.push_back({.id = id,
                    .role = Role::select,
                    .look = Look::cell,
                    .name = std::string(name),
                    .label = options[static_cast<std::size_t>(selected)],
                    .caption = std::string(caption),
                    .box = box,
                    .selected = selected,
                    .options = std::move(options)});
    return list.back();
  }
};

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

std::string cursor_words(const FeaturesRoom& room, const Layout& l, double s, FrequencyScale scale) {
  std::string words = clock_time(s, 2);
  for (const PaneBoxes& pane : l.features.panes) {
    ReadoutOptions options{.pane = pane.pane, .s = s, .scale = scale};
    if (room.pinned && room.pinned->pane == pane.pane) options.place = room.pinned->place;
    const std::string read = readout(room, options);
    if (!read.empty()) words += "; " + std::string(pane_title(pane.pane)) + " " + read;
  }
  return words;
}

// Times as sliders. Of live sound whole seconds, so that the list changes once a second and not with every frame.
void list_sliders(const Lister& to, const ViewState& view, const FeaturesRoom& room) {
  const FeaturesBoxes& f = to.l.features;
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
  Control& position = to.slider(ControlId::shown_part, "Shown part", f.overview, {start, first, last_start, page});
  position.value_text = room.window.follows() ? "the newest " + seconds(seen.length(), 1)
                                              : stretch_words({rounded(seen.start_s, page), rounded(seen.end_s, page)});
  if (f.panes.empty()) return;
  const double at = within(rounded(room.pinned ? room.pinned->s : live ? last : std::max(0.0, seen.start_s), step));
  Control& cursor = to.slider(ControlId::cursor, "Cursor", f.plots, {at, first, last, step});
  cursor.value_text = room.pinned ? cursor_words(room, to.l, at, view.settings.axis) : "not set";

  const Stretch region = room.region_or_visible();
  const double grid = live && !room.region ? 1 : step;
  Box left = f.time_axis;
  const Box right = cut_right(left, left.w / 2);
  const std::string words = room.region ? stretch_words(*room.region) : "nothing selected";
  to.slider(ControlId::region_start, "Selection start", left,
            {within(rounded(region.start_s, grid)), first, last, step})
      .value_text = words;
  to.slider(ControlId::region_end, "Selection end", right, {within(rounded(region.end_s, grid)), first, last, step})
      .value_text = words;
}

}  // namespace

void list_features_room(std::vector<Control>& list, const ViewState& view, const FeaturesRoom& room, const Layout& l) {
  const Lister to{list, l};
  const FeaturesBoxes& f = l.features;
  to.tool(ControlId::panes, "Panes", "Panes", f.panes_button, f.tool_labels);
  Control& parameters = to.tool(ControlId::parameters, "Parameters", "Parameters", f.parameters_button, f.tool_labels);
  if (f.side_fits) parameters.pressed = !f.side.empty();
  to.button(ControlId::zoom_out, Look::icon, "Zoom out", "", f.zoom_out).disabled = room.window.shows_all();
  to.button(ControlId::zoom_in, Look::icon, "Zoom in", "", f.zoom_in);
  to.button(ControlId::zoom_all, Look::tool, "Show all", "All", f.zoom_all).disabled = room.window.shows_all();
  if (!f.now.empty()) to.button(ControlId::follow, Look::tool, "Now: follow the newest sound", "Now", f.now);
  list_sliders(to, view, room);
  if (!f.region_row.empty()) {
    const std::string_view what = room.region ? "selection" : "what is shown";
    to.button(ControlId::play_region, Look::icon, "Play " + std::string(what), "", f.play_region);
    to.button(ControlId::loop_region, Look::icon, "Loop " + std::string(what), "", f.loop_region);
    to.button(ControlId::clear_region, Look::icon, "Clear selection", "", f.clear_region).disabled = !room.region;
  }
  to.tool(ControlId::export_picture, "Save the picture as PNG", "Picture", f.picture_button, f.export_labels);
  to.tool(ControlId::export_numbers, "Save the numbers as CSV", "Numbers", f.numbers_button, f.export_labels);
  if (!f.side.empty()) list_parameters(list, view, room, l);
}

void list_pane_sheet(std::vector<Control>& list, const FeaturesRoom& room, const Layout& l) {
  const Lister to{list, l};
  const FeaturesBoxes& f = l.features;
  const FeaturesChoice& choice = room.choice();
  const auto toggle = [&](int i, std::string_view name, std::string_view label, bool on) {
    Control& c = to.button(static_cast<ControlId>(static_cast<int>(ControlId::first_toggle) + i), Look::toggle, name,
                           label, f.toggles[static_cast<std::size_t>(i)]);
    c.role = Role::checkbox;
    c.pressed = on;
  };
  to.button(ControlId::close_overlay, Look::icon, "Close", "", f.sheet_close);
  for (int i = 0; i < kPaneCount; ++i) {
    const auto pane = static_cast<Pane>(i);
    toggle(i, pane_title(pane), pane_short_title(pane), (l.input.panes & pane_bit(pane)) != 0);
  }
  toggle(kPaneCount, "F0 over the spectrogram", "F0", choice.pitch_on_picture);
  toggle(kPaneCount + 1, "Formants over the spectrogram", "F1 F2 F3", choice.formants_on_picture);
}

void list_parameters(std::vector<Control>& list, const ViewState& view, const FeaturesRoom& room, const Layout& l) {
  const Lister to{list, l};
  const FeaturesBoxes& f = l.features;
  if (view.overlay == Overlay::parameters) to.button(ControlId::close_overlay, Look::icon, "Close", "", f.sheet_close);
  for (int i = 0; i < kParameterCount; ++i) {
    const auto parameter = static_cast<Parameter>(i);
    const ParameterOptions& of = parameter_options(parameter);
    to.cell(static_cast<ControlId>(static_cast<int>(ControlId::first_parameter) + i), of.spoken, of.name, of.words,
            chosen_option(room.choice().analysis, parameter), f.cells[static_cast<std::size_t>(i)]);
  }
  const Settings& set = view.settings;
  const auto picture_cell = [&](int i) { return f.cells[static_cast<std::size_t>(kParameterCount + i)]; };
  to.cell(ControlId::colour_map, "Colour map", "colour map", {kColourMapNames.begin(), kColourMapNames.end()},
          static_cast<int>(set.map), picture_cell(0));
  std::vector<std::string> ranges;
  for (const DecibelRange& range : kDecibelRanges)
    ranges.push_back(fixed(range.low, 0) + " \u2026 " + decibels(range.high));
  Control& range = to.cell(ControlId::decibel_range, "Dynamic range", "dynamic range", std::move(ranges), set.range,
                           picture_cell(1));
  if (text_width(range.label, 13 * l.scale) + 32 > range.box.w)
    range.label = decibels(kDecibelRanges[static_cast<std::size_t>(set.range)].low);
  to.cell(ControlId::frequency_axis, "Frequency axis", "frequency axis",
          {kFrequencyScaleNames.begin(), kFrequencyScaleNames.end()}, static_cast<int>(set.axis), picture_cell(2));
  to.button(ControlId::reset_parameters, Look::secondary, "Reset the parameters", "Reset", f.reset).disabled =
      room.choice().analysis == AnalysisSettings{} && set.map == Settings{}.map && set.range == Settings{}.range &&
      set.axis == Settings{}.axis;
}

namespace {

void toggle_pane(FeaturesRoom& room, const Layout& l, int i) {
  FeaturesChoice choice = room.choice();
  if (i < kPaneCount) {
    choice.panes = l.input.panes ^ pane_bit(static_cast<Pane>(i));
    choice.panes_chosen = true;
  } else {
    (i == kPaneCount ? choice.pitch_on_picture : choice.formants_on_picture) ^= true;
  }
  room.set_choice(choice);
}

void move_region(FeaturesRoom& room, ControlId id, double value) {
  Stretch region = room.region_or_visible();
  (id == ControlId::region_start ? region.start_s : region.end_s) = value;
  if (region.start_s > region.end_s) std::swap(region.start_s, region.end_s);
  if (region.length() > 0) room.region = region;
}

// Around the cursor, where it can be seen; else around the middle.
double zoom_centre(const FeaturesRoom& room) {
  const Stretch seen = room.window.visible();
  if (room.pinned && seen.contains(room.pinned->s)) return room.pinned->s;
  return (seen.start_s + seen.end_s) / 2;
}

}  // namespace

FeaturesPress press_features(FeaturesRoom& room, ViewState& view, const Layout& l, ControlId id, double value) {
  const int number = static_cast<int>(id);
  if (const int toggle = number - static_cast<int>(ControlId::first_toggle); toggle >= 0 && toggle < kToggleCount) {
    toggle_pane(room, l, toggle);
    return {.handled = true};
  }
  FeaturesChoice choice = room.choice();
  if (const int at = number - static_cast<int>(ControlId::first_parameter); at >= 0 && at < kParameterCount) {
    choose_option(choice.analysis, static_cast<Parameter>(at), static_cast<int>(value));
    room.set_choice(choice);
    return {.handled = true};
  }
  switch (id) {
    case ControlId::panes:
      view.overlay = Overlay::panes;
      view.hovered = view.focused = -1;
      break;
    case ControlId::parameters:
      if (l.features.side_fits) {
        choice.side_panel = !choice.side_panel;
        room.set_choice(choice);
      } else {
        view.overlay = Overlay::parameters;
        view.hovered = view.focused = -1;
      }
      break;
    case ControlId::reset_parameters:
      choice.analysis = {};
      room.set_choice(choice);
      view.settings.map = Settings{}.map;
      view.settings.range = Settings{}.range;
      view.settings.axis = Settings{}.axis;
      break;
    case ControlId::zoom_in:
      room.window.zoom(kZoomStep, zoom_centre(room));
      break;
    case ControlId::zoom_out:
      room.window.zoom(1 / kZoomStep, zoom_centre(room));
      break;
    case ControlId::zoom_all:
      room.window.show_all();
      break;
    case ControlId::follow:
      room.window.follow();
      break;
    case ControlId::shown_part:
      room.window.show_from(value);
      break;
    case ControlId::cursor:
      room.pinned = FeaturesCursor{.s = value};
      if (!room.window.visible().contains(value)) room.window.show_from(value - room.window.visible().length() / 2);
      return {true, room.shows_clip() ? ActionRequest{Action::seek_clip, value} : ActionRequest{}};
    case ControlId::region_start:
    case ControlId::region_end:
      move_region(room, id, value);
      break;
    case ControlId::play_region:
      return {true, {Action::play_region, 0}};
    case ControlId::loop_region:
      return {true, {Action::play_region, 1}};
    case ControlId::clear_region:
      room.region.reset();
      break;
    case ControlId::export_picture:
      return {true, {Action::export_picture}};
    case ControlId::export_numbers:
      return {true, {Action::export_numbers}};
    default:
      return {};
  }
  return {.handled = true};
}

}  // namespace emo::ui
