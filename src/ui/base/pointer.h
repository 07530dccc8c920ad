// What the mouse, the pen or the fingers did since the last frame, in CSS pixels.
#pragma once

namespace emo::ui {

struct Pointer {
  float x = -1, y = -1;
  bool inside = false, down = false, pressed = false;  // pressed: since the last frame
  float press_x = -1, press_y = -1;                    // where it was pressed last: frames may come late
  float wheel = 0;                                     // notches, up is positive
  float scroll_x = 0, scroll_y = 0;                    // pixels the contents should move by: right and down positive
  float over_control_y = 0;                            // the same of a finger that began on a control
  bool shift = false;                                  // held when it was pressed
  float zoom = 1;                                      // more than 1: pinched apart, or Ctrl and the wheel
  bool operator==(const Pointer&) const = default;
};

}  // namespace emo::ui
