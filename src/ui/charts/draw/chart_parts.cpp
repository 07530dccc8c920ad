#include "ui/charts/draw/charts.h"

namespace emo::ui {

// Title and, where there is room, the unit. Returns the width used.
float draw_title(Painter& p, const Box& box, std::string_view title, std::string_view unit) {
  const Palette& k = p.colours();
  float used = p.text(box, title, {.size = 13, .colour = k.text, .face = Face::strong});
  const float gap = 10 * p.scale(), unit_w = p.width(unit, 13);
  if (unit.empty() || used + gap + unit_w > box.w) return used;
  p.text({box.x + used + gap, box.y, unit_w + 1, box.h}, unit, {.size = 13, .colour = k.quiet});
  return used + gap + unit_w;
}

void draw_playhead(Painter& p, const Scene& scene, const Box& plot) {
  if (!scene.is_clip() || scene.view.playhead_s < 0 || plot.empty()) return;
  const float x = std::clamp(picture_span(scene, plot.w).x(plot, scene.view.playhead_s), plot.x, plot.right());
  p.fill({x - 2, plot.y, 4, plot.h}, Rgba{0, 0, 0, 110});
  p.fill({x - 1, plot.y, 2, plot.h}, Rgba{255, 255, 255, 255});
}

void draw_ramp(Painter& p, const ColourTable& table, const Box& box, bool upright) {
  constexpr int kSteps = 32;  // enough for an eye
  for (int i = 0; i < kSteps; ++i) {
    const ImU32 from = packed(table[static_cast<std::size_t>(i * 255 / kSteps)]),
                to = packed(table[static_cast<std::size_t>((i + 1) * 255 / kSteps)]);
    const float a = static_cast<float>(i) / kSteps, b = static_cast<float>(i + 1) / kSteps;
    if (upright)
      p.list().AddRectFilledMultiColor({box.x, box.bottom() - b * box.h}, {box.right(), box.bottom() - a * box.h}, to,
                                       to, from, from);
    else
      p.list().AddRectFilledMultiColor({box.x + a * box.w, box.y}, {box.x + b * box.w, box.bottom()}, from, to, to,
                                       from);
  }
}

}  // namespace emo::ui
