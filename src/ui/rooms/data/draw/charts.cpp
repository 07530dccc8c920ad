#include "ui/rooms/data/draw/charts.h"

#include <algorithm>
#include <numbers>
#include <vector>

#include "ui/kit/widgets.h"
#include "ui/rooms/data/charts/figure.h"

namespace emo::ui {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;

// The middle of the ring's breadth, and half of it: a thick arc is a slice.
void arc(Painter& p, const ChartMark& mark, Rgba colour, float inner, float outer, float gap) {
  const float radius = mark.box.w / 2 * (inner + outer) / 2, thickness = mark.box.w / 2 * (outer - inner);
  const float from = mark.start * 2 * kPi - kPi / 2, to = mark.end * 2 * kPi - kPi / 2;
  const float spare = mark.end - mark.start > 0.999F ? 0 : std::min(gap / radius, (to - from) * 0.25F);
  p.list().PathClear();
  p.list().PathArcTo({mark.box.centre_x(), mark.box.centre_y()}, radius, from + spare / 2, to - spare / 2,
                     std::max(2, static_cast<int>((to - from) * 24)));
  p.list().PathStroke(packed(colour), ImDrawFlags_None, thickness);
}

void draw_mark(Painter& p, const ChartMark& mark) {
  const Box& box = mark.box;
  switch (mark.kind) {
    case ChartMark::Kind::fill:
      p.fill(box, mark.colour, mark.radius);
      break;
    case ChartMark::Kind::text:
    case ChartMark::Kind::words: {
      const TextStyle style{
          .size = mark.size, .colour = mark.colour, .face = mark.face, .align = static_cast<Align>(mark.placing)};
      mark.kind == ChartMark::Kind::text ? p.text(box, mark.text, style) : p.paragraph(box, mark.text, style);
      break;
    }
    case ChartMark::Kind::slice:
      arc(p, mark, mark.colour, kDonutHole, 1, 2);
      break;
    case ChartMark::Kind::shape:
      p.shape(mark.emotion, box.centre_x(), box.centre_y(), box.h, mark.colour);
      break;
    case ChartMark::Kind::cross:
      p.line(box.x, box.y, box.right(), box.bottom(), mark.colour, 2 * p.scale());
      p.line(box.x, box.bottom(), box.right(), box.y, mark.colour, 2 * p.scale());
      break;
  }
}

// "happy, 192 clips, 13.3 %": a line each.
std::vector<std::string> lines_of(const std::string& name) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min(name.find(", ", at), name.size());
    lines.push_back(name.substr(at, end - at));
    at = end + 2;
  }
  return lines;
}

}  // namespace

void draw_data_chart(Painter& p, const DataScene& scene, const DataView& view, const DataRequest& request,
                     const Box& box, bool donut, int hovered_element) {
  const ChartFigure figure = chart_figure(
      {.view = view, .request = request, .box = box, .scale = p.scale(), .donut = donut, .theme = scene.view.theme});
  const bool hovered = hovered_element >= 0 && static_cast<std::size_t>(hovered_element) < figure.elements.size();
  const Palette& k = p.colours();
  if (hovered) p.fill(figure.elements[static_cast<std::size_t>(hovered_element)].box, faded(k.text, 0.08F), 4);
  for (const ChartMark& mark : figure.marks) {
    draw_mark(p, mark);
    if (hovered && mark.element == hovered_element && mark.kind == ChartMark::Kind::slice)
      arc(p, mark, k.text, 0.985F, 1.02F, 2);
  }
  for (const ChartElement& element : figure.elements) {
    // Names stand at the left edge: the ring keeps away from them.
    const bool name = element.box.x <= box.x;
    if (element.picked) p.outline(element.box.inset(name ? -4.0F : 0.0F, 0), k.accent, 4, 1.5F);
  }
  if (!hovered) return;
  const ChartElement& element = figure.elements[static_cast<std::size_t>(hovered_element)];
  p.outline(element.box, k.edge, 4);
  const bool pointed = scene.hovers(box);
  draw_readout(p, box, pointed ? scene.pointer.x : element.box.centre_x(),
               pointed ? scene.pointer.y : element.box.centre_y(), lines_of(element.name));
}

}  // namespace emo::ui
