// The page program: its model, its window, its picture. One instance, made by main_ui.cpp.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "ui/model/frame_times.h"
#include "ui/model/page_model.h"
#include "ui/screen.h"
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
  FeatureRequest feature_request;          // the last one given to JavaScript
  std::vector<std::uint8_t> data_request;  // the same of the Data room
  std::string answer;                      // the last text given to JavaScript
};

PageProgram& page_program();
int draw_frame(double now_ms);  // emo_ui_frame

}  // namespace emo
