#include "ui/model/controls.h"

#include <algorithm>
#include <cmath>

#include "ui/model/data_controls.h"
#include "ui/model/features_controls.h"
#include "ui/model/format.h"
#include "ui/model/rooms.h"
#include "ui/model/text_width.h"
#include "ui/model/words.h"

namespace emo::ui {
namespace {

class Lister {
 public:
  Lister(const ControlSources& from, const Layout& layout)
      : from_(from), view_(from.view), live_(from.live), clip_(from.clip), features_(from.features), l_(layout) {}

  std::vector<Control> list() {
    if (view_.overlay == Overlay::about) {
      button(ControlId::close_overlay, Look::icon, "Close", "", l_.overlay_close);
      return std::move(list_);
    }
    if (view_.overlay == Overlay::models || view_.overlay == Overlay::card) {
      button(ControlId::close_overlay, Look::icon, "Close", "", l_.sheet.close);
      if (view_.overlay == Overlay::models) models();
      return std::move(list_);
    }
    if (view_.overlay == Overlay::panes) {
      list_pane_sheet(list_, features_, l_);
      return std::move(list_);
    }
    if (view_.overlay == Overlay::parameters) {
      list_parameters(list_, view_, features_, l_);
      return std::move(list_);
    }
    rooms();
    if (!view_.notice.empty()) button(ControlId::dismiss, Look::icon, "Dismiss", "", l_.notice_dismiss);
    if (shows_data(l_)) {
      list_data_room(list_, from_, l_);
      if (!view_.devices.empty()) microphone();
      top_bar();
      return std::move(list_);
    }
    main_buttons();
    if (l_.input.room == Room::welcome) samples();
    if (shows_features(l_))
      list_features_room(list_, view_, features_, l_);
    else
      charts();
    if (!view_.devices.empty()) microphone();
    top_bar();
    return std::move(list_);
  }

 private:
  Control& add(Control control) {
    list_.push_back(std::move(control));
    return list_.back();
  }
  Control& button(ControlId id, Look look, std::string_view name, std::string_view label, const Box& box) {
    return add({.id = id, .look = look, .name = std::string(name), .label = std::string(label), .box = box});
  }
  Control& select(ControlId id, Look look, std::string_view name, std::vector<std::string> options, int selected,
                  const Box& box) {
    const auto chosen = static_cast<std::size_t>(std::max(selected, 0));
    return add({.id = id,
                .role = Role::select,
                .look = look,
                .name = std::string(name),
                .label = look == Look::icon || selected < 0 || chosen >= options.size() ? "" : options[chosen],
                .box = box,
                .selected = selected,
                .options = std::move(options)});
  }

  void rooms() {
    for (std::size_t i = 0; i < kRooms.size(); ++i) {
      if (l_.nav_items[i].empty()) continue;
      Control& c = button(static_cast<ControlId>(static_cast<int>(ControlId::first_room) + static_cast<int>(i)),
                          Look::room, kRooms[i].title, kRooms[i].title, l_.nav_items[i]);
      c.role = Role::tab;
      c.pressed = view_.room == static_cast<RoomName>(i);
    }
  }

  void main_buttons() {
    const bool icons_only = (l_.phone && l_.input.room != Room::welcome) || shows_features(l_);
    if (l_.input.room == Room::clip) {
      if (view_.playing)
        button(ControlId::pause, Look::primary, "Pause", "Pause", l_.primary);
      else
        button(ControlId::play, Look::primary, "Play", "Play", l_.primary);
    } else if (view_.capture == CaptureState::listening || view_.capture == CaptureState::starting) {
      button(ControlId::stop, Look::primary, "Stop", "Stop", l_.primary);
    } else {
      const bool asking = view_.capture == CaptureState::asking;
      button(ControlId::start_listening, Look::primary, "Start listening", asking ? "Waiting\u2026" : "Start listening",
             l_.primary)
          .disabled = asking;
    }
    const bool narrow = text_width("Open a sound file", 13 * l_.scale, Face::strong) + 44 > l_.secondary.w;
    button(ControlId::open_file, Look::secondary, "Open a sound file",
           icons_only ? ""
           : narrow   ? "Open file"
                      : "Open a sound file",
           l_.secondary);
    if (l_.input.room == Room::clip) {
      button(ControlId::close_clip, Look::secondary, "Close clip", icons_only ? "" : "Close clip", l_.tertiary);
    }
    if (!l_.retry.empty()) button(ControlId::retry_model, Look::secondary, "Try again", "Try again", l_.retry);
  }

