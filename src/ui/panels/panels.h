// Every panel: data in, pixels out, and at most one wish back.
#pragma once
#include <array>
#include <memory>
#include <optional>

#include "ui/gl/spectrogram_painter.h"
#include "ui/gl/tile_painter.h"
#include "ui/kit/painter.h"
#include "ui/scene.h"

namespace emo::ui {

void draw_top_bar(Painter& painter, const Scene& scene);
void draw_notice(Painter& painter, const Scene& scene);
void draw_welcome(Painter& painter, const Scene& scene);
void draw_verdict(Painter& painter, const Scene& scene);
void draw_verdict_mark(Painter& painter, const Reading& reading, const Box& box);
// In place of one verdict; caption: which sound it is about.
void draw_comparison(Painter& painter, const Scene& scene, const Reading& compared, std::string_view caption);
void draw_plane(Painter& painter, const Scene& scene);  // in place of the bars
std::optional<ControlRequest> draw_timeline(Painter& painter, const Scene& scene);

// What charts have in common.
float draw_title(Painter& painter, const Box& box, std::string_view title, std::string_view unit);
void draw_ramp(Painter& painter, const ColourTable& table, const Box& box, bool upright);  // a colour map, low to high
void draw_playhead(Painter& painter, const Scene& scene, const Box& plot);

// While scene.explanation is there.
void draw_explanation(Painter& painter, const Scene& scene, const Box& plot, const TimeSpan& span,
                      const FrequencyAxis& axis);
void draw_explanation_words(Painter& painter, const Scene& scene, Box box);
void draw_explanation_scale(Painter& painter, const Scene& scene, Box box);

class BarsPanel {
 public:
  // Returns whether the bars are still on their way.
  bool draw(Painter& painter, const Scene& scene);

 private:
  bool ease(const Reading& reading, int slot, float share);

  std::array<Probabilities, kModelSlots> shown_{};
  double last_ms_ = 0;
};

class WaveformPanel {
 public:
  std::optional<ControlRequest> draw(Painter& painter, const Scene& scene);

 private:
  float full_scale_ = 0.25F;
};

class SpectrogramPanel {
 public:
  [[nodiscard]] bool ok() const { return picture_.ok(); }
  std::optional<ControlRequest> draw(Painter& painter, const Scene& scene);

 private:
  SpectrogramPainter picture_;
  SpectrogramView wanted_;  // read by the draw callback
};

class FeaturesPanel {
 public:
  [[nodiscard]] bool ok() const { return tiles_.ok(); }
  void draw(Painter& painter, const Scene& scene);

 private:
  struct Picture {  // read by the draw callback
    TilePainter* tiles = nullptr;
    TilePicture wanted;
  };
  void draw_pane(Painter& painter, const Scene& scene, const PaneBoxes& boxes);
  void draw_picture(Painter& painter, const Scene& scene, const PaneBoxes& boxes);

  TilePainter tiles_;
  std::array<Picture, kPaneCount> pictures_;
};

// Sheets that scroll: what is drawn between the two is cut off at their edges.
void begin_sheet(Painter& painter, const Scene& scene, std::string_view title);
void end_sheet(Painter& painter, const Scene& scene);
void draw_models_sheet(Painter& painter, const Scene& scene);
void draw_card_sheet(Painter& painter, const Scene& scene);

// The open sheet of the Features room: its ground and titles.
void draw_features_sheet(Painter& painter, const Scene& scene);
void draw_rooms(Painter& painter, const Scene& scene);

class AboutPanel {
 public:
  void draw(Painter& painter, const Scene& scene);

 private:
  float scroll_ = 0, dragged_from_y_ = -1;
};

}  // namespace emo::ui
