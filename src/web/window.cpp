#include "web/window.h"

#include <emscripten/html5.h>

#include <algorithm>
#include <cmath>
#include <utility>

#define GLFW_INCLUDE_ES3
#include <GLFW/glfw3.h>

#include "emo_fonts.h"
#include "imgui.h"
#include "imgui_impl_glfw.h"
#include "imgui_impl_opengl3.h"

namespace emo {
namespace {

constexpr const char* kShaderVersion = "#version 300 es";

ImFont* embedded(std::span<const unsigned char> file) {
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  // ImGui takes a mutable pointer but does not write.
  return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(const_cast<unsigned char*>(file.data()),
                                                    static_cast<int>(file.size()), 16.0F, &config);
}

}  // namespace

std::span<const unsigned char> font_file(int face) {
  switch (face) {
    case 0:
      return fonts::Inter_Regular_otf;
    case 1:
      return fonts::Inter_SemiBold_otf;
    case 2:
      return fonts::JetBrainsMono_Regular_ttf;
    default:
      return {};
  }
}

void Window::load_fonts() { fonts_ = {embedded(font_file(0)), embedded(font_file(1)), embedded(font_file(2))}; }

void Window::watch_button() {
  glfwSetWindowUserPointer(window_, this);
  glfwSetMouseButtonCallback(window_, [](GLFWwindow* window, int button, int action, int) {
    if (button != GLFW_MOUSE_BUTTON_LEFT) return;
    auto& self = *static_cast<Window*>(glfwGetWindowUserPointer(window));
    self.held_ = action == GLFW_PRESS;
    self.pressed_ |= self.held_;
    if (self.held_) glfwGetCursorPos(window, &self.press_x_, &self.press_y_);
  });
  glfwSetCursorEnterCallback(window_, [](GLFWwindow* window, int entered) {
    if (entered == 0) static_cast<Window*>(glfwGetWindowUserPointer(window))->held_ = false;
  });
}

// GLFW knows neither Ctrl while turning the wheel (no key reaches it) nor a second finger.
void Window::watch_wheel_and_fingers() {
  constexpr const char *kWrap = "#wrap", *kControls = "#mirror";
  const auto on_wheel = [](int, const EmscriptenWheelEvent* event, void* user) -> bool {
    auto& self = *static_cast<Window*>(user);
    const double unit = event->deltaMode == DOM_DELTA_LINE ? 32.0 : event->deltaMode == DOM_DELTA_PAGE ? 400.0 : 1.0;
    const auto dx = static_cast<float>(event->deltaX * unit), dy = static_cast<float>(event->deltaY * unit);
    if (event->mouse.ctrlKey) {  // a pinch on a trackpad comes as this, too
      self.moves_.zoom *= std::exp(-std::clamp(dy, -100.0F, 100.0F) * 0.005F);
    } else {
      self.moves_.scroll_x -= event->mouse.shiftKey ? dy : dx;
      self.moves_.scroll_y -= event->mouse.shiftKey ? dx : dy;
    }
    self.moves_.wheel -= dy / 100.0F;
    self.wheeled_ = true;
    self.wheel_x_ = static_cast<float>(event->mouse.targetX);
    self.wheel_y_ = static_cast<float>(event->mouse.targetY);
    return true;
  };
  // Over the DOM's controls, too: a sheet of them scrolls.
  for (const char* element : {kWrap, kControls}) emscripten_set_wheel_callback(element, this, false, on_wheel);
  const auto on_touch = [](int type, const EmscriptenTouchEvent* event, void* user) -> bool {
    auto& self = *static_cast<Window*>(user);
    const bool two = event->numTouches == 2 && type != EMSCRIPTEN_EVENT_TOUCHEND;
    if (!two) {
      self.fingers_apart_ = 0;
      return false;
    }
    const auto& a = event->touches[0];
    const auto& b = event->touches[1];
    const auto x = static_cast<float>(a.targetX + b.targetX) / 2, y = static_cast<float>(a.targetY + b.targetY) / 2;
    const float apart = std::max(
        24.0F, std::hypot(static_cast<float>(a.targetX - b.targetX), static_cast<float>(a.targetY - b.targetY)));
    if (self.fingers_apart_ > 0) {
      self.moves_.zoom *= apart / self.fingers_apart_;
      self.moves_.scroll_x += x - self.fingers_x_;
    }
    self.held_ = false;  // what the first finger began is not a drag any more
    self.pressed_ = false;
    self.fingers_x_ = x;
    self.fingers_y_ = y;
    self.fingers_apart_ = apart;
    return true;
  };
  const auto on_finger = [](int type, const EmscriptenTouchEvent* event, void* user) -> bool {
    auto& self = *static_cast<Window*>(user);
    const auto y = static_cast<float>(event->touches[0].clientY);
    if (event->numTouches == 1 && type == EMSCRIPTEN_EVENT_TOUCHMOVE) self.moves_.over_control_y += y - self.finger_y_;
    self.finger_y_ = y;
    return false;
  };
  const auto on_press = [](int, const EmscriptenMouseEvent* event, void* user) -> bool {
    static_cast<Window*>(user)->shift_ = event->shiftKey;
    return false;
  };
  emscripten_set_mousedown_callback(kWrap, this, true, on_press);
  emscripten_set_touchstart_callback(kControls, this, false, on_finger);
  emscripten_set_touchmove_callback(kControls, this, false, on_finger);
  emscripten_set_touchstart_callback(kWrap, this, false, on_touch);
  emscripten_set_touchmove_callback(kWrap, this, false, on_touch);
  emscripten_set_touchend_callback(kWrap, this, false, on_touch);
  emscripten_set_touchcancel_callback(kWrap, this, false, on_touch);
}

bool Window::start() {
  if (ready_) return true;
  if (glfwInit() == 0) return false;
  glfwWindowHint(GLFW_CLIENT_API, GLFW_OPENGL_ES_API);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
  glfwWindowHint(GLFW_ALPHA_BITS, 0);
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  glfwWindowHint(GLFW_SAMPLES, 0);  // ImGui antialiases its own edges
  window_ = glfwCreateWindow(1280, 720, "Emoscope", nullptr, nullptr);
  if (window_ == nullptr) return false;
  glfwMakeContextCurrent(window_);
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigInputTrickleEventQueue = false;  // frames come on demand: take all that has happened at once
  io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
  watch_button();
  watch_wheel_and_fingers();
  ImGui_ImplGlfw_InitForOpenGL(window_, true);  // calls the callbacks that were there before
  ready_ = ImGui_ImplOpenGL3_Init(kShaderVersion);
  load_fonts();
  return ready_;
}

void Window::lose() {
  if (!ready_) return;
  ImGui_ImplOpenGL3_Shutdown();
  ready_ = false;
}

bool Window::restore() {
  if (window_ == nullptr) return false;
  if (!ready_) ready_ = ImGui_ImplOpenGL3_Init(kShaderVersion);
  return ready_;
}

void Window::resize(int css_width, int css_height) {
  if (window_ != nullptr && css_width > 0 && css_height > 0) glfwSetWindowSize(window_, css_width, css_height);
}

ui::Pointer Window::pointer() const {
  if (window_ == nullptr) return {};
  double x = 0, y = 0;
  glfwGetCursorPos(window_, &x, &y);
  ui::Pointer pointer = moves_;
  pointer.x = static_cast<float>(x);
  pointer.y = static_cast<float>(y);
  pointer.down = held_;
  pointer.pressed = pressed_;
  pointer.shift = shift_;
  return pointer;
}

ui::Pointer Window::begin_frame() {
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGui::NewFrame();
  const ImGuiIO& io = ImGui::GetIO();
  ui::Pointer pointer = std::exchange(moves_, {});
  const bool two = fingers_apart_ > 0;
  pointer.x = two ? fingers_x_ : io.MousePos.x;
  pointer.y = two ? fingers_y_ : io.MousePos.y;
  pointer.inside = two || (ImGui::IsMousePosValid() && io.MousePos.x >= 0 && io.MousePos.y >= 0);
  pointer.pressed = std::exchange(pressed_, false);
  pointer.down = held_ || pointer.pressed;
  pointer.shift = shift_;
  pointer.press_x = static_cast<float>(press_x_);
  pointer.press_y = static_cast<float>(press_y_);
  if (std::exchange(wheeled_, false) && !two && !pointer.down) {  // over a control GLFW does not know where
    pointer.x = wheel_x_;
    pointer.y = wheel_y_;
  }
  if (pointer.pressed && !held_) {  // pressed and let go since the last frame: a click there, wherever it is by now
    pointer.x = pointer.press_x;
    pointer.y = pointer.press_y;
  }
  return pointer;
}

void Window::end_frame(ui::Rgba background) {
  ImGui::Render();
  const ImDrawData* data = ImGui::GetDrawData();
  glViewport(0, 0, static_cast<GLsizei>(data->DisplaySize.x * data->FramebufferScale.x),
             static_cast<GLsizei>(data->DisplaySize.y * data->FramebufferScale.y));
  glDisable(GL_SCISSOR_TEST);
  glClearColor(static_cast<float>(background.r) / 255.0F, static_cast<float>(background.g) / 255.0F,
               static_cast<float>(background.b) / 255.0F, 1.0F);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace emo
