#include "ui/rooms/features/room.h"

#include <memory>

#include "ui/base/json.h"
#include "ui/base/lines.h"
#include "ui/sound/transport.h"

namespace emo::ui {
namespace {

constexpr RoomIdentity kIdentity{.name = "features", .title = "Features", .icon = Icon::room_features};

constexpr WelcomeWords kWelcome{.promise = "See what is in a sound",
                                .promise_detail =
                                    "Speak, open a sound file or try a sample: its waveform, spectrogram, MFCC, pitch "
                                    "and formants appear here, one "
                                    "under the other."};

bool sheet_is_open(const ViewState& view) { return view.overlay == Overlay::sheet; }

}  // namespace

namespace features {
std::unique_ptr<Room> make_room() { return std::make_unique<FeaturesRoom>(); }
}  // namespace features

const WelcomeWords& FeaturesRoom::welcome() { return kWelcome; }
const RoomIdentity& FeaturesRoom::identity() const { return kIdentity; }

void FeaturesRoom::place(const Shell& shell, Layout& layout) {
  const FeaturesForm form{.panes = state_.choice().panes_on(layout.phone),
                          .side_panel = state_.choice().side_panel,
                          .has_region = state_.region.has_value(),
                          .can_follow = state_.window.is_live() && !state_.window.follows()};
  boxes_ = {};
  boxes_.chosen = form.panes;
  if (layout.input.sound == SoundShown::nothing)
    place_welcome(layout, kWelcome);
  else
    boxes_ = place_features(layout, form);
  if (!sheet_is_open(shell.view)) return;
  if (shell.view.sheet == static_cast<int>(FeaturesSheet::panes))
    place_pane_sheet(layout, boxes_);
  else
    place_parameter_sheet(layout, boxes_);
}

void FeaturesRoom::list(const Shell& shell, ControlList list) const {
  if (sheet_is_open(shell.view)) {
    if (shell.view.sheet == static_cast<int>(FeaturesSheet::panes)) return list_pane_sheet(list, state_, boxes_);
    return list_parameter_sheet(list, shell, state_, boxes_);
  }
  if (shell.layout.input.sound == SoundShown::nothing) return list_welcome(list, shell);
  list_transport(list, shell, true);
  list_features(list, shell, state_, boxes_);
}

std::string_view FeaturesRoom::sheet_title(int sheet) const {
  return sheet == static_cast<int>(FeaturesSheet::panes) ? "Panes" : "Parameters";
}

ActionRequest FeaturesRoom::press(Shell& shell, int id, double value) {
  return press_features(state_, shell.view, boxes_, id, value);
}

Room::PointOutcome FeaturesRoom::point(Shell& shell, const Pointer& pointer) {
  if (sheet_is_open(shell.view)) {
    const bool beside = pointer.pressed && pointer.inside && !boxes_.sheet.contains(pointer.x, pointer.y);
    if (beside) shell.view.overlay = Overlay::none;
    return {.changed = beside};
  }
  if (shell.layout.input.sound == SoundShown::nothing) return {};
  const auto outcome = gestures_.update(pointer, boxes_, state_);
  return {outcome.changed, outcome.busy, outcome.action};
}

bool FeaturesRoom::sync(const Shell& shell, double edge_s) {
  const bool clip = shell.is_clip();
  if (clip && !shell.clip.present()) return false;
  const Stretch before = state_.window.visible(), bounds_before = state_.window.bounds();
  const Stretch bounds = clip ? Stretch{0, shell.clip.duration_s()} : Stretch{edge_s - kLiveFeatureSeconds, edge_s};
  const std::string identity = clip ? shell.view.clip_name + '\n' + std::to_string(shell.clip.duration_s())
                                    : std::to_string(shell.live.generation());
  state_.show_sound(clip, identity, bounds);
  return !(state_.window.visible() == before) || !(state_.window.bounds() == bounds_before);
}

bool FeaturesRoom::sound_changed(const Shell& shell, SoundChange change) {
  if (change == SoundChange::clip_closed) state_.forget_clip();
  return sync(shell, shell.live.newest_s());
}

bool FeaturesRoom::advance(const Shell& shell) { return !shell.is_clip() && sync(shell, shell.edge_s); }

std::span<const std::uint8_t> FeaturesRoom::next_request(const Shell& shell, bool drawn) {
  std::uint32_t wanted = 0;
  if (drawn && shell.layout.input.sound != SoundShown::nothing) {
    wanted = boxes_.chosen;  // those for which the window is too low, too: their numbers can be saved
    const FeaturesChoice& choice = state_.choice();
    if ((wanted & (pane_bit(Pane::spectrogram) | pane_bit(Pane::mel))) != 0) {
      if (choice.pitch_on_picture) wanted |= pane_bit(Pane::pitch);
      if (choice.formants_on_picture) wanted |= pane_bit(Pane::formants);
    }
    if ((wanted & pane_bit(Pane::formants)) != 0) wanted |= pane_bit(Pane::intensity);  // only loud frames have dots
  }
  const auto request = state_.next_request(wanted);
  if (!request) return {};
  request_ = *request;
  return {reinterpret_cast<const std::uint8_t*>(&request_), sizeof request_};
}

bool FeaturesRoom::take(int kind, std::span<const std::uint8_t> bytes) {
  return kind == block_bytes && state_.take_block(bytes);
}

std::string FeaturesRoom::remembered() const { return choice_json(state_.choice()); }

void FeaturesRoom::remember(std::string_view json) { state_.set_choice(choice_from_json(json, state_.choice())); }

std::string FeaturesRoom::address() const {
  std::string names;
  if (!state_.choice().panes_chosen) return names;
  for (int i = 0; i < kPaneCount; ++i) {
    if ((state_.choice().panes & pane_bit(static_cast<Pane>(i))) == 0) continue;
    names += (names.empty() ? "" : "+") + std::string(kPanes[i].name);
  }
  return names;
}

std::string FeaturesRoom::open_address(Shell&, std::string_view rest) {
  FeaturesChoice choice = state_.choice();
  std::uint32_t panes = 0;
  std::string unknown;
  for (const std::string& name : split(rest, '+')) {
    int i = 0;
    while (i < kPaneCount && kPanes[i].name != name) ++i;
    if (i < kPaneCount)
      panes |= pane_bit(static_cast<Pane>(i));
    else
      unknown = name;
  }
  if (panes != 0) {
    choice.panes = panes;
    choice.panes_chosen = true;
    state_.set_choice(choice);
  }
  if (unknown.empty()) return "";
  std::string sentence = "There is no pane named \u201c" + unknown + "\u201d. The panes are ";
  for (int i = 0; i < kPaneCount; ++i)
    sentence += (i == 0 ? "" : i + 1 < kPaneCount ? ", " : " and ") + std::string(kPanes[i].name);
  return sentence + ".";
}

void FeaturesRoom::open_beginning() {
  FeaturesChoice choice = state_.choice();
  choice.panes = FeaturesChoice{}.panes;
  choice.panes_chosen = false;
  state_.set_choice(choice);
}

std::string FeaturesRoom::facts(const Shell&) const {
  constexpr int kExact = 17;
  const Stretch region = state_.region_or_visible();
  const Box box = boxes_.picture();
  JsonWriter json;
  json.object().key("start_s").number(region.start_s, kExact).key("end_s").number(region.end_s, kExact);
  json.key("selected").boolean(state_.region.has_value()).key("picture").object();
  json.key("x").number(box.x).key("y").number(box.y).key("w").number(box.w).key("h").number(box.h);
  return json.end_object().end_object().str();
}

}  // namespace emo::ui
