// What pointer, wheel and fingers do in the Features room's picture.
#pragma once
#include "contract/actions.h"
#include "ui/base/pointer.h"
#include "ui/rooms/features/layout.h"
#include "ui/rooms/features/state.h"

namespace emo::ui {

class FeaturesGestures {
 public:
  struct Outcome {
    bool changed = false;  // the room is another than before
    bool busy = false;     // a drag is under way: look again soon
    ActionRequest action{};
  };
  // Drag in the panes selects, at the selection's edges moves them, in the overview scrolls. A click or tap puts the
  // cursor, and the clip there. The wheel scrolls, with Ctrl or two fingers it zooms around the pointer.
  Outcome update(const Pointer& pointer, const FeaturesBoxes& boxes, FeaturesState& room);

 private:
  enum class Drag : unsigned char { none, click, select, overview };
  void begin(const Pointer& pointer, const FeaturesBoxes& boxes, FeaturesState& room);
  void move(const Pointer& pointer, const FeaturesBoxes& boxes, FeaturesState& room);
  ActionRequest end(const FeaturesBoxes& boxes, FeaturesState& room);

  Drag drag_ = Drag::none;
  float pressed_x_ = 0, pressed_y_ = 0;
  double anchor_s_ = 0;  // the selection's other end; in the overview the distance to the window's start
};

double seconds_at(const Box& box, const Stretch& span, float x);
float place_of(const Box& box, const Stretch& span, double s);  // x

}  // namespace emo::ui
