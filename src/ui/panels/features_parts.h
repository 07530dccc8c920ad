// What the panes of the Features room are drawn with.
#pragma once
#include "ui/kit/painter.h"
#include "ui/model/features_axes.h"
#include "ui/scene.h"

namespace emo::ui {

// The columns of a pane to be drawn, in groups about a pixel wide; groups are counted from the sound's beginning, so
// that nothing flickers while it moves.
struct ColumnWalk {
  ColumnWalk(const PaneStore& pane, const Box& plot, const Stretch& seen, float least_px);

  [[nodiscard]] float x(std::uint64_t group) const;  // of the group's middle
  [[nodiscard]] Extent extent(std::uint64_t group, std::size_t row) const;
  [[nodiscard]] float pixels() const { return pixels_; }  // a group's width
  [[nodiscard]] double step_s() const { return group_s_; }

  std::uint64_t first = 0, end = 0;  // groups

 private:
  const PaneStore& pane_;
  mutable const Tile* tile_ = nullptr;  // of the column read last
  mutable std::uint64_t tile_index_ = ~0ULL;
  Box plot_;
  Stretch seen_;
  int level_ = 0;
  std::uint64_t columns_ = 1;  // in a group
  double group_s_ = 1;
  float pixels_ = 1;
};

void draw_wave_pane(Painter& painter, const PaneStore& pane, const Box& plot, const Stretch& seen);
struct LineStyle {
  Rgba ink{};
  Rgba edge{0, 0, 0, 0};  // around it, over pictures
  float thickness = 1.75F;
};
// places: from a value to its height, 0 … 1.
template <class Place>
void draw_line_row(Painter& painter, const ColumnWalk& walk, const Box& plot, std::size_t row, const LineStyle& style,
                   const Place& place);
// F0 and formants, in their own pane or over a picture.
void draw_pitch(Painter& painter, const PaneStore& pane, const Box& plot, const Stretch& seen, const RowAxis* picture,
                Rgba ink);
void draw_formants(Painter& painter, const FeaturesRoom& room, const Box& plot, const Stretch& seen,
                   const RowAxis* picture, const std::array<Rgba, 3>& inks);
void draw_line_pane(Painter& painter, const PaneStore& pane, const Box& plot, const Stretch& seen,
                    const FeatureInks& inks);

void draw_hatch(Painter& painter, const PaneStore& pane, const Box& plot, const Stretch& seen, const Scene& scene);
void draw_formant_mark(Painter& painter, std::size_t formant, float x, float y, float radius, Rgba ink, bool edged);

// Resting at the beginning it would only look like an axis.
inline bool has_playhead(const Scene& scene) {
  return scene.is_clip() && (scene.view.playing ? scene.view.playhead_s >= 0 : scene.view.playhead_s > 0.001);
}
void draw_overview(Painter& painter, const Scene& scene);
void draw_selection(Painter& painter, const Scene& scene, const Box& box, const Stretch& span, bool over_picture);
// Upright beside a pane, or lying in its caption.
void draw_colour_scale(Painter& painter, const Scene& scene, const PaneStore& pane, Box box, bool upright);

}  // namespace emo::ui
