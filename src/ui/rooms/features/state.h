// The Features room without graphics: what it knows of the sound, which part of it is seen, what is selected, and what
// it asks the engine for.
#pragma once
#include <optional>
#include <span>
#include <string>

#include "contract/actions.h"
#include "ui/rooms/features/choice.h"
#include "ui/rooms/features/store.h"
#include "ui/rooms/features/window.h"

namespace emo::ui {

struct FeaturesCursor {
  double s = 0;
  std::optional<Pane> pane{};  // where it was put; its height there filters the row
  float place = 0;             // 0 at the bottom of that pane, 1 at its top
};

class FeaturesState {
 public:
  // ---- what the engine says
  [[nodiscard]] bool take_block(std::span<const std::uint8_t> bytes);  // false: no block of this version
  // Which sound is shown; another one begins with nothing selected. identity tells one sound of its kind from another:
  // neither a session's generation nor a block's sound number does, for a clip can be analysed twice.
  void show_sound(bool clip, const std::string& identity, Stretch bounds);
  void forget_clip();

  // ---- what it asks for; nothing if that is what was asked last. wanted: the panes to be seen, 0 while the room is
  // not.
  [[nodiscard]] std::optional<FeatureRequest> next_request(std::uint32_t wanted);

  // ---- what is seen
  [[nodiscard]] const FeatureStore& store() const { return (clip_shown_ ? clip_ : live_).store; }
  [[nodiscard]] const PaneStore& pane(Pane pane) const { return store().pane(pane); }
  [[nodiscard]] bool shows_clip() const { return clip_shown_; }
  [[nodiscard]] const FeaturesChoice& choice() const { return choice_; }
  FeaturesWindow window;
  std::optional<Stretch> region;
  std::optional<FeaturesCursor> pinned;  // by tap, click or keyboard; the pointer's own comes before it
  [[nodiscard]] Stretch region_or_visible() const;

  // ---- what the person chose
  void set_choice(const FeaturesChoice& choice) { choice_ = choice; }

 private:
  FeaturesChoice choice_;
  struct Known {
    FeatureStore store;
    std::string identity;
    std::uint32_t newest_sound = 0;  // of all blocks; numbers only grow
    std::uint32_t seen_sound = 0;    // in the store when its sound was last said to be the one shown
  };

  Known live_, clip_;
  bool clip_shown_ = false;
  FeatureRequest asked_{};
};

}  // namespace emo::ui
