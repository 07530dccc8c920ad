// The page program: its model, its window, its picture. One instance, made by main_ui.cpp.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "ui/shell/draw/screen.h"
#include "ui/shell/frame_times.h"
#include "ui/shell/page_model.h"
#include "web/window.h"

namespace emo {

struct PageProgram {
  ui::PageModel model;
  Window window;
  std::optional<ui::Screen> screen;  // while there is a context
  ui::FrameTimes frame_times;
  ui::Pointer last_pointer;
  bool moving = false;
  double newest_column_s = 0;
  std::span<const std::uint8_t> request;  // the last one given to JavaScript; its room keeps it
  std::string answer;                     // the last text given to JavaScript
};

PageProgram& page_program();
int draw_frame(double now_ms);  // emo_ui_frame

}  // namespace emo
