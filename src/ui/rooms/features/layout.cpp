#include "ui/rooms/features/layout.h"

#include <algorithm>
#include <cmath>

#include "ui/base/text_width.h"
#include "ui/shell/layout.h"
#include "ui/sound/transport.h"

namespace emo::ui {
namespace {

constexpr float kGap = kCellGap;
constexpr float kLeastPlot = 36, kLeastPicture = 60;
constexpr float kLeastRoomBesideSide = 620;

bool place_side(const Layout& l, const FeaturesForm& form, FeaturesBoxes& f, Box& rest) {
  const float s = l.scale;
  const float w = 2 * cell_width(s) + kGap + 32;
  if (l.phone || l.input.projector || rest.w - w < kLeastRoomBesideSide * std::max(1.0F, 0.85F * s)) return false;
  const Box area{rest.right() - w + 16, rest.y + 12, w - 32, rest.h - 24};
  for (const CellForm cells : {CellForm{}, CellForm{.titles = false}}) {
    const float used = place_cells(f, area, s, cells);
    if (used + kGap + kTouchPx > area.h) continue;
    f.reset = {area.x, area.y + used + kGap, area.w, kTouchPx};
    if (form.side_panel) {
      f.side = cut_right(rest, w);
    } else {
      f.cells = {};
      f.cell_titles = {};
      f.reset = {};
    }
    return true;
  }
  f.cells = {};
  f.cell_titles = {};
  return false;
}

void place_tools(const Layout& l, FeaturesBoxes& f, Box row) {
  const float s = l.scale;
  const auto icon = [&] { return touch_box(row, cut_right(row, kTouchPx)); };
  const auto labelled = [&](std::string_view word) {
    return f.tool_labels ? text_width(word, 13 * s, Face::strong) + 52 : kTouchPx;
  };
  f.zoom_all = touch_box(row, cut_right(row, std::max(kTouchPx, text_width("All", 13 * s, Face::strong) + 24)));
  f.zoom_in = icon();
  f.zoom_out = icon();
  if (l.phone) {
    f.numbers_button = icon();
    f.picture_button = icon();
  }
  f.panes_button = touch_box(row, cut_left(row, labelled("Panes")));
  if (f.tool_labels) cut_left(row, kGap);
  f.parameters_button = touch_box(row, cut_left(row, labelled("Parameters")));
}

void place_region(FeaturesBoxes& f, Box row) {
  f.region_row = row;
  f.clear_region = touch_box(row, cut_right(row, kTouchPx));
  f.loop_region = touch_box(row, cut_right(row, kTouchPx));
  f.play_region = touch_box(row, cut_right(row, kTouchPx));
  cut_right(row, kGap);
  f.region_words = row;
}

// Buttons of the sound at the left, the selection in the middle, what can be saved at the right.
void place_wide_bottom(Layout& l, FeaturesBoxes& f, Box row) {
  const float s = l.scale;
  cut_top(row, kGap);
  cut_bottom(row, kGap);
  l.transport.primary = cut_left(row, text_width("Start listening", 15 * s, Face::strong) + 64);
  cut_left(row, kGap);
  l.transport.secondary = cut_left(row, row.h);
  if (l.input.sound == SoundShown::clip) {
    cut_left(row, kGap);
    l.transport.tertiary = cut_left(row, row.h);
  }
  cut_left(row, 16);
  const float words = text_width("Numbers", 13 * s, Face::strong) + 52;
  const bool labels = row.w - 2 * words > 3 * kTouchPx + text_width("0:00.00 \u2013 0:00.00, 0.00 s", 13 * s) + 48;
  f.export_labels = labels;
  f.numbers_button = touch_box(row, cut_right(row, labels ? words : kTouchPx));
  if (labels) cut_right(row, kGap);
  f.picture_button = touch_box(row, cut_right(row, labels ? words : kTouchPx));
  cut_right(row, 16);
  const float most = 3 * kTouchPx + text_width("00:00.00 \u2013 00:00.00, 00:00.00 s", 13 * s) + 32;
  if (row.w > most) {
    cut_left(row, std::floor((row.w - most) / 2));
    row.w = most;
  }
  place_region(f, row);
}

void place_panes(const Layout& l, const FeaturesForm& form, FeaturesBoxes& f, Box area) {
  const float s = l.scale;
  const float left = (l.phone ? 46.0F : 48.0F) * s,
              right = l.phone ? 0.0F : 30 + text_width("\u221220 dB", 12 * s, Face::mono);
  const float caption = std::round(22 * s), gap = 4, foot = std::round(22 * s);
  f.time_axis = {area.x + left, 0, area.w - left - right, foot};
  cut_bottom(area, foot);
  const auto least = [&](Pane pane) {
    return caption + gap + (pane_info(pane).weight >= 1.8F ? kLeastPicture : kLeastPlot);
  };
  std::vector<Pane> chosen;
  float needed = 0;
  for (int i = 0; i < kPaneCount; ++i) {
    const auto pane = static_cast<Pane>(i);
    if ((form.panes & pane_bit(pane)) == 0) continue;
    chosen.push_back(pane);
    needed += least(pane);
  }
  if (needed > area.h) {
    f.left_out_words = cut_bottom(area, std::round(20 * s));
    f.left_out_words.y += foot;
  }
  while (chosen.size() > 1 && needed > area.h) {
    needed -= least(chosen.back());
    chosen.pop_back();
    ++f.left_out;
  }
  float weights = 0;
  for (const Pane pane : chosen) {
    f.panes.push_back({.pane = pane});
    weights += pane_info(pane).weight;
  }
  f.plots = {area.x + left, area.y + caption, area.w - left - right, std::max(0.0F, area.h - caption - gap)};
  if (f.panes.empty()) return;
  // Every pane has its least, the rest is shared by weight.
  const float spare = std::max(0.0F, area.h - needed);
  for (PaneBoxes& p : f.panes) {
    const float share = pane_info(p.pane).weight / weights;
    Box box = cut_top(area, std::floor(least(p.pane) + spare * share));
    cut_bottom(box, gap);
    p.caption = cut_top(box, caption);
    p.left_axis = cut_left(box, left);
    p.legend = cut_right(box, right);
    if (p.legend.w > 0) cut_left(p.legend, 12);
    p.plot = box;
  }
  f.plots.h = f.panes.back().plot.bottom() - f.plots.y;
  // The axis stays with the lowest pane: rounding may have left some pixels.
  f.time_axis.y = f.panes.back().plot.bottom();
}

void place_overview(const Layout& l, const FeaturesForm& form, FeaturesBoxes& f, Box row) {
  if (form.can_follow) {
    f.now = touch_box(row, cut_right(row, std::max(kTouchPx, text_width("Now", 13 * l.scale, Face::strong) + 28)));
    cut_right(row, kGap);
  }
  f.overview = row;
}

}  // namespace

Box FeaturesBoxes::picture() const {
  if (panes.empty()) return {};
  const float left = panes.front().caption.x, top = panes.front().caption.y;
  return {left, top, panes.front().caption.right() - left, time_axis.bottom() - top};
}

const PaneBoxes* FeaturesBoxes::pane_at(float x, float y) const {
  for (const PaneBoxes& pane : panes) {
    if (pane.plot.contains(x, y)) return &pane;
  }
  return nullptr;
}

FeaturesBoxes place_features(Layout& l, const FeaturesForm& form) {
  FeaturesBoxes f;
  f.chosen = form.panes;
  Box rest = l.content;
  const float s = l.scale;
  if (l.phone) {
    place_phone_transport(l, rest);
    rest = rest.inset(l.margin, 0);
    place_phone_source(l, rest);
    f.tool_labels = f.export_labels = false;
    place_tools(l, f, cut_top(rest, kTouchPx));
    place_overview(l, form, f, cut_top(rest, kTouchPx));
    if (form.has_region) place_region(f, cut_top(rest, kTouchPx));
    place_panes(l, form, f, rest);
    return f;
  }
  f.side_fits = place_side(l, form, f, rest);
  rest = rest.inset(l.margin, 0);
  place_wide_bottom(l, f, cut_bottom(rest, std::max(60.0F, std::round(52 + 8 * s))));
  f.tool_labels = rest.w > 460 * s;
  place_tools(l, f, cut_top(rest, std::round(36 + 16 * s)));
  place_overview(l, form, f, cut_top(rest, kTouchPx));
  cut_top(rest, 4);
  cut_bottom(rest, 4);
  place_panes(l, form, f, rest);
  return f;
}

}  // namespace emo::ui
