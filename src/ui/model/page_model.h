// The page without graphics: what was said to it, what it shows, what it offers. The picture and the plain page both
// stand on it.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contract/actions.h"
#include "contract/explanation.h"
#include "ui/model/controls.h"
#include "ui/model/data_room.h"
#include "ui/model/features_gestures.h"
#include "ui/model/features_room.h"
#include "ui/model/history.h"
#include "ui/model/layout.h"
#include "ui/model/report.h"
#include "ui/model/sound_clock.h"
#include "ui/model/view_state.h"

namespace emo::ui {

class PageModel {
 public:
  // One field of what is so; a redraw only if it is another value than before.
  template <class T>
  void set(T ViewState::* field, T value) {
    change(view_.*field, std::move(value));
  }
  // Figures that only an overlay shows: no redraw.
  void set_latency(double ViewState::* field, double value) { view_.*field = value; }
  void show_source(Source source);  // back to live: the clip is forgotten
  void show_room(RoomName room);    // what lies over the room is closed
  void set_settings(const Settings& settings) { change(view_.settings, settings); }
  void resize(float width, float height, float pixel_ratio);
  [[nodiscard]] bool take_snapshot(std::span<const std::uint8_t> bytes);
  ActionRequest press(int id, double value);
  struct KeyOutcome {
    bool used = false;
    ActionRequest action{};
  };
  KeyOutcome key(std::string_view name);
  void hover(int id) { change(view_.hovered, id); }
  void focus(int id);                          // in the list of models, what stands above and below comes into sight
  void show_card(std::vector<CardLine> card);  // none: closes it
  // Size 0 takes it away; false: not an explanation of this version.
  [[nodiscard]] bool take_explanation(std::span<const std::uint8_t> bytes);
  [[nodiscard]] const std::optional<Explanation>& explanation() const { return explanation_; }

  // The Features room.
  [[nodiscard]] bool take_feature_block(std::span<const std::uint8_t> bytes);
  [[nodiscard]] std::optional<FeatureRequest> next_feature_request(bool can_draw);
  void set_features_choice(const FeaturesChoice& choice);
  [[nodiscard]] const FeaturesRoom& features() const { return features_; }
  // The Data room.
  [[nodiscard]] bool take_data_view(std::span<const std::uint8_t> bytes);
  [[nodiscard]] bool take_data_picture(std::uint32_t row, std::span<const std::uint8_t> bytes);
  [[nodiscard]] std::optional<std::vector<std::uint8_t>> next_data_request(bool can_draw);
  void press_text(int id, std::string_view text);
  void set_data_settings(std::string_view json);
  void show_play_list(std::string_view column);
  [[nodiscard]] const DataRoomState& data() const { return data_; }
  std::string data_facts();
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
  [[nodiscard]] Reading reading(int slot = 0) const { return read_shown(view_, live_, clip_, slot); }
  [[nodiscard]] const Layout& layout();
  [[nodiscard]] const std::vector<Control>& controls();

  std::string picture_box_json();          // the Features room's panes with their axes
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
  void drop_explanation();
  bool scroll_sheet(float by);  // CSS pixels
  ActionRequest drag_sheet(const Pointer& pointer);
  bool scrolls(std::string_view key);
  void sync_features(double edge_s);
  PointOutcome point_data(const Pointer& pointer);
  [[nodiscard]] ControlSources sources() const { return {view_, live_, clip_, features_, data_}; }

  ViewState view_;
  LiveHistory live_;
  ClipHistory clip_;
  FeaturesRoom features_;
  FeaturesGestures gestures_;
  DataRoomState data_;
  DataMapGestures map_gestures_;
  float table_dragged_from_y_ = -1;
  double now_ms_ = 0;  // of the last frame
  std::string spoken_count_;
  SoundClock clock_;
  SpokenLine spoken_;
  Layout layout_;
  std::vector<Control> controls_;
  std::string last_controls_json_, last_overlay_json_;
  std::optional<Explanation> explanation_;
  float dragged_from_y_ = -1;           // of an open sheet
  std::vector<std::uint64_t> aligned_;  // snapshots must be read from 8-byte boundaries
  bool dirty_ = true, stale_ = true;
};

}  // namespace emo::ui
