// The Features room: what is in a sound, pane under pane on one time axis.
#pragma once
#include "ui/rooms/features/controls.h"
#include "ui/rooms/features/gestures.h"
#include "ui/rooms/features/layout.h"
#include "ui/rooms/features/state.h"
#include "ui/rooms/room.h"
#include "ui/sound/welcome.h"

namespace emo::ui {

class FeaturesRoom : public Room {
 public:
  enum Kind : int { block_bytes };  // of take(): contract/features_view.h

  [[nodiscard]] const RoomIdentity& identity() const override;
  void place(const Shell& shell, Layout& layout) override;
  void hide() override { boxes_ = {}; }
  void list(const Shell& shell, ControlList list) const override;
  [[nodiscard]] std::string_view sheet_title(int sheet) const override;
  ActionRequest press(Shell& shell, int id, double value) override;
  PointOutcome point(Shell& shell, const Pointer& pointer) override;
  bool sound_changed(const Shell& shell, SoundChange change) override;
  bool advance(const Shell& shell) override;
  std::span<const std::uint8_t> next_request(const Shell& shell, bool drawn) override;  // a FeatureRequest
  bool take(int kind, std::span<const std::uint8_t> bytes) override;
  [[nodiscard]] std::string remembered() const override;
  void remember(std::string_view json) override;
  [[nodiscard]] std::string address() const override;  // "mfcc", "mfcc+pitch": the panes, once they were chosen
  std::string open_address(Shell& shell, std::string_view rest) override;
  void open_beginning() override;
  // {"start_s":…,"end_s":…,"selected":…,"picture":{"x":…,"y":…,"w":…,"h":…}}: the selected region, or all that is seen;
  // the panes with their axes, in CSS pixels.
  [[nodiscard]] std::string facts(const Shell& shell) const override;

  static const WelcomeWords& welcome();
  [[nodiscard]] const FeaturesBoxes& boxes() const { return boxes_; }
  [[nodiscard]] const FeaturesState& state() const { return state_; }

 private:
  bool sync(const Shell& shell, double edge_s);

  FeaturesState state_;
  FeaturesBoxes boxes_;
  FeaturesGestures gestures_;
  FeatureRequest request_{};  // the last one given out
};

}  // namespace emo::ui
