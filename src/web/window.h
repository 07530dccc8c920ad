// The seam to GLFW and ImGui's backends: one window, one frame at a time.
#pragma once
#include <span>

#include "ui/kit/painter.h"
#include "ui/shell/scene.h"

struct GLFWwindow;

namespace emo {

std::span<const unsigned char> font_file(int face);  // faces as in ui_api.h; empty: there is no such face

class Window {
 public:
  [[nodiscard]] bool start();    // false: no WebGL2
  void lose();                   // the context is gone
  [[nodiscard]] bool restore();  // and back: everything in it has to be made again
  [[nodiscard]] bool ready() const { return ready_; }

  void resize(int css_width, int css_height);
  [[nodiscard]] const ui::Fonts& fonts() const { return fonts_; }
  // Where the pointer is now and what it did since the last frame.
  [[nodiscard]] ui::Pointer pointer() const;

  [[nodiscard]] ui::Pointer begin_frame();
  void end_frame(ui::Rgba background);

 private:
  void load_fonts();
  void watch_wheel_and_fingers();
  void watch_button();

  GLFWwindow* window_ = nullptr;
  ui::Fonts fonts_;
  bool ready_ = false;
  // Kept here and not asked of ImGui: a quick click begins and ends between two frames, and a drag can end outside.
  bool held_ = false, pressed_ = false;
  bool shift_ = false;  // held at the last press; no key reaches GLFW
  double press_x_ = -1, press_y_ = -1;
  ui::Pointer moves_;     // what wheel and fingers did since the last frame
  bool wheeled_ = false;  // since the last frame, at:
  float wheel_x_ = 0, wheel_y_ = 0;
  // Two fingers: where their middle was and how far they were apart; 0: not two.
  float finger_y_ = 0;  // of one that moves over a control
  float fingers_x_ = 0, fingers_y_ = 0, fingers_apart_ = 0;
};

}  // namespace emo
