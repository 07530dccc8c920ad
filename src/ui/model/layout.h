// Where everything stands, for any size and text size. No graphics: the DOM mirror needs it too.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "contract/emotions.h"
#include "ui/model/geometry.h"
#include "ui/model/layout_data.h"
#include "ui/model/layout_features.h"
#include "ui/model/view_state.h"

namespace emo::ui {

// What there is to be seen; the rooms of the rail show it in different ways.
enum class Room : std::uint8_t { welcome, listen, clip };

// One chart: its caption row, the picture, and the scales beside and below it.
struct ChartBoxes {
  Box caption, plot, left_axis, time_axis;
};

struct LayoutInput {
  float width = 1280, height = 720, text_scale = 1;
  Room room = Room::welcome;
  RoomName shown = RoomName::listen;
  bool has_notice = false;
  bool has_devices = false;
  bool can_retry = false;  // the model failed: a "Try again" button
  bool projector = false;  // only spectrogram, verdict and bars, larger
  // the Features room
  std::uint32_t panes = 0;  // pane_bit of those chosen
  bool side_panel = true;
  bool has_region = false;
  bool can_follow = false;  // live sound, and the person has scrolled back
  Overlay overlay = Overlay::none;
  bool comparing = false;                             // two models answer
  bool has_plane = false, shows_plane = false;        // offered; chosen
  bool explained = false;                             // the spectrogram is a ground for it: no chips
  std::string_view explain_label{}, explain_short{};  // of its button; "": not offered
  // Widths at 13 px and text scale 1, heights in CSS pixels.
  float notice_text_width = 0;
  float model_text_width = 120;     // of the control in the top bar
  float sample_text_width = 120;    // of the longest name
  float overlay_text_height = 480;  // at overlay_text_width()
};

// One model in the list; where it is now, though it may be scrolled out of sight.
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

  std::array<Box, kRoomNames.size()> nav_items{};

  // top bar
  Box brand, source, meter, model, microphone, text_size, theme, about;
  // listen and clip
  ChartBoxes spectrogram, waveform, timeline;
  Box legend, readout, axis_chip, map_chip, range_chip;
  Box panel, verdict, hint, bars;
  std::array<Box, kEmotionCount> bar_rows{};  // none while the plane is shown
  Box plane;                                  // in place of the bars
  Box bars_tab, plane_tab, explain;           // what the bars' place shows; the explanation's button
  // Two models: how they agree (in words where there is room), one row a model.
  Box agreement, agreement_caption, agreement_mark, stop_comparing;
  std::array<Box, kModelSlots> answers{};
  Box primary, secondary, tertiary;  // Stop / Start / Play · Open a sound file · Close clip
  // welcome
  Box emblem, promise, promise_detail, status, drop_hint, samples_caption, honest, model_status, retry;
  float promise_px = 32;  // at text scale 1: smaller where there is little room
  std::array<Box, 4> samples{};
  FeaturesBoxes features;
  DataBoxes data;
  // about
  Box overlay, overlay_close, overlay_text;
  // models and card
  SheetBoxes sheet;
  std::vector<ModelRow> model_rows;
  std::vector<CardBlock> card_blocks;  // y from the top of the contents
};

inline bool shows_features(const Layout& l) {
  return l.input.shown == RoomName::features && l.input.room != Room::welcome;
}

inline bool shows_data(const Layout& l) { return l.input.shown == RoomName::data; }

bool is_phone(float width);
Layout make_layout(const LayoutInput& input);
float overlay_text_width(const LayoutInput& input);
float total_scale(const LayoutInput& input);  // of text, projector mode included
// The open list of models or card; after make_layout.
void place_model_sheet(Layout& l, const ViewState& view);
void place_card_sheet(Layout& l, const ViewState& view);

inline constexpr float kTouchPx = 44.0F;
inline constexpr float kNavTextPx = 12.0F;

}  // namespace emo::ui
