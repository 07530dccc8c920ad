#include "ui/rooms/listen/room.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "ui/base/flat_json.h"
#include "ui/base/format.h"
#include "ui/base/text_width.h"
#include "ui/shell/control_ids.h"
#include "ui/sound/picture_settings.h"
#include "ui/sound/report.h"
#include "ui/sound/transport.h"

namespace emo::ui {
namespace {

constexpr RoomIdentity kIdentity{.name = "listen", .title = "Listen", .icon = Icon::room_listen};

constexpr WelcomeWords kWelcome{
    .emblem = true,
    .promise = "Hear the expression in a voice",
    .promise_detail = "Speak, and watch the sound turn into a picture and into eight expressions, while you talk."};

}  // namespace

namespace listen {
std::unique_ptr<Room> make_room() { return std::make_unique<ListenRoom>(); }
}  // namespace listen

const WelcomeWords& ListenRoom::welcome() { return kWelcome; }

const RoomIdentity& ListenRoom::identity() const { return kIdentity; }

// A finished clip, or what was heard last once nothing is heard any more; only what has an answer has an explanation.
bool ListenRoom::can_explain(const Shell& shell) const {
  const ViewState& view = shell.view;
  if (shell.header.model != ModelState::ready) return false;
  if (shell.is_clip()) {
    if (!shell.clip.present() || !shell.clip.finished()) return false;
  } else if (view.capture == CaptureState::listening || view.capture == CaptureState::starting ||
             !shell.live.heard_anything()) {
    return false;
  }
  return shell.header.current.verdict == Verdict::emotion || shell.header.current.verdict == Verdict::unsure;
}

void ListenRoom::place(const Shell& shell, Layout& layout) {
  boxes_ = {};
  if (layout.input.sound == SoundShown::nothing) return place_welcome(layout, kWelcome);
  ListenForm form{.comparing = compares(shell.view), .explained = explanation_.has_value()};
  const unsigned slots = form.comparing ? 3U : 1U;
  form.has_plane = (shell.header.dimensions & slots) != 0;
  form.shows_plane = form.has_plane && shell.view.settings.plane;
  if (explanation_) {
    form.explain_label = "Close explanation";
    form.explain_short = "Close";
  } else if (explaining_) {
    form.explain_label = "Explaining\u2026";
    form.explain_short = "Wait\u2026";
  } else if (can_explain(shell)) {
    form.explain_label = form.explain_short = "Explain";
  }
  boxes_ = place_listen(layout, form);
}

void ListenRoom::list(const Shell& shell, ControlList list) const {
  if (shell.layout.input.sound == SoundShown::nothing) return list_welcome(list, shell);
  list_transport(list, shell, shell.layout.phone);
  list_answers(list);
  list_charts(list, shell);
}

void ListenRoom::list_answers(ControlList list) const {
  const ListenBoxes& b = boxes_;
  const bool shows_plane = !b.plane.empty();
  const auto word = [&](int id, std::string_view name, const Box& box, bool on) {
    if (!box.empty()) list.button(id, Look::tool, name, name, box).pressed = on;
  };
  word(ListenControl::bars_view, "Expressions", b.bars_tab, !shows_plane);
  word(ListenControl::plane_view, "Plane", b.plane_tab, shows_plane);
  if (!b.explain.empty()) {
    const bool fits = text_width(b.explain_label, 13 * b.scale, Face::strong) <= b.explain.w - 16;
    Control& c = list.button(explanation_ ? ListenControl::close_explanation : ListenControl::explain, Look::tool,
                             explanation_ ? "Close explanation" : "Explain", fits ? b.explain_label : b.explain_short,
                             b.explain);
    c.outlined = true;
    c.disabled = explaining_;
  }
  if (!b.stop_comparing.empty()) {
    const bool with_word = b.stop_comparing.w > kTouchPx + 1;
    list.button(ListenControl::stop_comparing, with_word ? Look::tool : Look::icon, "Stop comparing",
                with_word ? "Stop comparing" : "", b.stop_comparing, Icon::close)
        .small_icon = true;
  }
}

void ListenRoom::list_charts(ControlList list, const Shell& shell) const {
  const ListenBoxes& b = boxes_;
  if (!b.axis_chip.empty()) list_picture_chips(list, shell.view.settings, {b.axis_chip, b.map_chip, b.range_chip});
  if (shell.is_clip()) list_position(list, shell, b.waveform.plot.empty() ? b.spectrogram.plot : b.waveform.plot);
  if (shell.layout.input.sound != SoundShown::live || b.timeline.plot.empty() || shell.live.newest_s() < 1) return;
  // Whole seconds, so that the list changes once a second and not with every frame.
  const double newest = std::floor(shell.live.newest_s());
  const double oldest = std::max(0.0, newest - kHistorySeconds);
  const double at = replayed_s_ < 0 ? newest : std::clamp(std::round(replayed_s_), oldest, newest);
  Control& c = list.button(ListenControl::timeline, Look::plain, "Timeline: hear a moment", "", b.timeline.plot);
  c.role = Role::slider;
  c.slider = SliderValue{at, oldest, newest, 1};
  c.value_text = newest - at < 0.5 ? "now" : fixed(newest - at, 0) + " seconds ago";
}

ActionRequest ListenRoom::press(Shell& shell, int id, double value) {
  switch (id) {
    case ListenControl::timeline:
      replayed_s_ = value;
      return {Action::replay_moment, value};
    case ListenControl::stop_comparing:
      return {Action::compare_model, -1};
    case ListenControl::bars_view:
    case ListenControl::plane_view:
      shell.view.settings.plane = id == ListenControl::plane_view;
      break;
    case ListenControl::explain:
      return {Action::explain};
    case ListenControl::close_explanation:
      drop_explanation();
      return {Action::close_explanation};
    default:
      break;
  }
  return {};
}

std::optional<ActionRequest> ListenRoom::close_open() {
  if (!drop_explanation()) return std::nullopt;
  return ActionRequest{Action::close_explanation};
}

bool ListenRoom::sound_changed(const Shell& shell, SoundChange change) {
  if (change == SoundChange::live_restarted) {
    replayed_s_ = -1;
    if (shell.is_clip()) return false;
  } else if (change != SoundChange::clip_restarted && change != SoundChange::source_changed) {
    return false;
  }
  return drop_explanation();
}

bool ListenRoom::drop_explanation() {
  const bool had = explanation_.has_value();
  explanation_.reset();
  return had;
}

bool ListenRoom::take(int kind, std::span<const std::uint8_t> bytes) {
  if (kind != explanation_bytes) return false;
  drop_explanation();
  if (bytes.empty()) return true;
  auto parsed = parse_explanation(bytes);
  if (!parsed) return false;
  explanation_ = std::move(parsed.value());
  return true;
}

void ListenRoom::tell(std::string_view json) {
  explaining_ = FlatJson(json).boolean("explaining").value_or(explaining_);
}

std::string ListenRoom::facts(const Shell&) const { return explanation_json(explanation_); }

}  // namespace emo::ui
