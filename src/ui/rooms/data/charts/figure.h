// The Data room's charts as marks in their order of painting: what ImGui draws (rooms/data/draw/charts.h) and what is
// written as SVG (svg.h) is the same figure.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "ui/base/colour.h"
#include "ui/base/text_width.h"
#include "ui/rooms/data/charts/chart.h"

namespace emo::ui {

enum class Placing : std::uint8_t { left, centre, right };

struct ChartMark {
  // text: one line, vertically centred, cut at the box; words: several lines from its top; slice: of the ring that
  // fills the box; shape: an emotion's, as high as the box; cross: a diagonal one.
  enum class Kind : std::uint8_t { fill, text, words, slice, shape, cross };
  Kind kind = Kind::fill;
  Box box{};
  Rgba colour{};
  int element = -1;  // that it belongs to
  std::string text{};
  float size = 13;  // of text, at text scale 1
  Face face = Face::regular;
  Placing placing = Placing::left;
  float radius = 0;          // fill
  float start = 0, end = 0;  // slice: turns from the top, clockwise
  Emotion emotion{};         // shape
};

struct ChartFigure : ChartShape {
  std::vector<ChartMark> marks;
};

struct ChartOptions {
  const DataView& view;
  const DataRequest& request;
  Box box{};
  float scale = 1;
  bool donut = false;
  Theme theme = Theme::dark;
};
ChartFigure chart_figure(const ChartOptions& options);

// "Clips by emotion", "Duration by emotion"
std::string chart_title(const DataRequest& request);

}  // namespace emo::ui
