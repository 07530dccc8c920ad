// The page without graphics: what was said to it, what it shows, what it offers. The picture and the plain page both
// stand on it. What belongs to one room is asked of that room.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contract/actions.h"
#include "ui/rooms/registry.h"
#include "ui/shell/controls.h"
#include "ui/shell/layout.h"
#include "ui/shell/view_state.h"
#include "ui/sound/history.h"
#include "ui/sound/lag.h"
#include "ui/sound/report.h"
#include "ui/sound/sound_clock.h"

namespace emo::ui {

class PageModel {
 public:
  explicit PageModel(Rooms rooms = make_rooms());

  // One field of what is so; a redraw only if it is another value than before.
  template <class T>
  void set(T ViewState::* field, T value) {
    change(view_.*field, std::move(value));
  }
  // Figures that only an overlay shows: no redraw.
  void set_capture(CaptureState state);
  void set_latency(double ViewState::* field, double value) { view_.*field = value; }
  void sound_reaches(
      double captured_s);           // live: there is sound up to here, though the engine may not have heard it yet
  void show_source(Source source);  // back to live: the clip is forgotten
  void set_settings(const Settings& settings) { change(view_.settings, settings); }
  void resize(float width, float height, float pixel_ratio);
  [[nodiscard]] bool take_snapshot(std::span<const std::uint8_t> bytes);
  ActionRequest press(int id, double value);
  void press_text(int id, std::string_view text);
  struct KeyOutcome {
    bool used = false;
    ActionRequest action{};
  };
  KeyOutcome key(std::string_view name);
  void hover(int id) { change(view_.hovered, id); }
  void focus(int id);                          // in the list of models, what stands above and below comes into sight
  void show_card(std::vector<CardLine> card);  // none: closes it

  // ---- the rooms, by their place in the rail
  [[nodiscard]] const Rooms& rooms() const { return rooms_; }
  [[nodiscard]] Room& shown_room() const { return *rooms_[static_cast<std::size_t>(view_.room)]; }
  void show_room(int room);  // what lies over the room is closed; a number that is none: nothing
  // Empty: nothing else than at the last call. Valid until the next call.
  [[nodiscard]] std::span<const std::uint8_t> next_request(int room, bool can_draw);
  [[nodiscard]] bool take(int room, int kind, std::span<const std::uint8_t> bytes);
  void tell(int room, std::string_view json);
  [[nodiscard]] std::string remembered(int room) const;
  void remember(int room, std::string_view json);
  [[nodiscard]] std::string facts(int room);
  // "data/map/emotion": a room's name and what it calls the part of it.
  [[nodiscard]] std::string address() const;
  // Shows the nearest thing; returns a sentence on what is not known, else "".
  std::string open_address(std::string_view address);

  // Live sound goes on between two messages: what is shown moves with the page clock.
  void advance(double now_ms);
  struct PointOutcome {
    bool busy = false;  // a drag is under way
    ActionRequest action{};
  };
  PointOutcome point(const Pointer& pointer);
  [[nodiscard]] double edge_s(double now_ms) const;  // seconds of live sound at the right edge

  [[nodiscard]] const ViewState& view() const { return view_; }
  [[nodiscard]] const LiveHistory& live() const { return live_; }
  [[nodiscard]] const ClipHistory& clip() const { return clip_; }
  [[nodiscard]] const SoundClock& clock() const { return clock_; }
  [[nodiscard]] const SnapshotHeader& header() const;  // of what is shown
  [[nodiscard]] Reading reading(int slot = 0) const { return read_shown(view_, live_, clip_, slot, captured_now_s_); }
  // Live sound that is heard: how old the newest answer is, seconds of sound; NaN while there is none.
  [[nodiscard]] double age_s() const;
  [[nodiscard]] Timeliness timeliness() const;
  [[nodiscard]] const Layout& layout();
  [[nodiscard]] const std::vector<Control>& controls();
  [[nodiscard]] std::vector<Control> controls_below();  // as they would be without what lies over the room

  std::string controls_json_if_changed();  // "" = as before, and so are the words of an open overlay
  std::string overlay_json() const;        // what an open overlay says; "null"
  std::vector<PredictionRecord> drain_predictions() { return live_.drain(); }
  const std::string& spoken_line(double now_ms);

  // Whether anything changed since the last call.
  bool take_dirty() { return std::exchange(dirty_, false); }
  void touch() { dirty_ = stale_ = true; }

 private:
  template <class T>
  void change(T& field, T value) {
    if (field == value) return;
    field = std::move(value);
    touch();
  }
  void refresh();
  void follow_lag();
  bool scroll_sheet(float by);  // CSS pixels
  ActionRequest drag_sheet(const Pointer& pointer);
  bool scrolls(std::string_view key);
  void tell_sound(SoundChange change);
  [[nodiscard]] bool has_room(int room) const { return room >= 0 && room < static_cast<int>(rooms_.size()); }
  [[nodiscard]] Room* owner(int id) const;  // of a control; nullptr: the shell
  [[nodiscard]] Shell shell() { return shell(view_); }
  [[nodiscard]] Shell shell(ViewState& view) const;

  ViewState view_;
  LiveHistory live_;
  ClipHistory clip_;
  Rooms rooms_;
  std::vector<std::string_view> room_titles_;
  double now_ms_ = 0;  // of the last frame
  std::string spoken_by_room_;
  SoundClock clock_;
  Lag lag_;
  double captured_now_s_ = 0;  // of live sound
  SpokenLine spoken_;
  Layout layout_;
  std::vector<Control> controls_;
  std::string last_controls_json_, last_overlay_json_;
  float dragged_from_y_ = -1;           // of an open sheet
  std::vector<std::uint64_t> aligned_;  // snapshots must be read from 8-byte boundaries
  bool dirty_ = true, stale_ = true;
};

}  // namespace emo::ui
