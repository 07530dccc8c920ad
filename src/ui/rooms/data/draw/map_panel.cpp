#include "ui/rooms/data/draw/map_panel.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "contract/data_view.h"
#include "ui/base/format.h"
#include "ui/kit/widgets.h"
#include "ui/rooms/data/charts/maker.h"
#include "ui/rooms/data/charts/word_ink.h"

namespace emo::ui {
namespace {

constexpr float kFaded = 0.22F;
constexpr float kNarrowPlot = 480;
constexpr float kLeastMark = 5, kMostMark = 10, kMostZoomedMark = 16;

float mark_size(std::size_t points, double zoom, const Box& plot, float scale) {
  const float side = std::min({plot.w, plot.h, 480.0F});
  const float whole = std::clamp(0.75F * side / std::sqrt(static_cast<float>(points) + 1), kLeastMark, kMostMark);
  const float nearer = static_cast<float>(std::pow(zoom, 0.35));
  return std::min(whole * nearer, kMostZoomedMark) * std::min(scale, 1.5F);
}

// Shapes are in the order of the emotions that bear them.
void draw_shape(Painter& p, Shape shape, float x, float y, float size, Rgba colour) {
  p.shape(static_cast<Emotion>(shape), x, y, size, colour);
}

void draw_legend(Painter& p, const DataScene& scene, const DataView& view, const DataRequest& request,
                 const MapBoxes& boxes) {
  const Palette& k = p.colours();
  const bool any = std::any_of(view.words.begin(), view.words.end(), [](const DataWord& word) { return word.picked; });
  for (const MapBoxes::Line& line : boxes.legend) {
    const DataWord& word = view.words[line.place];
    const WordInk ink = word_ink(request.field, word.code, line.place, scene.view.theme);
    const bool dim = any && !word.picked;
    if (scene.hovers(line.box)) p.fill(line.box, faded(k.text, 0.08F), 4);
    Box box = line.box.inset(4, 0);
    const float mark = 13 * std::min(p.scale(), 1.5F);
    draw_shape(p, ink.shape, box.x + mark / 2, box.centre_y(), mark, faded(ink.colour, dim ? kDimmed : 1));
    cut_left(box, mark + 7);
    const std::string count = boxes.counts ? number_words(word.count) : "";
    const float count_w = boxes.counts ? p.width(count, 12, Face::mono) : -8;
    const std::string name = word_name(word);
    const float name_w = std::min(p.width(name, 13), std::max(0.0F, box.w - count_w - 8)) + 1;
    p.text(cut_left(box, name_w), name, {.size = 13, .colour = dim ? k.quiet : k.text});
    cut_left(box, 8);
    p.text(box, count, {.size = 12, .colour = k.quiet, .face = Face::mono});
  }
  if (boxes.left_out > 0)
    p.text(boxes.others.inset(4, 0), number_words(boxes.left_out) + (boxes.left_out == 1 ? " other" : " others"),
           {.size = 13, .colour = k.quiet});
}

void draw_words(Painter& p, const DataView& view, const MapBoxes& boxes) {
  const Palette& k = p.colours();
  const TextStyle style{.size = 13, .colour = k.quiet};
  if (boxes.words.h < 30 * p.scale())
    p.text_fitted(boxes.words, view.map_words, style);
  else
    p.paragraph(boxes.words, view.map_words, style);
  if (view.map_progress >= 1) return;
  Box corner = boxes.plot.inset(10, 6);
  corner.h = 20 * p.scale();
  p.text(corner, "Arranging, " + percent(view.map_progress), {.size = 13, .colour = k.text});
}

void draw_lasso(Painter& p, const MapScale& scale, const std::vector<float>& corners, bool open) {
  if (corners.size() < 4) return;
  const Palette& k = p.colours();
  const auto path = [&] {
    p.list().PathClear();
    for (std::size_t i = 0; i + 1 < corners.size(); i += 2) {
      const MapPoint at = scale.pixel(corners[i], corners[i + 1]);
      p.list().PathLineTo({at.x, at.y});
    }
  };
  if (corners.size() >= 6) {
    path();
    p.list().PathFillConcave(packed(faded(k.accent, 0.10F)));
  }
  path();
  p.list().PathStroke(packed(k.accent), open ? ImDrawFlags_None : ImDrawFlags_Closed, 1.5F);
}

}  // namespace

void DataMapPanel::make_marks(const DataScene& scene, const DataView& view, const DataRequest& request) {
  Seen now{.x = {}, .y = {}, .codes = {}, .words = {}, .picked = {}, .field = request.field, .theme = scene.view.theme};
  for (const DataWord& word : view.words) now.words.push_back(word.code);
  const bool same = seen_.field == now.field && seen_.theme == now.theme && seen_.words == now.words &&
                    seen_.x == view.map_x && seen_.y == view.map_y && seen_.codes == view.map_codes &&
                    seen_.picked == view.map_picked;
  if (same) return;
  now.x = view.map_x;
  now.y = view.map_y;
  now.codes = view.map_codes;
  now.picked = view.map_picked;
  seen_ = std::move(now);
  std::vector<WordInk> inks;
  std::vector<std::uint16_t> places;  // by code
  for (const std::uint16_t code : seen_.words) {
    if (code != kNoCode && code >= places.size()) places.resize(code + 1U, kNoCode);
    if (code != kNoCode) places[code] = static_cast<std::uint16_t>(inks.size());
    inks.push_back(word_ink(request.field, code, inks.size(), scene.view.theme));
  }
  const WordInk unknown = word_ink(request.field, kNoCode, 0, scene.view.theme);
  const std::size_t count = std::min({seen_.x.size(), seen_.y.size(), seen_.codes.size(), seen_.picked.size()});
  points_.marks.clear();
  points_.marks.reserve(count);
  for (const bool picked : {false, true}) {  // those selected over the others
    for (std::size_t i = 0; i < count; ++i) {
      if ((seen_.picked[i] != 0) != picked) continue;
      const std::uint16_t code = seen_.codes[i], place = code < places.size() ? places[code] : kNoCode;
      const WordInk& ink = place == kNoCode ? unknown : inks[place];
      points_.marks.push_back({.x = seen_.x[i],
                               .y = seen_.y[i],
                               .colour = picked ? ink.colour : faded(ink.colour, kFaded),
                               .shape = static_cast<float>(ink.shape)});
    }
  }
  points_.changed();
}

void DataMapPanel::draw_points(Painter& p, const DataScene& scene, const MapScale& scale, const MapWindow& window,
                               const Box& plot) {
  picture_ = {.points = &points_,
              .wanted = {.plot = plot,
                         .page = scene.layout.page,
                         .pixel_ratio = ImGui::GetIO().DisplayFramebufferScale.x,
                         .size = mark_size(points_.marks.size(), window.zoom, plot, p.scale()),
                         .x0 = static_cast<float>(scale.x0),
                         .y0 = static_cast<float>(scale.y0),
                         .per_unit = static_cast<float>(scale.per_unit),
                         .edge = faded(p.colours().surface, 0.85F)}};
  p.list().AddCallback(
      [](const ImDrawList*, const ImDrawCmd* command) {
        const auto* self = static_cast<const Picture*>(command->UserCallbackData);
        self->points->draw(self->wanted);
      },
      &picture_);
  p.list().AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void DataMapPanel::draw(Painter& p, const DataScene& scene, const DataView& view, const DataRequest& request,
                        const DataMap& map, const Box& box) {
  const Palette& k = p.colours();
  const MapBoxes boxes = map_boxes(view, box, p.scale());
  const Box& plot = boxes.plot;
  if (plot.empty()) return;
  make_marks(scene, view, request);
  p.fill(plot, k.surface, 8);
  if (view.map_x.empty()) {
    if (view.revision == request.revision)
      p.paragraph({plot.x + 16, plot.centre_y() - 24, plot.w - 32, 48},
                  view.problem.empty() ? "These recordings have no features yet. Press Compute." : view.problem,
                  {.size = 15, .colour = k.quiet, .align = Align::centre});
    return;
  }
  const MapScale scale = map_scale(map_bounds(view), map.window, plot);
  draw_legend(p, scene, view, request, boxes);
  draw_points(p, scene, scale, map.window, plot);
  draw_words(p, view, boxes);
  p.list().PushClipRect({plot.x, plot.y}, {plot.right(), plot.bottom()}, true);
  draw_lasso(p, scale, request.lasso, false);
  draw_lasso(p, scale, map.drawn, true);
  const auto place = [&](std::uint32_t row) -> std::optional<MapPoint> {
    const auto found = std::find(view.map_rows.begin(), view.map_rows.end(), row);
    if (row == kNoRow || found == view.map_rows.end()) return std::nullopt;
    const auto i = static_cast<std::size_t>(found - view.map_rows.begin());
    return scale.pixel(view.map_x[i], view.map_y[i]);
  };
  const auto ring = [&](const std::optional<MapPoint>& at, Rgba colour) {
    if (at) p.list().AddCircle({at->x, at->y}, picture_.wanted.size / 2 + 4, packed(colour), 32, 2);
  };
  const auto pointed = place(request.pointed_row);
  ring(place(request.opened_row), k.accent);
  ring(pointed, k.text);
  p.list().PopClipRect();
  p.outline(plot, k.line, 8);
  const MapTitles titles = map_titles(view);
  p.text_fitted(boxes.y_title, titles.y, {.size = 13, .colour = k.text});
  p.text_fitted(boxes.x_title, titles.x, {.size = 13, .colour = k.text, .align = Align::right});
  if (!pointed || !map.drawn.empty()) return;
  const bool narrow = plot.w < kNarrowPlot * p.scale();
  const auto letters = static_cast<std::size_t>(std::min(44.0F, (plot.w - 32) / p.width("0", 13, Face::mono)));
  // A finger and a narrow plot: at the edge that is farther from the point.
  const float y = !narrow ? pointed->y : pointed->y < plot.centre_y() ? plot.bottom() : plot.y - 100;
  draw_readout(p, plot, pointed->x, y, map_readout(view, request, request.pointed_row, letters));
}

}  // namespace emo::ui