  void samples() {
    for (std::size_t i = 0; i < std::min<std::size_t>(view_.sample_names.size(), l_.samples.size()); ++i) {
      button(static_cast<ControlId>(static_cast<int>(ControlId::sample_1) + static_cast<int>(i)), Look::sample,
             "Sample: " + view_.sample_names[i], view_.sample_names[i], l_.samples[i]);
    }
  }

  // Those in sight; a focus near the edge scrolls to its neighbours (PageModel::focus).
  void models() {
    for (Control& control : model_controls(view_, l_))
      if (l_.sheet.view.contains(control.box)) list_.push_back(std::move(control));
  }

  void answers() {
    const auto word = [&](ControlId id, std::string_view name, const Box& box, bool on) {
      if (!box.empty()) button(id, Look::tool, name, name, box).pressed = on;
    };
    word(ControlId::bars_view, "Expressions", l_.bars_tab, !l_.input.shows_plane);
    word(ControlId::plane_view, "Plane", l_.plane_tab, l_.input.shows_plane);
    if (!l_.explain.empty()) {
      const float room = l_.explain.w - 16;
      const std::string_view full = l_.input.explain_label;
      const bool fits = text_width(full, 13 * l_.scale, Face::strong) <= room;
      Control& c =
          button(view_.explained ? ControlId::close_explanation : ControlId::explain, Look::tool,
                 view_.explained ? "Close explanation" : "Explain", fits ? full : l_.input.explain_short, l_.explain);
      c.disabled = view_.explaining;
    }
    if (!l_.stop_comparing.empty()) {
      button(ControlId::stop_comparing, l_.stop_comparing.w > kTouchPx + 1 ? Look::tool : Look::icon, "Stop comparing",
             l_.stop_comparing.w > kTouchPx + 1 ? "Stop comparing" : "", l_.stop_comparing);
    }
  }

  void charts() {
    if (l_.input.room == Room::welcome) return;
    answers();
    if (!l_.axis_chip.empty()) {
      const Settings& set = view_.settings;
      select(ControlId::frequency_axis, Look::chip, "Frequency axis",
             {kFrequencyScaleNames.begin(), kFrequencyScaleNames.end()}, static_cast<int>(set.axis), l_.axis_chip);
      select(ControlId::colour_map, Look::chip, "Colour map", {kColourMapNames.begin(), kColourMapNames.end()},
             static_cast<int>(set.map), l_.map_chip);
      std::vector<std::string> ranges;
      for (const DecibelRange& range : kDecibelRanges)
        ranges.push_back(fixed(range.low, 0) + " \u2026 " + decibels(range.high));
      Control& range =
          select(ControlId::decibel_range, Look::chip, "Dynamic range", std::move(ranges), set.range, l_.range_chip);
      range.label = decibels(kDecibelRanges[static_cast<std::size_t>(set.range)].low);
    }
    if (l_.input.room == Room::clip && clip_.duration_s() > 0) {
      const double at = std::clamp(view_.playhead_s, 0.0, clip_.duration_s());
      Control& c = add({.id = ControlId::position, .role = Role::slider, .look = Look::plain, .name = "Position"});
      c.box = l_.waveform.plot.empty() ? l_.spectrogram.plot : l_.waveform.plot;
      c.slider = SliderValue{std::round(at * 10) / 10, 0, std::round(clip_.duration_s() * 1000) / 1000, 0.1};
      c.value_text = clock_time(at, 1) + " of " + clock_time(clip_.duration_s(), 1);
    }
    if (l_.input.room == Room::listen && !l_.timeline.plot.empty() && live_.newest_s() >= 1) {
      // Whole seconds, so that the list changes once a second and not with every frame.
      const double newest = std::floor(live_.newest_s());
      const double oldest = std::max(0.0, newest - kHistorySeconds);
      const double at = view_.replayed_s < 0 ? newest : std::clamp(std::round(view_.replayed_s), oldest, newest);
      Control& c = add(
          {.id = ControlId::timeline, .role = Role::slider, .look = Look::plain, .name = "Timeline: hear a moment"});
      c.box = l_.timeline.plot;
      c.slider = SliderValue{at, oldest, newest, 1};
      c.value_text = newest - at < 0.5 ? "now" : fixed(newest - at, 0) + " seconds ago";
    }
  }

