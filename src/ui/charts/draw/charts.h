// The pictures of a sound that several rooms show, and what charts have in common.
#pragma once
#include <optional>

#include "contract/explanation.h"
#include "ui/charts/axis.h"
#include "ui/charts/chart_boxes.h"
#include "ui/gl/spectrogram_painter.h"
#include "ui/kit/painter.h"
#include "ui/shell/scene.h"

namespace emo::ui {

float draw_title(Painter& painter, const Box& box, std::string_view title, std::string_view unit);
void draw_ramp(Painter& painter, const ColourTable& table, const Box& box, bool upright);  // a colour map, low to high
void draw_playhead(Painter& painter, const Scene& scene, const Box& plot);

// Which parts of the sound an answer rests on, over a spectrogram; its words and its scale beside it.
void draw_explanation(Painter& painter, const Explanation& explanation, const Box& plot, const TimeSpan& span,
                      const FrequencyAxis& axis);
void draw_explanation_words(Painter& painter, const Explanation& explanation, Box box);
void draw_explanation_scale(Painter& painter, const Explanation& explanation, Box box);

class WaveformPanel {
 public:
  std::optional<ControlRequest> draw(Painter& painter, const Scene& scene, const ChartBoxes& boxes);

 private:
  float full_scale_ = 0.25F;
};

class SpectrogramPanel {
 public:
  [[nodiscard]] bool ok() const { return picture_.ok(); }
  // explanation: lies over it and takes its colours, its caption and its legend.
  std::optional<ControlRequest> draw(Painter& painter, const Scene& scene, const ChartBoxes& boxes,
                                     const Box& legend = {}, const Explanation* explanation = nullptr);

 private:
  SpectrogramPainter picture_;
  SpectrogramView wanted_;  // read by the draw callback
};

}  // namespace emo::ui
