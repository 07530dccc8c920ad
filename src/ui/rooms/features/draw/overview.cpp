#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/rooms/features/draw/parts.h"
#include "ui/rooms/features/gestures.h"

namespace emo::ui {
namespace {

// How loud the sound is between two moments: as the waveform's pane has it, if it does; else as the session's
// columns.
class Loudness {
 public:
  Loudness(const FeaturesScene& scene, double step_s)
      : scene_(scene), wave_(scene.features.pane(Pane::waveform)), columns_(history()) {
    if (!wave_.present()) return;
    level_ = level_for(step_s / wave_.header().frame_s);
    column_s_ = wave_.header().frame_s * static_cast<double>(column_frames(level_));
  }
  [[nodiscard]] float between(double start_s, double end_s) const {
    float peak = -1;
    if (wave_.present()) {
      for (auto c = index(start_s, column_s_); c < std::max(index(end_s, column_s_), index(start_s, column_s_) + 1);
           ++c) {
        const Extent low = wave_.extent(level_, c, 0), high = wave_.extent(level_, c, 1);
        if (low.any() && high.any()) peak = std::max({peak, -low.low, high.high});
      }
    }
    if (peak >= 0) return peak;
    const auto first = std::max(columns_.first, index(start_s, columns_.column_s));
    for (auto c = first; c < std::min(columns_.end, index(end_s, columns_.column_s) + 1); ++c) {
      const Peak one = scene_.is_clip() ? scene_.clip.peak(c) : scene_.live.peak(c);
      peak = std::max({peak, one.high, -one.low});
    }
    return peak;
  }

 private:
  [[nodiscard]] Columns history() const { return scene_.is_clip() ? scene_.clip.columns() : scene_.live.columns(); }
  static std::uint64_t index(double s, double column_s) {
    return static_cast<std::uint64_t>(std::max(0.0, s / column_s));
  }

  const FeaturesScene& scene_;
  const PaneStore& wave_;
  Columns columns_;
  int level_ = 0;
  double column_s_ = 1;
};

void draw_peaks(Painter& p, const FeaturesScene& scene, const Box& box, const Stretch& all, Rgba ink) {
  if (all.length() <= 0) return;
  constexpr float kStepPx = 2;
  // Steps are counted from the sound's beginning: of live sound they move, but do not change.
  const double step_s = all.length() / static_cast<double>(box.w) * kStepPx;
  const Loudness sound(scene, step_s);
  const auto first = static_cast<std::int64_t>(std::floor(std::max(0.0, all.start_s) / step_s));
  const auto end = static_cast<std::int64_t>(std::ceil(all.end_s / step_s));
  std::vector<float> peaks;
  float loudest = 0.02F;
  for (std::int64_t i = first; i < end; ++i) {
    peaks.push_back(sound.between(static_cast<double>(i) * step_s, static_cast<double>(i + 1) * step_s));
    loudest = std::max(loudest, peaks.back());
  }
  const float half = box.h / 2 - 3;
  for (std::size_t i = 0; i < peaks.size(); ++i) {
    if (peaks[i] < 0) continue;
    const float x = place_of(box, all, static_cast<double>(first + static_cast<std::int64_t>(i)) * step_s);
    const float h = std::max(0.75F, peaks[i] / loudest * half);
    p.list().AddRectFilled({x, box.centre_y() - h}, {x + kStepPx - 0.5F, box.centre_y() + h}, packed(ink));
  }
}

}  // namespace

// The whole sound, small, with the part that is shown framed.
void draw_overview(Painter& p, const FeaturesScene& scene) {
  const FeaturesBoxes& f = scene.boxes;
  const Palette& k = p.colours();
  const Box box = f.overview.inset(0, 4);
  const Stretch all = scene.features.window.bounds(), seen = scene.features.window.visible();
  p.fill(box, k.surface, 4);
  p.list().PushClipRect({box.x, box.y}, {box.right(), box.bottom()}, true);
  draw_peaks(p, scene, box, all, k.edge);
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
