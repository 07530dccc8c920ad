#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/rooms/features/draw/parts.h"
#include "ui/rooms/features/gestures.h"

namespace emo::ui {
namespace {

constexpr Rgba kEdge{0, 0, 0, 170};

class FlatFill {  // neighbours share an edge; antialiasing each on its own would draw it as a seam
 public:
  explicit FlatFill(ImDrawList& list)
      : list_(list), flags_(std::exchange(list.Flags, list.Flags & ~ImDrawListFlags_AntiAliasedFill)) {}
  ~FlatFill() { list_.Flags = flags_; }
  FlatFill(const FlatFill&) = delete;
  FlatFill& operator=(const FlatFill&) = delete;

 private:
  ImDrawList& list_;
  ImDrawListFlags flags_;
};

}  // namespace

ColumnWalk::ColumnWalk(const PaneStore& pane, const Box& plot, const Stretch& seen, float least_px)
    : pane_(pane), plot_(plot), seen_(seen) {
  const double frame_s = pane.header().frame_s;
  if (!pane.present() || seen.length() <= 0 || plot.empty() || seen.end_s <= 0) return;
  const double pixel_s = seen.length() / static_cast<double>(plot.w);
  level_ = level_for(static_cast<double>(least_px) * pixel_s / frame_s);
  const double column_s = frame_s * static_cast<double>(column_frames(level_));
  columns_ = static_cast<std::uint64_t>(std::max(1.0, std::ceil(static_cast<double>(least_px) * pixel_s / column_s)));
  group_s_ = column_s * static_cast<double>(columns_);
  pixels_ = static_cast<float>(group_s_ / pixel_s);
  const auto group_at = [&](double s) { return static_cast<std::uint64_t>(std::max(0.0, std::floor(s / group_s_))); };
  const std::uint64_t before = group_at(seen.start_s);
  first = before > 0 ? before - 1 : 0;  // lines come in from outside
  end = group_at(seen.end_s) + 2;
}

float ColumnWalk::x(std::uint64_t group) const {
  const double s = (static_cast<double>(group) + 0.5) * group_s_ - 0.5 * pane_.header().frame_s;
  return place_of(plot_, seen_, s);
}

Extent ColumnWalk::extent(std::uint64_t group, std::size_t row) const {
  Extent all;
  for (std::uint64_t c = group * columns_; c < (group + 1) * columns_; ++c) {
    if (c / kTileColumns != tile_index_) {
      tile_index_ = c / kTileColumns;
      tile_ = pane_.tile(level_, tile_index_);
    }
    const Extent one = pane_.extent(tile_, level_, c, row);
    if (!one.any()) continue;
    all = all.any() ? Extent{std::min(all.low, one.low), std::max(all.high, one.high)} : one;
  }
  return all;
}

template <class Place>
void draw_line_row(Painter& p, const ColumnWalk& walk, const Box& plot, std::size_t row, const LineStyle& style,
                   const Place& place) {
  ImDrawList& list = p.list();
  const auto y = [&](float v) { return plot.bottom() - std::clamp(place(v), 0.0F, 1.0F) * plot.h; };
  // Dense: a band from the lowest to the highest of each group. Sparse: a line through the groups.
  const bool band = walk.pixels() < 2.5F && style.edge.a == 0;
  const float half = style.thickness / 2;
  ImVector<ImVec2> run;
  const auto flush = [&] {
    if (run.Size == 1) run.push_back({run[0].x + 1.5F, run[0].y});
    if (style.edge.a > 0) list.AddPolyline(run.Data, run.Size, packed(style.edge), 0, style.thickness + 2.5F);
    list.AddPolyline(run.Data, run.Size, packed(style.ink), 0, style.thickness);
    run.resize(0);
  };
  ImVec2 top, bottom;
  bool has_last = false;
  for (std::uint64_t g = walk.first; g < walk.end; ++g) {
    const Extent at = walk.extent(g, row);
    if (!at.any()) {
      if (!band && run.Size > 0) flush();
      has_last = false;
      continue;
    }
    const float x = walk.x(g);
    if (!band) {
      run.push_back({x, y((at.low + at.high) / 2)});
      continue;
    }
    const FlatFill flat(list);
    const ImVec2 t(x, std::min(y(at.high), y((at.low + at.high) / 2) - half));
    const ImVec2 b(x, std::max(y(at.low), y((at.low + at.high) / 2) + half));
    if (has_last)
      list.AddQuadFilled(top, t, b, bottom, packed(style.ink));
    else
      list.AddRectFilled({x - half, t.y}, {x + half, b.y}, packed(style.ink));
    top = t;
    bottom = b;
    has_last = true;
  }
  if (!band && run.Size > 0) flush();
}

void draw_wave_pane(Painter& p, const PaneStore& pane, const Box& plot, const Stretch& seen) {
  const Palette& k = p.colours();
  p.horizontal_rule(plot.x, plot.centre_y(), plot.w);
  const ValueAxis axis = value_axis(pane, seen);
  const ColumnWalk walk(pane, plot, seen, 1.5F);
  const FlatFill flat(p.list());
  const auto y = [&](float v) { return plot.bottom() - std::clamp(axis.place(v), 0.0F, 1.0F) * plot.h; };
  ImVec2 top, bottom;
  bool has_last = false;
  for (std::uint64_t g = walk.first; g < walk.end; ++g) {
    const Extent low = walk.extent(g, 0), high = walk.extent(g, 1);
    if (!low.any() || !high.any()) {
      has_last = false;
      continue;
    }
    const float x = walk.x(g), middle = (y(low.low) + y(high.high)) / 2;
    const ImVec2 t(x, std::min(y(high.high), middle - 0.6F)), b(x, std::max(y(low.low), middle + 0.6F));
    if (has_last) p.list().AddQuadFilled(top, t, b, bottom, packed(k.accent));
    top = t;
    bottom = b;
    has_last = true;
  }
}

void draw_line_pane(Painter& p, const PaneStore& pane, const Box& plot, const Stretch& seen, const FeatureInks& inks) {
  const ValueAxis axis = value_axis(pane, seen);
  const ColumnWalk walk(pane, plot, seen, 1.5F);
  const auto place = [&](float v) { return axis.place(v); };
  if (line_count(pane.pane()) > 1) draw_line_row(p, walk, plot, 1, {.ink = inks.second}, place);
  draw_line_row(p, walk, plot, 0, {.ink = inks.first}, place);
}

void draw_pitch(Painter& p, const PaneStore& pane, const Box& plot, const Stretch& seen, const RowAxis* picture,
                Rgba ink) {
  if (!pane.present()) return;
  const ValueAxis axis = value_axis(pane, seen);
  const auto place = [&](float hz) { return picture != nullptr ? picture->hertz.place(hz) : axis.place(hz); };
  const ColumnWalk walk(pane, plot, seen, 2.5F);
  constexpr double kLongestStepS = 0.1;
  if (walk.step_s() <= kLongestStepS) {
    const Rgba edge = picture != nullptr ? kEdge : Rgba{0, 0, 0, 0};
    return draw_line_row(p, walk, plot, 0, {.ink = ink, .edge = edge, .thickness = 2}, place);
  }
  // From afar a line would join one phrase to the next: bars from the lowest to the highest of each step.
  for (std::uint64_t g = walk.first; g < walk.end; ++g) {
    const Extent at = walk.extent(g, 0);
    if (!at.any()) continue;
    const float top = plot.bottom() - std::clamp(place(at.high), 0.0F, 1.0F) * plot.h;
    const float bottom = plot.bottom() - std::clamp(place(at.low), 0.0F, 1.0F) * plot.h;
    const Box bar{walk.x(g) - 0.75F, top - 0.75F, 1.5F, bottom - top + 1.5F};
    if (picture != nullptr) p.fill({bar.x - 0.75F, bar.y, 3, bar.h}, faded(kEdge, 0.6F));
    p.fill(bar, ink);
  }
}

void draw_formant_mark(Painter& p, std::size_t formant, float x, float y, float r, Rgba ink, bool edged) {
  ImDrawList& list = p.list();
  const auto mark = [&](float size, ImU32 colour) {
    if (formant == 0)
      list.AddCircleFilled({x, y}, size, colour, 10);
    else if (formant == 1)
      list.AddTriangleFilled({x, y - size * 1.15F}, {x + size * 1.1F, y + size * 0.85F},
                             {x - size * 1.1F, y + size * 0.85F}, colour);
    else
      list.AddRectFilled({x - size * 0.9F, y - size * 0.9F}, {x + size * 0.9F, y + size * 0.9F}, colour);
  };
  if (edged) mark(r + 1, packed(kEdge));
  mark(r, packed(ink));
}

void draw_formants(Painter& p, const FeaturesState& room, const Box& plot, const Stretch& seen, const RowAxis* picture,
                   const std::array<Rgba, 3>& inks) {
  const PaneStore& pane = room.pane(Pane::formants);
  const PaneStore& intensity = room.pane(Pane::intensity);
  if (!pane.present()) return;
  // As Praat draws them: only where the sound is at most 30 dB below its loudest.
  constexpr float kDynamicDb = 30;
  const bool has_level = intensity.present() && intensity.header().frame_s == pane.header().frame_s;
  const ValueAxis values = value_axis(pane, seen);
  const ColumnWalk walk(pane, plot, seen, 4), level(intensity, plot, seen, 4);
  const float radius = std::clamp(std::min(walk.pixels() * 0.4F, plot.h / 36), 1.7F, 3.2F);
  for (std::uint64_t g = walk.first; g < walk.end; ++g) {
    if (has_level) {
      const Extent db = level.extent(g, 0);
      if (!db.any() || db.high < intensity.range().high - kDynamicDb) continue;
    }
    for (std::size_t formant = 0; formant < 3; ++formant) {
      const Extent at = walk.extent(g, formant);
      if (!at.any()) continue;
      const float hz = (at.low + at.high) / 2;
      const float place = picture != nullptr ? picture->hertz.place(hz) : values.place(hz);
      if (place < 0 || place > 1) continue;
      draw_formant_mark(p, formant, walk.x(g), plot.bottom() - place * plot.h, radius, inks[formant],
                        picture != nullptr);
    }
  }
}

}  // namespace emo::ui
