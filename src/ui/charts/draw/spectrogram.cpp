#include <cmath>

#include "ui/base/format.h"
#include "ui/charts/draw/charts.h"
#include "ui/kit/widgets.h"

namespace emo::ui {
namespace {

constexpr float kTopHz = kCoreRateHz / 2.0F;

void draw_legend(Painter& p, const Scene& scene, const Box& place) {
  const Palette& k = p.colours();
  const DecibelRange range = kDecibelRanges[static_cast<std::size_t>(scene.view.settings.range)];
  const ColourTable& table = colour_table(scene.view.settings.map);
  Box box = place;
  const bool upright = box.h > box.w;
  if (!upright) {
    p.text(cut_right(box, p.width(decibels(range.high), 12, Face::mono) + 2), decibels(range.high),
           {.size = 12, .colour = k.quiet, .face = Face::mono});
    cut_right(box, 6);
    const std::string low = fixed(range.low, 0);
    p.text(cut_left(box, p.width(low, 12, Face::mono) + 2), low, {.size = 12, .colour = k.quiet, .face = Face::mono});
    cut_left(box, 6);
    box = {box.x, box.centre_y() - 4, box.w, 8};
  } else {
    box.w = 8;
  }
  draw_ramp(p, table, box, upright);
  if (!upright) return;
  const float h = 13 * p.scale();
  for (float db = range.high; db >= range.low - 0.5F; db -= 10) {
    const float y = box.y + (range.high - db) / (range.high - range.low) * box.h;
    const bool last = db - 10 < range.low - 0.5F;
    if (box.h / ((range.high - range.low) / 10) < 20 * p.scale() && !last && db != range.high) continue;
    const float label_y = std::clamp(y - h / 2, box.y - 2, box.bottom() - h + 2);
    p.text({box.right() + 6, label_y, place.w - 14, h}, db == range.high ? decibels(db) : fixed(db, 0),
           {.size = 12, .colour = k.quiet, .face = Face::mono});
  }
}

void draw_cursor(Painter& p, const Scene& scene, const Box& plot, const TimeSpan& span, const FrequencyAxis& axis) {
  if (!scene.hovers(plot)) return;
  const float x = scene.pointer.x, y = scene.pointer.y;
  const double s = span.at(plot, x);
  const float hz = axis.hz((plot.bottom() - y) / plot.h);
  // Dark with a light core, to be seen on every colour map.
  for (const auto& [colour, thickness] :
       {std::pair(Rgba{0, 0, 0, 130}, 3.0F), std::pair(Rgba{255, 255, 255, 210}, 1.0F)}) {
    p.fill({p.snapped(x) - (thickness - 1) / 2, plot.y, thickness, plot.h}, colour);
    p.fill({plot.x, p.snapped(y) - (thickness - 1) / 2, plot.w, thickness}, colour);
  }
  const Columns columns = scene.is_clip() ? scene.clip.columns() : scene.live.spectrum_columns();
  std::string level = "\u2013";
  if (const double c = std::floor(s / columns.column_s);
      c >= static_cast<double>(columns.first) && c < static_cast<double>(columns.end)) {
    const auto column = static_cast<std::uint64_t>(c);
    const auto bytes = scene.is_clip() ? scene.clip.spectrum(column) : scene.live.spectrum(column);
    const auto bin = static_cast<std::size_t>(
        std::clamp(std::lround(hz / kTopHz * (kDisplayBins - 1)), 0L, static_cast<long>(kDisplayBins - 1)));
    level = decibels(kDbFloor + static_cast<float>(bytes[bin]) * kDbStep);
  }
  const std::string when = scene.is_clip() ? clock_time(s, 2) : fixed(s - span.end_s, 2) + " s";
  draw_readout(p, plot, x, y, {frequency(hz), when, level});
}

}  // namespace

std::optional<ControlRequest> SpectrogramPanel::draw(Painter& p, const Scene& scene, const ChartBoxes& c,
                                                     const Box& legend, const Explanation* explanation) {
  const Layout& l = scene.layout;
  const Palette& k = p.colours();
  const Box& plot = c.plot;
  const TimeSpan span = picture_span(scene, plot.w);
  const FrequencyAxis axis(scene.view.settings.axis, kTopHz);

  if (explanation != nullptr) {
    draw_explanation_words(p, *explanation, c.caption);
    draw_explanation_scale(p, *explanation, legend);
  } else if (!c.caption.empty()) {
    draw_title(p, c.caption, "Spectrogram", l.phone ? "Hz" : "frequency in Hz");
    draw_legend(p, scene, legend);
  }
  wanted_ = {.plot = plot,
             .page_height = l.page.h,
             .pixel_ratio = ImGui::GetIO().DisplayFramebufferScale.x,
             .start_s = span.start_s,
             .end_s = span.end_s,
             .scale = scene.view.settings.axis,
             .range = kDecibelRanges[static_cast<std::size_t>(scene.view.settings.range)],
             // Colours belong to the explanation while there is one.
             .map = explanation != nullptr ? ColourMap::grey : scene.view.settings.map,
             .empty = k.surface};
  if (scene.is_clip()) {
    picture_.upload(scene.clip.present() ? scene.clip.header().generation * 2ULL + 1 : 1, scene.clip.columns(),
                    [&](std::uint64_t column) { return scene.clip.spectrum(column); });
  } else {
    picture_.upload(scene.live.generation() * 2ULL, scene.live.spectrum_columns(),
                    [&](std::uint64_t column) { return scene.live.spectrum(column); });
  }
  p.list().AddCallback(
      [](const ImDrawList*, const ImDrawCmd* command) {
        auto* self = static_cast<SpectrogramPanel*>(command->UserCallbackData);
        self->picture_.draw(self->wanted_);
      },
      this);
  p.list().AddCallback(ImDrawCallback_ResetRenderState, nullptr);

  if (explanation != nullptr) draw_explanation(p, *explanation, plot, span, axis);
  draw_left_axis(p, plot, c.left_axis, axis.ticks(plot.h, 18 * p.scale()));
  draw_time_axis(p, plot, c.time_axis,
                 time_ticks({.start_s = span.start_s,
                             .end_s = span.end_s,
                             .label_zero_s = scene.is_clip() ? 0 : span.end_s,
                             .counts_back = !scene.is_clip(),
                             .pixels = plot.w,
                             .min_gap_pixels = 72 * p.scale()}));
  draw_playhead(p, scene, plot);
  draw_cursor(p, scene, plot, span, axis);
  return seek_request(scene, plot);
}

}  // namespace emo::ui
