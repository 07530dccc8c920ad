// The parts of the Features room as they look.
#pragma once
#include "ui/charts/draw/charts.h"
#include "ui/kit/painter.h"
#include "ui/rooms/features/axes.h"
#include "ui/rooms/features/draw/tile_painter.h"
#include "ui/rooms/features/layout.h"
#include "ui/rooms/features/state.h"
#include "ui/shell/scene.h"

namespace emo::ui {

struct FeaturesScene : Scene {
  const FeaturesState& features;
  const FeaturesBoxes& boxes;
};

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
void draw_formants(Painter& painter, const FeaturesState& room, const Box& plot, const Stretch& seen,
                   const RowAxis* picture, const std::array<Rgba, 3>& inks);
void draw_line_pane(Painter& painter, const PaneStore& pane, const Box& plot, const Stretch& seen,
                    const FeatureInks& inks);

void draw_hatch(Painter& painter, const PaneStore& pane, const Box& plot, const Stretch& seen,
                const FeaturesScene& scene);
void draw_formant_mark(Painter& painter, std::size_t formant, float x, float y, float radius, Rgba ink, bool edged);

// Resting at the beginning it would only look like an axis.
inline bool has_playhead(const Scene& scene) {
  return scene.is_clip() && (scene.view.playing ? scene.view.playhead_s >= 0 : scene.view.playhead_s > 0.001);
}
void draw_overview(Painter& painter, const FeaturesScene& scene);
void draw_selection(Painter& painter, const FeaturesScene& scene, const Box& box, const Stretch& span,
                    bool over_picture);
void draw_features_sheet(Painter& painter, const FeaturesScene& scene);  // the open sheet: its ground and titles
// Upright beside a pane, or lying in its caption.
void draw_colour_scale(Painter& painter, const FeaturesScene& scene, const PaneStore& pane, Box box, bool upright);

class FeaturesPanel {
 public:
  [[nodiscard]] bool ok() const { return tiles_.ok(); }
  void draw(Painter& painter, const FeaturesScene& scene);

 private:
  struct Picture {  // read by the draw callback
    TilePainter* tiles = nullptr;
    TilePicture wanted;
  };
  void draw_pane(Painter& painter, const FeaturesScene& scene, const PaneBoxes& boxes);
  void draw_picture(Painter& painter, const FeaturesScene& scene, const PaneBoxes& boxes);

  TilePainter tiles_;
  std::array<Picture, kPaneCount> pictures_;
};

}  // namespace emo::ui
