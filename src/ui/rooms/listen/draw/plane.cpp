// Valence and arousal: where the models place the voice among the acted expressions.
#include <array>
#include <cmath>

#include "ui/rooms/listen/draw/panels.h"
#include "ui/sound/words.h"

namespace emo::ui {
namespace {

constexpr double kTrailS = 5;
constexpr double kGapS = 0.5;  // longer than between two windows: the voice paused

ImVec2 place(const Box& plot, AffectPoint point) {
  const float x = std::clamp(point.valence, -1.0F, 1.0F), y = std::clamp(point.arousal, -1.0F, 1.0F);
  return {plot.x + plot.w * (x + 1) / 2, plot.bottom() - plot.h * (y + 1) / 2};
}

void draw_axes(Painter& p, const Box& plot) {
  const Palette& k = p.colours();
  p.fill(plot, k.surface, 8);
  p.horizontal_rule(plot.x, plot.centre_y(), plot.w);
  p.vertical_rule(plot.centre_x(), plot.y, plot.h);
  p.outline(plot, k.line, 8);
}

// Names stand beside their marks, right or left, where nothing else is.
void draw_marks(Painter& p, const Box& plot) {
  const Palette& k = p.colours();
  const float size = 13 * std::min(p.scale(), 1.3F), text_h = 11 * p.scale();
  std::array<Box, 2 * kEmotionCount> taken{};
  std::size_t count = 0;
  for (std::size_t e = 0; e < kEmotionCount; ++e) {
    const ImVec2 at = place(plot, kCircumplex[e]);
    p.shape(static_cast<Emotion>(e), at.x, at.y, size, k.emotions[e]);
    taken[count++] = {at.x - size / 2, at.y - size / 2, size, size};
  }
  for (std::size_t e = 0; e < kEmotionCount; ++e) {
    const float w = p.width(kEmotionNames[e], 12);
    const Box& mark = taken[e];
    for (const float x : {mark.right() + 5, mark.x - 5 - w}) {
      const Box label{x, mark.centre_y() - text_h / 2, w + 1, text_h};
      bool clear = plot.inset(2, 0).contains(label);
      for (std::size_t i = 0; i < count && clear; ++i) clear = !taken[i].overlaps(label);
      if (!clear) continue;
      taken[count++] = label;
      p.text({label.x, label.y - 4, label.w, label.h + 8}, kEmotionNames[e], {.size = 12, .colour = k.quiet});
      break;
    }
  }
}

bool has_point(const PredictionRecord& r) {
  return (r.verdict == Verdict::emotion || r.verdict == Verdict::unsure) && std::isfinite(r.valence) &&
         std::isfinite(r.arousal);
}

struct Trail {
  Painter& p;
  const Box& plot;
  double now_s;
  int slot;
  const PredictionRecord* before = nullptr;

  void add(const PredictionRecord& r) {
    const double age = now_s - r.end_s;
    if (!has_point(r) || age < 0 || age > kTrailS) {
      before = nullptr;
      return;
    }
    if (before != nullptr && r.end_s - before->end_s < kGapS) {
      const ImVec2 a = place(plot, {before->valence, before->arousal}), b = place(plot, {r.valence, r.arousal});
      const auto strength = static_cast<float>(1 - age / kTrailS);
      p.line(a.x, a.y, b.x, b.y, faded(p.colours().text, strength * 0.75F), slot == 0 ? 3.0F : 1.5F);
    }
    before = &r;
  }
};

void draw_trail(Painter& p, const ListenScene& scene, const Box& plot, int slot) {
  if (!scene.is_clip()) {
    const PredictionRing& ring = scene.live.predictions(slot);
    Trail trail{p, plot, scene.live.newest_s(), slot};
    for (std::size_t i = 0; i < ring.count(); ++i) trail.add(ring.at(i));
    return;
  }
  const auto records = scene.clip.predictions(slot);
  if (scene.reading.whole_clip) {  // every moment of it, faintly
    for (const PredictionRecord& r : records) {
      if (!has_point(r)) continue;
      const ImVec2 at = place(plot, {r.valence, r.arousal});
      p.list().AddCircleFilled(at, slot == 0 ? 2.0F : 1.25F, packed(faded(p.colours().text, 0.3F)), 8);
    }
    return;
  }
  Trail trail{p, plot, scene.view.playhead_s, slot};
  for (const PredictionRecord& r : records) trail.add(r);
}

void draw_dot(Painter& p, const Box& plot, const Reading& reading, int slot) {
  if (!reading.has_point()) return;
  const Palette& k = p.colours();
  const ImVec2 at = place(plot, {reading.valence, reading.arousal});
  const float r = 7 * std::min(p.scale(), 1.5F);
  p.list().AddCircleFilled(at, r + 2, packed(k.background), 24);
  const Rgba ink = reading.stale() ? k.edge : k.text;
  if (slot == 0)
    p.list().AddCircleFilled(at, r, packed(ink), 24);
  else
    p.list().AddCircle(at, r - 1, packed(ink), 24, 2);
}

}  // namespace

void draw_plane(Painter& p, const ListenScene& scene) {
  Box box = scene.boxes.plane;
  if (box.empty()) return;
  const Palette& k = p.colours();
  const float row = 13 * p.scale() * kLineHeight;
  const TextStyle title{.size = 13, .colour = k.text};
  p.text_fitted(cut_top(box, row), kArousalTitle, title);
  p.text_fitted(cut_bottom(box, row), kDerivedLine, {.size = 13, .colour = k.quiet});
  TextStyle right = title;
  right.align = Align::right;
  p.text_fitted(cut_bottom(box, row), kValenceTitle, right);
  const Box plot = box.inset(0, 4);
  draw_axes(p, plot);
  p.list().PushClipRect({plot.x, plot.y}, {plot.right(), plot.bottom()}, true);
  draw_marks(p, plot);
  const int models = scene.boxes.comparing ? kModelSlots : 1;
  for (int slot = models - 1; slot >= 0; --slot) draw_trail(p, scene, plot, slot);
  for (int slot = models - 1; slot >= 0; --slot) draw_dot(p, plot, slot == 0 ? scene.reading : scene.compared, slot);
  p.list().PopClipRect();
}

}  // namespace emo::ui