  void microphone() {
    const bool icon = l_.phone;
    if (l_.microphone.empty()) return;
    Control& c = select(ControlId::microphone, icon ? Look::icon : Look::chip, "Microphone", view_.devices,
                        view_.device_index, l_.microphone);
    if (!icon && c.label.empty()) c.label = "Microphone";
  }

  void top_bar() {
    if (!view_.models.empty() && !l_.model.empty()) {
      const std::string label = model_label(view_);
      button(ControlId::model, Look::chip, label, label, l_.model);
    }
    std::vector<std::string> sizes;
    int selected = 1;
    for (std::size_t i = 0; i < kTextScales.size(); ++i) {
      sizes.push_back(fixed(kTextScales[i] * 100.0, 0) + " %");
      if (std::abs(kTextScales[i] - view_.text_scale) <
          std::abs(kTextScales[static_cast<std::size_t>(selected)] - view_.text_scale)) {
        selected = static_cast<int>(i);
      }
    }
    select(ControlId::text_size, Look::icon, "Text size", std::move(sizes), selected, l_.text_size);
    button(ControlId::theme, Look::icon, view_.theme == Theme::dark ? "Light theme" : "Dark theme", "", l_.theme);
    button(ControlId::about, Look::icon, "About", "", l_.about);
  }

