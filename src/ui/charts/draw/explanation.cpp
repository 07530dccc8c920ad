// Which parts of the sound an answer rests on, laid over the spectrogram.
#include <cmath>

#include "ui/base/format.h"
#include "ui/charts/draw/charts.h"
#include "ui/sound/words.h"

namespace emo::ui {
namespace {

constexpr float kLeastShown = 0.06F;  // of the largest: what matters less is left out

float largest(const Explanation& e) {
  float most = 0;
  for (const float drop : e.drops) most = std::max(most, std::abs(drop));
  return most;
}

// Over a picture, whatever the theme: pale blue over blue and orange to pale orange.
Rgba tile_colour(float share) {
  const float strength = 0.45F + 0.5F * std::abs(share);
  const float at = 127.5F + (share < 0 ? -127.5F : 127.5F) * strength;
  return diverging_table(Theme::dark)[static_cast<std::size_t>(std::lround(at))];
}

}  // namespace

void draw_explanation(Painter& p, const Explanation& e, const Box& plot, const TimeSpan& span,
                      const FrequencyAxis& axis) {
  const ExplanationHeader& h = e.header;
  const float most = largest(e);
  const float low = hz_to_mel(h.fmin_hz), high = hz_to_mel(h.fmax_hz);
  const auto y = [&](std::uint32_t row) {
    const float hz = mel_to_hz(low + (high - low) * static_cast<float>(row) / static_cast<float>(h.rows));
    return plot.bottom() - plot.h * std::clamp(axis.place(std::min(hz, axis.top_hz())), 0.0F, 1.0F);
  };
  const auto x = [&](std::uint32_t column) {
    return span.x(plot, h.start_s + (h.end_s - h.start_s) * column / h.columns);
  };
  p.list().PushClipRect({plot.x, plot.y}, {plot.right(), plot.bottom()}, true);
  p.fill(plot, Rgba{0, 0, 0, 100});  // the colours before the sound
  for (std::uint32_t row = 0; row < h.rows && most > 0; ++row) {
    for (std::uint32_t column = 0; column < h.columns; ++column) {
      const float share = e.drops[std::size_t{row} * h.columns + column] / most;
      if (std::abs(share) < kLeastShown) continue;
      const Box tile{x(column), y(row + 1), x(column + 1) - x(column), y(row) - y(row + 1)};
      p.fill(tile, faded(tile_colour(share), 0.3F + 0.55F * std::abs(share)));
    }
  }
  const Box whole{x(0), y(h.rows), x(h.columns) - x(0), y(0) - y(h.rows)};
  p.outline(whole, Rgba{255, 255, 255, 150});
  p.list().PopClipRect();
}

void draw_explanation_words(Painter& p, const Explanation& e, Box box) {
  const Palette& k = p.colours();
  if (largest(e) < 0.005F) {
    p.text_fitted(box, "No single part of this sound decides it.", {.size = 13, .colour = k.text});
    return;
  }
  std::string more = "made " + std::string(emotion_name(e.header.label)) + " more likely";
  const std::string_view less = "less likely";
  const float side = 12 * p.scale(), gap = 6, between = 16;
  if (2 * (side + gap) + between + p.width(more, 13) + p.width(less, 13) > box.w) more = "more likely";
  const auto put = [&](std::string_view words, float share) {
    const Box mark = cut_left(box, side);
    p.fill({mark.x, mark.centre_y() - side / 2, side, side}, tile_colour(share), 2);
    cut_left(box, gap);
    p.text(cut_left(box, p.width(words, 13) + 1), words, {.size = 13, .colour = k.text});
    cut_left(box, between);
  };
  put(more, 1);
  put(less, -1);
}

void draw_explanation_scale(Painter& p, const Explanation& e, Box box) {
  if (box.empty() || box.h < box.w) return;
  const Palette& k = p.colours();
  const float most = largest(e) * 100;
  const float h = 13 * p.scale();
  const float width = box.w;
  box.w = 8;
  draw_ramp(p, diverging_table(Theme::dark), box, true);
  const auto label = [&](float at, const std::string& words) {
    const float y = std::clamp(box.y + box.h * at - h / 2, box.y - 2, box.bottom() - h + 2);
    p.text({box.right() + 6, y, width - 14, h}, words, {.size = 12, .colour = k.quiet, .face = Face::mono});
  };
  const int digits = most < 10 ? 1 : 0;
  label(0, "+" + fixed(most, digits) + "%");
  label(0.5F, "0");
  label(1, fixed(-most, digits) + "%");
}

}  // namespace emo::ui
