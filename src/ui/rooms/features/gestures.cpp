#include "ui/rooms/features/gestures.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace emo::ui {
namespace {

constexpr float kClickReachPx = 4;
constexpr float kEdgeReachPx = 8;
constexpr double kShortestRegionS = 0.01;

Stretch ordered(double a, double b, const Stretch& within) {
  const Stretch made{std::max({std::min(a, b), within.start_s, 0.0}), std::min(std::max(a, b), within.end_s)};
  return {made.start_s, std::max(made.end_s, made.start_s)};
}

}  // namespace

double seconds_at(const Box& box, const Stretch& span, float x) {
  return span.start_s + span.length() * static_cast<double>((x - box.x) / std::max(box.w, 1.0F));
}

float place_of(const Box& box, const Stretch& span, double s) {
  return box.x + box.w * static_cast<float>((s - span.start_s) / std::max(span.length(), 1e-9));
}

void FeaturesGestures::begin(const Pointer& p, const FeaturesBoxes& f, FeaturesState& room) {
  pressed_x_ = p.press_x;
  pressed_y_ = p.press_y;
  const Stretch seen = room.window.visible();
  if (f.overview.contains(pressed_x_, pressed_y_)) {
    drag_ = Drag::overview;
    const double s = seconds_at(f.overview, room.window.bounds(), pressed_x_);
    anchor_s_ = seen.contains(s) && !room.window.shows_all() ? s - seen.start_s : seen.length() / 2;
    move(p, f, room);
    return;
  }
  if (!f.plots.contains(pressed_x_, pressed_y_)) return;
  drag_ = Drag::click;
  anchor_s_ = seconds_at(f.plots, seen, pressed_x_);
  if (!room.region) return;
  const auto near = [&](double s) { return std::abs(place_of(f.plots, seen, s) - pressed_x_) <= kEdgeReachPx; };
  if (near(room.region->start_s) || near(room.region->end_s)) {
    anchor_s_ = near(room.region->end_s) ? room.region->start_s : room.region->end_s;
    drag_ = Drag::select;
  }
}

void FeaturesGestures::move(const Pointer& p, const FeaturesBoxes& f, FeaturesState& room) {
  if (drag_ == Drag::overview) {
    room.window.show_from(seconds_at(f.overview, room.window.bounds(), p.x) - anchor_s_);
    return;
  }
  if (drag_ == Drag::click && std::abs(p.x - pressed_x_) > kClickReachPx) drag_ = Drag::select;
  if (drag_ != Drag::select) return;
  const Stretch made = ordered(anchor_s_, seconds_at(f.plots, room.window.visible(), p.x), room.window.bounds());
  if (made.length() >= kShortestRegionS) room.region = made;
}

ActionRequest FeaturesGestures::end(const FeaturesBoxes& f, FeaturesState& room) {
  const Drag was = std::exchange(drag_, Drag::none);
  if (was != Drag::click) return {};
  FeaturesCursor cursor{.s = std::clamp(anchor_s_, 0.0, std::max(0.0, room.window.bounds().end_s))};
  if (const PaneBoxes* pane = f.pane_at(pressed_x_, pressed_y_)) {
    cursor.pane = pane->pane;
    cursor.place = (pane->plot.bottom() - pressed_y_) / pane->plot.h;
  }
  room.pinned = cursor;
  return room.shows_clip() ? ActionRequest{Action::seek_clip, cursor.s} : ActionRequest{};
}

FeaturesGestures::Outcome FeaturesGestures::update(const Pointer& p, const FeaturesBoxes& f, FeaturesState& room) {
  const Stretch before = room.window.visible();
  const auto region_before = room.region;
  Outcome out;
  if (p.inside && (p.scroll_x != 0 || p.scroll_y != 0) &&
      (f.plots.contains(p.x, p.y) || f.overview.contains(p.x, p.y))) {
    // Whichever axis the wheel has: a mouse's goes up and down.
    const float by = std::abs(p.scroll_x) > std::abs(p.scroll_y) ? p.scroll_x : p.scroll_y;
    room.window.scroll(-static_cast<double>(by) / f.plots.w * before.length());
  }
  if (p.inside && p.zoom != 1 && f.plots.contains(p.x, p.y))
    room.window.zoom(static_cast<double>(p.zoom), seconds_at(f.plots, before, p.x));
  if (p.pressed && p.inside) begin(p, f, room);
  if (drag_ != Drag::none && p.down) move(p, f, room);
  if (drag_ != Drag::none && !p.down) {
    out.action = end(f, room);
    out.changed = true;
  }
  out.changed |= !(room.window.visible() == before) || room.region != region_before;
  out.busy = drag_ != Drag::none;
  return out;
}

}  // namespace emo::ui
