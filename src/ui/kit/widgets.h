// Controls as they look. What they do is the DOM mirror's and the page model's business.
#pragma once
#include "contract/states.h"
#include "ui/base/control.h"
#include "ui/charts/axis.h"
#include "ui/kit/icons.h"
#include "ui/kit/painter.h"

namespace emo::ui {

struct ControlState {
  bool hovered = false, focused = false;
};
void draw_control(Painter& painter, const Control& control, ControlState state);

// A rounded bar on its track.
void draw_bar(Painter& painter, const Box& track, float share, Rgba colour);

// The same of a model compared with: outlined and hatched.
void draw_hatched_bar(Painter& painter, const Box& track, float share, Rgba colour);

// "62 %", right-aligned; number: the digits alone.
void draw_percent(Painter& painter, const Box& box, const std::string& number, const TextStyle& style);
[[nodiscard]] float percent_width(const Painter& painter, float size);

// RMS as a bar, peak as a tick, over −60 … 0 dBFS.
struct Meter {
  float level_dbfs = -120, peak_dbfs = -120;
  LevelHint hint = LevelHint::ok;
};
void draw_meter(Painter& painter, const Box& box, const Meter& meter);

void draw_left_axis(Painter& painter, const Box& plot, const Box& gutter, const std::vector<Tick>& ticks);
void draw_time_axis(Painter& painter, const Box& plot, const Box& gutter, const std::vector<Tick>& ticks);

// Lines of mono text beside a point, kept inside the bounds.
void draw_readout(Painter& painter, const Box& bounds, float x, float y, const std::vector<std::string>& lines);

}  // namespace emo::ui
