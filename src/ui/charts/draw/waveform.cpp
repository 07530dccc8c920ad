#include <array>
#include <cmath>
#include <utility>

#include "ui/base/format.h"
#include "ui/charts/draw/charts.h"
#include "ui/kit/widgets.h"

namespace emo::ui {
namespace {

struct Sound {  // whichever history is shown
  const Scene& scene;
  [[nodiscard]] Columns columns() const { return scene.is_clip() ? scene.clip.columns() : scene.live.columns(); }
  [[nodiscard]] Peak peak(std::uint64_t c) const { return scene.is_clip() ? scene.clip.peak(c) : scene.live.peak(c); }
  [[nodiscard]] bool speech(std::uint64_t c) const {
    return scene.is_clip() ? scene.clip.speech(c) : scene.live.speech(c);
  }
};

struct Range {
  std::uint64_t first, end;
};

Range visible(const Columns& columns, const TimeSpan& span) {
  const auto clamped = [&](double s) {
    return static_cast<std::uint64_t>(
        std::clamp(s / columns.column_s, static_cast<double>(columns.first), static_cast<double>(columns.end)));
  };
  return {clamped(std::floor(span.start_s)), clamped(std::ceil(span.end_s) + 1)};
}

void draw_speech(Painter& p, const Sound& sound, const Box& plot, const TimeSpan& span, const Range& range) {
  const Palette& k = p.colours();
  const double column_s = sound.columns().column_s;
  for (std::uint64_t c = range.first; c < range.end;) {
    if (!sound.speech(c)) {
      ++c;
      continue;
    }
    std::uint64_t end = c;
    while (end < range.end && sound.speech(end)) ++end;
    const float x0 = std::max(plot.x, span.x(plot, static_cast<double>(c) * column_s));
    const float x1 = std::min(plot.right(), span.x(plot, static_cast<double>(end) * column_s));
    p.fill({x0, plot.y, x1 - x0, plot.h}, faded(k.accent, 0.10F));
    p.fill({x0, plot.bottom() - 2, x1 - x0, 2}, faded(k.accent, 0.8F));
    c = end;
  }
}

// Groups of columns about 1.5 pixels wide, joined by slanted edges; groups are counted from the session's beginning, so
// that they do not flicker while they move.
void draw_wave(Painter& p, const Sound& sound, const Box& plot, const TimeSpan& span, const Range& range,
               float full_scale) {
  const Palette& k = p.colours();
  const double column_s = sound.columns().column_s;
  const double columns_per_pixel = span.length() / column_s / plot.w;
  const auto group = static_cast<std::uint64_t>(std::max(1.0, std::ceil(columns_per_pixel * 1.5)));
  const float middle = plot.centre_y(), half = plot.h / 2 - 2;
  // Neighbours share an edge; antialiasing each on its own would draw it as a seam.
  const ImDrawListFlags flags = std::exchange(p.list().Flags, p.list().Flags & ~ImDrawListFlags_AntiAliasedFill);
  ImVec2 top, bottom;
  bool has_last = false;
  for (std::uint64_t g = (range.first / group) * group; g < range.end; g += group) {
    Peak all{0, 0};
    bool speech = false;
    for (std::uint64_t c = std::max(g, range.first); c < std::min(g + group, range.end); ++c) {
      const Peak one = sound.peak(c);
      all = {std::min(all.low, one.low), std::max(all.high, one.high)};
      speech |= sound.speech(c);
    }
    const float x = span.x(plot, (static_cast<double>(g) + static_cast<double>(group) / 2) * column_s);
    const ImVec2 t(x, middle - std::max(0.5F, std::min(1.0F, all.high / full_scale) * half));
    const ImVec2 b(x, middle + std::max(0.5F, std::min(1.0F, -all.low / full_scale) * half));
    if (has_last) p.list().AddQuadFilled(top, t, b, bottom, packed(speech ? k.accent : k.edge));
    top = t;
    bottom = b;
    has_last = true;
  }
  p.list().Flags = flags;
}

float loudest_peak(const Sound& sound, const Range& range) {
  float peak = 0;
  for (std::uint64_t c = range.first; c < range.end; ++c)
    peak = std::max({peak, sound.peak(c).high, -sound.peak(c).low});
  return peak;
}

}  // namespace

std::optional<ControlRequest> WaveformPanel::draw(Painter& p, const Scene& scene, const ChartBoxes& c) {
  if (c.plot.empty()) return std::nullopt;
  const Palette& k = p.colours();
  const Sound sound{scene};
  const TimeSpan span = picture_span(scene, c.plot.w);
  const Range range = visible(sound.columns(), span);
  constexpr std::array kScales{0.05F, 0.1F, 0.25F, 0.5F, 1.0F};
  const float peak = loudest_peak(sound, range);
  full_scale_ = kScales.back();
  for (auto it = kScales.rbegin(); it != kScales.rend() && peak <= *it; ++it) full_scale_ = *it;

  if (c.caption.h > 0) {
    Box key = c.caption;
    key.w = c.plot.right() - key.x;
    const Box word = cut_right(key, p.width("speech", 13) + 1);
    p.text(word, "speech", {.size = 13, .colour = k.quiet});
    cut_right(key, 8);
    const Box swatch = cut_right(key, 14);
    p.fill({swatch.x, swatch.centre_y() - 5, 14, 10}, faded(k.accent, 0.18F));
    p.fill({swatch.x, swatch.centre_y() + 3, 14, 2}, k.accent);
    draw_title(p, key, "Waveform", "1 = full scale");
  }
  p.list().PushClipRect({c.plot.x, c.plot.y}, {c.plot.right(), c.plot.bottom()}, true);
  draw_speech(p, sound, c.plot, span, range);
  p.horizontal_rule(c.plot.x, c.plot.centre_y(), c.plot.w);
  draw_wave(p, sound, c.plot, span, range, full_scale_);
  p.list().PopClipRect();
  draw_playhead(p, scene, c.plot);
  const int digits = full_scale_ < 0.2F || full_scale_ == 0.25F ? 2 : 1;
  std::vector<Tick> ticks{{0.5F, "0", true}};
  if (c.plot.h > 56 * p.scale())
    ticks = {{0.03F, fixed(-full_scale_, digits), true}, {0.5F, "0", true}, {0.97F, fixed(full_scale_, digits), true}};
  draw_left_axis(p, c.plot, c.left_axis, ticks);
  return seek_request(scene, c.plot);
}

}  // namespace emo::ui
