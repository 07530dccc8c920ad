// Bars, meters, axes and read-outs.
#include <algorithm>

#include "ui/kit/widgets.h"

namespace emo::ui {

void draw_bar(Painter& p, const Box& track, float share, Rgba colour) {
  const float radius = track.h / 2;
  p.fill(track, p.colours().line, radius);
  if (share < 0.005F) return;  // "0 %"
  p.fill({track.x, track.y, std::max(track.h, track.w * std::clamp(share, 0.0F, 1.0F)), track.h}, colour, radius);
}

void draw_hatched_bar(Painter& p, const Box& track, float share, Rgba colour) {
  constexpr float kStep = 5;
  const float radius = track.h / 2;
  p.fill(track, p.colours().line, radius);
  if (share < 0.005F) return;  // "0 %"
  const Box body{track.x, track.y, std::max(track.h, track.w * std::clamp(share, 0.0F, 1.0F)), track.h};
  p.fill(body, p.colours().background, radius);
  p.list().PushClipRect({body.x + 1, body.y}, {body.right() - 1, body.bottom()}, true);
  for (float x = body.x - body.h; x < body.right(); x += kStep)
    p.line(x, body.bottom(), x + body.h, body.y, faded(colour, 0.8F), 1.25F);
  p.list().PopClipRect();
  p.outline(body, colour, radius, 1.5F);
}

void draw_percent(Painter& p, const Box& box, const std::string& number, const TextStyle& style) {
  // Digits in the monospaced face stand still; its wide space and percent sign would tear the two apart.
  TextStyle digits = style;
  digits.face = Face::mono;
  digits.align = Align::right;
  TextStyle sign = style;
  sign.face = Face::regular;
  sign.align = Align::right;
  p.text(box, "%", sign);
  Box rest = box;
  cut_right(rest, p.width("%", style.size) + style.size * p.scale() * 0.22F);
  p.text(rest, number, digits);
}

float percent_width(const Painter& p, float size) {
  return p.width("100", size, Face::mono) + p.width("%", size) + size * p.scale() * 0.22F + 2;
}

void draw_meter(Painter& p, const Box& box, const Meter& meter) {
  constexpr float kLowest = -60;
  const Palette& k = p.colours();
  const auto place = [&](float db) { return std::clamp(1 - db / kLowest, 0.0F, 1.0F); };
  const Rgba colour = meter.hint == LevelHint::clipping    ? k.error
                      : meter.hint == LevelHint::too_quiet ? k.warn
                                                           : k.accent;
  draw_bar(p, box, place(meter.level_dbfs), colour);
  const float peak = place(meter.peak_dbfs);
  if (peak > 0.01F)
    p.fill({box.x + (box.w - 2) * peak, box.y - 2, 2, box.h + 4}, meter.hint == LevelHint::clipping ? k.error : k.text,
           1);
}

void draw_left_axis(Painter& p, const Box& plot, const Box& gutter, const std::vector<Tick>& ticks) {
  const Palette& k = p.colours();
  for (const Tick& tick : ticks) {
    const float y = plot.bottom() - tick.at * plot.h;
    p.fill({plot.x - (tick.major ? 5.0F : 3.0F), p.snapped(y), tick.major ? 5.0F : 3.0F, p.hairline()}, k.edge);
    if (!tick.major) continue;
    const float h = 13 * p.scale();
    const float label_y = std::clamp(y - h / 2, plot.y - 2, plot.bottom() - h + 2);
    p.text({gutter.x, label_y, gutter.w - 8, h}, tick.label,
           {.size = 12, .colour = k.quiet, .face = Face::mono, .align = Align::right});
  }
}

void draw_time_axis(Painter& p, const Box& plot, const Box& gutter, const std::vector<Tick>& ticks) {
  const Palette& k = p.colours();
  float taken = gutter.x - 100;
  for (const Tick& tick : ticks) {
    const float x = plot.x + tick.at * plot.w;
    p.fill({p.snapped(std::min(x, plot.right() - p.hairline())), plot.bottom(), p.hairline(), 4}, k.edge);
    const float w = p.width(tick.label, 12, Face::mono);
    const float label_x = std::clamp(x - w / 2, gutter.x, std::max(gutter.x, gutter.right() - w));
    if (label_x < taken) continue;
    taken = label_x + w + 8;
    p.text({label_x, gutter.y + 4, w + 2, gutter.h - 4}, tick.label,
           {.size = 12, .colour = k.quiet, .face = Face::mono});
  }
}

void draw_readout(Painter& p, const Box& bounds, float x, float y, const std::vector<std::string>& lines) {
  const Palette& k = p.colours();
  const float row = 13 * p.scale() * kLineHeight;
  float w = 0;
  for (const std::string& text : lines) w = std::max(w, p.width(text, 13, Face::mono));
  Box box{x + 14, y + 14, w + 20, row * static_cast<float>(lines.size()) + 12};
  if (box.right() > bounds.right() - 4) box.x = x - 14 - box.w;
  box.x = std::clamp(box.x, bounds.x + 4, std::max(bounds.x + 4, bounds.right() - 4 - box.w));
  box.y = std::clamp(box.y, bounds.y + 4, std::max(bounds.y + 4, bounds.bottom() - 4 - box.h));
  p.fill(box, faded(k.surface, 0.94F), 8);
  p.outline(box, k.line, 8);
  Box inner = box.inset(10, 6);
  for (const std::string& text : lines)
    p.text(cut_top(inner, row), text, {.size = 13, .colour = k.text, .face = Face::mono});
}

}  // namespace emo::ui
