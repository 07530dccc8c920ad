#include <cmath>

#include "ui/kit/widgets.h"
#include "ui/model/format.h"
#include "ui/panels/panels.h"

namespace emo::ui {
namespace {

constexpr double kEaseMs = 150;

void draw_row(Painter& p, const Layout& l, std::size_t e, float shown, float actual, bool has_numbers, bool first) {
  const Palette& k = p.colours();
  const float s = l.scale;
  Box row = l.bar_rows[e];
  const bool stacked = row.h >= 38 * s;
  const float size = stacked ? 15.0F : 13.0F;
  const Rgba ink = first ? k.text : has_numbers ? mixed(k.quiet, k.text, 0.25F) : k.quiet;
  Box line = stacked ? cut_top(row, row.h * 0.5F) : row;
  const float mark = (stacked ? 14.0F : 12.0F) * s;
  p.shape(static_cast<Emotion>(e), line.x + mark / 2, line.centre_y(), mark, k.emotions[e]);
  cut_left(line, mark + 10 * s);
  const Box number = cut_right(line, percent_width(p, size));
  if (has_numbers)
    draw_percent(p, number, fixed(actual * 100.0, 0), {.size = size, .colour = ink});
  else
    p.text(number, "\u2013", {.size = size, .colour = ink, .align = Align::right});
  const TextStyle word{.size = size, .colour = ink, .face = first ? Face::strong : Face::regular};
  if (stacked) {
    p.text(line, kEmotionNames[e], word);
    const float h = std::clamp(row.h * 0.28F, 6.0F, 8.0F * s);
    draw_bar(p, {row.x, row.y + row.h * 0.14F, row.w, h}, has_numbers ? shown : 0, k.emotions[e]);
    return;
  }
  p.text(cut_left(line, p.width("surprised", size, Face::strong) + 2), kEmotionNames[e], word);
  const Box track = line.inset(10, 0);
  draw_bar(p, {track.x, track.centre_y() - 3 * s, track.w, 6 * s}, has_numbers ? shown : 0, k.emotions[e]);
}

}  // namespace

bool BarsPanel::draw(Painter& p, const Scene& scene) {
  const Reading& reading = scene.reading;
  const double elapsed = std::clamp(scene.now_ms - last_ms_, 0.0, 100.0);
  last_ms_ = scene.now_ms;
  // Within kEaseMs 95 % of the way is made.
  const float share = scene.view.reduced_motion ? 1.0F : static_cast<float>(1 - std::exp(-3 * elapsed / kEaseMs));
  bool moving = false;
  for (std::size_t e = 0; e < kEmotionCount; ++e) {
    const float distance = reading.probabilities[e] - shown_[e];
    shown_[e] = std::abs(distance) < 0.001F ? reading.probabilities[e] : shown_[e] + distance * share;
    moving |= shown_[e] != reading.probabilities[e];
    draw_row(p, scene.layout, e, shown_[e], reading.probabilities[e], reading.has_numbers(),
             reading.verdict == Verdict::emotion && e == static_cast<std::size_t>(reading.label));
  }
  return moving;
}

}  // namespace emo::ui
