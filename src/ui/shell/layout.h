// Where everything stands, for any size and text size. No graphics: the DOM mirror needs it too.
#pragma once
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "ui/base/geometry.h"
#include "ui/shell/view_state.h"
#include "ui/sound/sound_boxes.h"

namespace emo::ui {

struct LayoutInput {
  float width = 1280, height = 720, text_scale = 1;
  SoundShown sound = SoundShown::nothing;
  std::span<const std::string_view> rooms{};  // their titles; must outlive the layout
  bool has_notice = false;
  bool has_devices = false;
  bool can_retry = false;  // the model failed: a "Try again" button
  bool projector = false;  // only what is looked at, larger
  // Widths at 13 px and text scale 1, heights in CSS pixels.
  float notice_text_width = 0;
  float model_text_width = 120;     // of the control in the top bar
  float sample_text_width = 120;    // of the longest name
  float overlay_text_height = 480;  // at overlay_text_width()
};

// One model in the list, at its present place, which may be scrolled out of sight.
struct ModelRow {
  Box row, title, family, state, facts, summary;
  Box use, compare, card;
};

// A sheet that scrolls: its frame, and the part through which its contents are seen.
struct SheetBoxes {
  Box frame, title, close, view;
  float contents_h = 0, scroll = 0;  // within 0 … scroll_end()
  [[nodiscard]] float scroll_end() const { return std::max(0.0F, contents_h - view.h); }
};

struct Layout {
  LayoutInput input;
  bool phone = false;
  float scale = 1;  // of text and of what follows it
  float margin = 16;
  Box page, nav, top_bar, notice, notice_text, notice_dismiss, content;

  std::vector<Box> nav_items;  // one a room

  // top bar
  Box brand, source, meter, model, microphone, text_size, theme, about;
  // of the rooms that show a sound
  TransportBoxes transport;
  WelcomeBoxes welcome;
  // about
  Box overlay, overlay_close, overlay_text;
  // models and card
  SheetBoxes sheet;
  std::vector<ModelRow> model_rows;
  std::vector<CardBlock> card_blocks;  // y from the top of the contents
};

bool is_phone(float width);
Layout make_layout(const LayoutInput& input);  // of the frame; the shown room places itself in its content
float overlay_text_width(const LayoutInput& input);
float total_scale(const LayoutInput& input);  // of text, projector mode included
// The open list of models or card; after make_layout.
void place_model_sheet(Layout& l, const ViewState& view);
void place_card_sheet(Layout& l, const ViewState& view);

}  // namespace emo::ui
