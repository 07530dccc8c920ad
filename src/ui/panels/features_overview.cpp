#include <algorithm>
#include <cmath>

#include "ui/model/features_gestures.h"
#include "ui/panels/features_parts.h"

namespace emo::ui {
namespace {

struct Peaks {  // of whichever history is shown
  const Scene& scene;
  [[nodiscard]] Columns columns() const { return scene.is_clip() ? scene.clip.columns() : scene.live.columns(); }
  [[nodiscard]] Peak at(std::uint64_t c) const { return scene.is_clip() ? scene.clip.peak(c) : scene.live.peak(c); }
};

void draw_peaks(Painter& p, const Peaks& peaks, const Box& box, const Stretch& all, Rgba ink) {
  const Columns columns = peaks.columns();
  if (columns.end <= columns.first || all.length() <= 0) return;
  const double per_pixel = all.length() / columns.column_s / static_cast<double>(box.w);
  const auto group = static_cast<std::uint64_t>(std::max(1.0, std::ceil(per_pixel * 2)));
  const auto first = std::max(columns.first, static_cast<std::uint64_t>(std::max(0.0, all.start_s / columns.column_s)));
  float loudest = 0.02F;
  for (std::uint64_t c = first; c < columns.end; ++c) loudest = std::max({loudest, peaks.at(c).high, -peaks.at(c).low});
  const float half = box.h / 2 - 3;
  const float w = std::max(1.0F, static_cast<float>(static_cast<double>(group) / per_pixel) - 0.5F);
  for (std::uint64_t g = first / group * group; g < columns.end; g += group) {
    float high = 0;
    for (std::uint64_t c = std::max(g, first); c < std::min(g + group, columns.end); ++c)
      high = std::max({high, peaks.at(c).high, -peaks.at(c).low});
    const float x = place_of(box, all, static_cast<double>(g) * columns.column_s);
    const float h = std::max(0.75F, high / loudest * half);
    p.list().AddRectFilled({x, box.centre_y() - h}, {x + w, box.centre_y() + h}, packed(ink));
  }
}

}  // namespace

// The whole sound, small, with the part that is shown framed.
void draw_overview(Painter& p, const Scene& scene) {
  const FeaturesBoxes& f = scene.layout.features;
  const Palette& k = p.colours();
  const Box box = f.overview.inset(0, 4);
  const Stretch all = scene.features.window.bounds(), seen = scene.features.window.visible();
  p.fill(box, k.surface, 4);
  p.list().PushClipRect({box.x, box.y}, {box.right(), box.bottom()}, true);
  draw_peaks(p, {scene}, box, all, k.edge);
  const float x0 = std::max(box.x, place_of(box, all, seen.start_s));
  const float x1 = std::min(box.right(), place_of(box, all, seen.end_s));
  const Rgba veil = faded(k.background, 0.62F);
  p.fill({box.x, box.y, x0 - box.x, box.h}, veil);
  p.fill({x1, box.y, box.right() - x1, box.h}, veil);
  draw_selection(p, scene, box, all, false);
  if (has_playhead(scene)) {
    const float x = place_of(box, all, scene.view.playhead_s);
    p.fill({x - 0.75F, box.y, 1.5F, box.h}, k.text);
  }
  p.list().PopClipRect();
  const float least = 8;
  const float mid = (x0 + x1) / 2, w = std::max(least, x1 - x0);
  p.outline({mid - w / 2, box.y, w, box.h}, k.accent, 4, 1.5F);
}

}  // namespace emo::ui