  const ControlSources& from_;
  const ViewState& view_;
  const LiveHistory& live_;
  const ClipHistory& clip_;
  const FeaturesRoom& features_;
  const Layout& l_;
  std::vector<Control> list_;
};

}  // namespace

Room shown_room(const ViewState& view, const LiveHistory& live) {
  if (view.source == Source::clip) return Room::clip;
  if (view.capture == CaptureState::listening || live.heard_anything()) return Room::listen;
  return Room::welcome;
}

namespace {

// A finished clip, or what was heard last once nothing is heard any more; only what has an answer has an explanation.
bool can_explain(const ControlSources& from, const SnapshotHeader& header) {
  const ViewState& view = from.view;
  if (header.model != ModelState::ready) return false;
  if (view.source == Source::clip) {
    if (!from.clip.present() || !from.clip.finished()) return false;
  } else if (view.capture == CaptureState::listening || view.capture == CaptureState::starting ||
             !from.live.heard_anything()) {
    return false;
  }
  return header.current.verdict == Verdict::emotion || header.current.verdict == Verdict::unsure;
}

void ask_for_answers(LayoutInput& input, const ControlSources& from, const SnapshotHeader& header) {
  const ViewState& view = from.view;
  input.comparing = compares(view) && input.room != Room::welcome;
  const unsigned slots = input.comparing ? 3U : 1U;
  input.has_plane = (header.dimensions & slots) != 0;
  input.shows_plane = input.has_plane && view.settings.plane;
  input.explained = view.explained;
  if (view.explained) {
    input.explain_label = "Close explanation";
    input.explain_short = "Close";
  } else if (view.explaining) {
    input.explain_label = "Explaining\u2026";
    input.explain_short = "Wait\u2026";
  } else if (can_explain(from, header)) {
    input.explain_label = input.explain_short = "Explain";
  }
}

}  // namespace

Layout layout_for(const ControlSources& from, const SnapshotHeader& header) {
  const ViewState& view = from.view;
  const FeaturesRoom& features = from.features;
  LayoutInput input{.width = view.width,
                    .height = view.height,
                    .text_scale = view.text_scale,
                    .room = shown_room(view, from.live),
                    .shown = view.room,
                    .has_notice = !view.notice.empty(),
                    .has_devices = !view.devices.empty(),
                    .can_retry = view.model == ModelState::failed,
                    .projector = view.settings.projector,
                    .panes = features.choice().panes_on(is_phone(view.width)),
                    .side_panel = features.choice().side_panel,
                    .has_region = features.region.has_value(),
                    .can_follow = features.window.is_live() && !features.window.follows(),
                    .overlay = view.overlay,
                    .notice_text_width = text_width(view.notice, 13)};
  input.sample_text_width = 0;
  for (const std::string& name : view.sample_names) {
    input.sample_text_width = std::max(input.sample_text_width, text_width(name, 13, Face::strong));
  }
  if (view.overlay == Overlay::about) {
    input.overlay_text_height =
        about_height(about_sections(view, header), total_scale(input), overlay_text_width(input));
  }
  input.model_text_width = text_width(model_label(view), 13);
  ask_for_answers(input, from, header);
  Layout layout = make_layout(input);
  if (shows_data(layout)) place_data_room(layout, from.data, view.data_busy, view.source == Source::clip);
  if (view.overlay == Overlay::models) place_model_sheet(layout, view);
  if (view.overlay == Overlay::card) place_card_sheet(layout, view);
  return layout;
}

std::vector<Control> list_controls(const ControlSources& from, const Layout& layout) {
  return Lister(from, layout).list();
}

ActionRequest press(ViewState& view, ControlId id, double value) {
  if (const int room = static_cast<int>(id) - static_cast<int>(ControlId::first_room);
      room >= 0 && room < static_cast<int>(kRooms.size())) {
    view.room = static_cast<RoomName>(room);
    return {Action::show_room, static_cast<double>(room)};
  }
  if (model_of(id) >= 0) return press_model(view, id);
  const auto index = [value](std::size_t count) {
    return std::clamp(static_cast<int>(value), 0, static_cast<int>(count) - 1);
  };
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
      return {Action::play_sample, static_cast<double>(static_cast<int>(id) - static_cast<int>(ControlId::sample_1))};
    case ControlId::microphone:
      return {Action::choose_device, value};
    case ControlId::position:
      return {Action::seek_clip, value};
    case ControlId::timeline:
      view.replayed_s = value;
      return {Action::replay_moment, value};
    case ControlId::theme:
      return {Action::toggle_theme};
    case ControlId::dismiss:
      return {Action::dismiss_notice};
    case ControlId::frequency_axis:
      view.settings.axis = static_cast<FrequencyScale>(index(kFrequencyScaleNames.size()));
      break;
    case ControlId::colour_map:
      view.settings.map = static_cast<ColourMap>(index(kColourMapNames.size()));
      break;
    case ControlId::decibel_range:
      view.settings.range = index(kDecibelRanges.size());
      break;
    case ControlId::text_size:
      view.text_scale = kTextScales[static_cast<std::size_t>(index(kTextScales.size()))];
      break;
    case ControlId::about:
      view.overlay = Overlay::about;
      view.hovered = view.focused = -1;  // of the controls beneath, which are gone from the DOM
      break;
    case ControlId::close_overlay:
      return close_overlay(view);
    case ControlId::model:
      view.overlay = Overlay::models;
      view.models_scroll = 0;
      view.hovered = view.focused = -1;
      break;
    case ControlId::stop_comparing:
      return {Action::compare_model, -1};
    case ControlId::bars_view:
    case ControlId::plane_view:
      view.settings.plane = id == ControlId::plane_view;
      break;
    case ControlId::explain:
      return {Action::explain};
    case ControlId::close_explanation:
      return {Action::close_explanation};
    default:
      break;
  }
  return {};
}

}  // namespace emo::ui
