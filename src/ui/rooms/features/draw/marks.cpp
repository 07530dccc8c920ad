// What lies over or beside the panes: hatching, the selection, colour scales.
#include <algorithm>
#include <cmath>

#include "ui/base/format.h"
#include "ui/rooms/features/draw/parts.h"
#include "ui/rooms/features/gestures.h"

namespace emo::ui {
namespace {

// What is not computed yet. Of live sound nothing is owed beyond its newest frame.
void hatch_box(Painter& p, const Box& box) {
  if (box.w < 1.5F) return;
  constexpr float kStep = 9;
  const Rgba ink = faded(p.colours().edge, 0.35F);
  p.list().PushClipRect({box.x, box.y}, {box.right(), box.bottom()}, true);
  const float first = std::floor((box.x - box.h) / kStep) * kStep;
  for (float x = first; x < box.right(); x += kStep) p.line(x, box.bottom(), x + box.h, box.y, ink, 1);
  p.list().PopClipRect();
}

struct Scale {
  float low, high;
  bool diverging;
  const ColourTable& table;
  std::vector<Tick> ticks;
};

Scale scale_of(const FeaturesScene& scene, const PaneStore& pane) {
  const Settings& set = scene.view.settings;
  const PaneLook look = pane_info(pane.pane()).look;
  if (look == PaneLook::shares)
    return {0, 1, false, colour_table(set.map), {{0, "0", true}, {0.5F, "0.5", true}, {1, "1", true}}};
  if (look == PaneLook::diverging) {
    const float limit = diverging_limit(pane);
    const int digits = limit < 1 ? 2 : limit < 10 ? 1 : 0;
    Scale scale{-limit, limit, true, diverging_table(scene.view.theme), {}};
    for (const float share : {-1.0F, -0.1F, 0.0F, 0.1F, 1.0F}) {
      const float v = share * limit;
      scale.ticks.push_back({diverging_place(v, limit), (v > 0 ? "+" : "") + fixed(v, v == 0 ? 0 : digits), true});
    }
    return scale;
  }
  const DecibelRange range = kDecibelRanges[static_cast<std::size_t>(set.range)];
  Scale scale{range.low, range.high, false, colour_table(set.map), {}};
  for (float db = range.low; db <= range.high + 0.5F; db += 20)
    scale.ticks.push_back({(db - range.low) / (range.high - range.low), fixed(db, 0), true});
  scale.ticks.back().label = decibels(range.high);
  scale.ticks.back().at = 1;
  return scale;
}

}  // namespace

void draw_hatch(Painter& p, const PaneStore& pane, const Box& plot, const Stretch& seen, const FeaturesScene& scene) {
  const Stretch all = scene.features.window.bounds();
  const double live_delay_s = scene.features.shows_clip() ? 0 : 0.3;
  const double from_s = std::max({seen.start_s, all.start_s, 0.0});
  const double to_s = std::min(seen.end_s, all.end_s - live_delay_s);
  if (to_s <= from_s) return;
  const auto box = [&](double a, double b) {
    const float x0 = std::max(plot.x, place_of(plot, seen, a)), x1 = std::min(plot.right(), place_of(plot, seen, b));
    return Box{x0, plot.y, x1 - x0, plot.h};
  };
  if (!pane.present()) return hatch_box(p, box(from_s, to_s));
  const double frame_s = pane.header().frame_s;
  const int level = level_for(seen.length() / frame_s / static_cast<double>(plot.w));
  const double column_s = frame_s * static_cast<double>(column_frames(level));
  const auto first = static_cast<std::uint64_t>(std::max(0.0, std::floor((from_s + frame_s / 2) / column_s)));
  const auto end = static_cast<std::uint64_t>(std::ceil((to_s + frame_s / 2) / column_s));
  const auto begin_s = [&](std::uint64_t c) { return static_cast<double>(c) * column_s - frame_s / 2; };
  // A clip's last frame may stand before its end.
  const std::uint64_t last_there = pane.header().live == 0 && pane.header().total_frames > 0
                                       ? (pane.header().total_frames + column_frames(level) - 1) / column_frames(level)
                                       : end;
  const Tile* tile = nullptr;
  std::uint64_t tile_index = ~0ULL;
  const auto known = [&](std::uint64_t c) {
    if (c / kTileColumns != tile_index) {
      tile_index = c / kTileColumns;
      tile = pane.tile(level, tile_index);
    }
    return tile != nullptr && tile->known(c);
  };
  for (std::uint64_t c = first; c < std::min(end, last_there);) {
    if (known(c)) {
      ++c;
      continue;
    }
    const std::uint64_t begin = c;
    while (c < end && !known(c)) ++c;
    hatch_box(p, box(std::max(from_s, begin_s(begin)), std::min(to_s, begin_s(c))));
  }
}

void draw_selection(Painter& p, const FeaturesScene& scene, const Box& box, const Stretch& span, bool over_picture) {
  if (!scene.features.region) return;
  const Stretch& region = *scene.features.region;
  const float x0 = std::max(box.x, place_of(box, span, region.start_s));
  const float x1 = std::min(box.right(), place_of(box, span, region.end_s));
  if (x1 <= x0) return;
  const Rgba ink = over_picture ? Rgba{255, 255, 255, 255} : p.colours().accent;
  p.fill({x0, box.y, x1 - x0, box.h}, faded(ink, over_picture ? 0.16F : 0.18F));
  for (const double s : {region.start_s, region.end_s}) {
    if (!span.contains(s)) continue;
    const float x = place_of(box, span, s);
    if (over_picture) p.fill({x - 1.5F, box.y, 3, box.h}, Rgba{0, 0, 0, 120});
    p.fill({x - 0.75F, box.y, 1.5F, box.h}, ink);
  }
}

void draw_colour_scale(Painter& p, const FeaturesScene& scene, const PaneStore& pane, Box box, bool upright) {
  if (box.empty()) return;
  const Palette& k = p.colours();
  const Scale scale = scale_of(scene, pane);
  const TextStyle style{.size = 12, .colour = k.quiet, .face = Face::mono};
  if (!upright) {
    const std::string& low = scale.ticks.front().label;
    const std::string& high = scale.ticks.back().label;
    p.text(cut_right(box, p.width(high, 12, Face::mono) + 2), high, style);
    cut_right(box, 6);
    p.text(cut_left(box, p.width(low, 12, Face::mono) + 2), low, style);
    cut_left(box, 6);
    draw_ramp(p, scale.table, {box.x, box.centre_y() - 4, box.w, 8}, false);
    return;
  }
  const Box ramp{box.x, box.y, 8, box.h};
  draw_ramp(p, scale.table, ramp, true);
  const float h = 13 * p.scale();
  float taken = box.bottom() + h;
  // The ends first belong there; what would touch one already written stays out.
  const float top_y = box.y - 2;
  for (std::size_t i = 0; i < scale.ticks.size(); ++i) {
    const Tick& tick = scale.ticks[i];
    const float y = std::clamp(box.bottom() - tick.at * box.h - h / 2, top_y, box.bottom() - h + 2);
    const bool last = i + 1 == scale.ticks.size();
    if (y + h * 1.15F > taken || (!last && y < top_y + h * 1.15F)) continue;
    taken = y;
    p.text({ramp.right() + 6, y, box.w - 14, h}, tick.label, style);
  }
}

}  // namespace emo::ui
