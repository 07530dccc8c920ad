#include "ui/rooms/data/map.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "contract/data_view.h"

namespace emo::ui {
namespace {

constexpr float kMarginPx = 18, kReachPx = 14, kClickReachPx = 5, kLassoStepPx = 3;
constexpr double kDoubleClickMs = 400, kWheelNotch = 1.25;
constexpr std::size_t kMostLassoNumbers = 1200, kLeastLassoNumbers = 6;

double span_of(float low, float high) { return static_cast<double>(high) - static_cast<double>(low); }

bool any_picked(const DataView& view) {
  return std::any_of(view.map_picked.begin(), view.map_picked.end(), [](std::uint8_t one) { return one != 0; });
}

std::size_t points_of(const DataView& view) {
  return std::min(
      {view.map_x.size(), view.map_y.size(), view.map_rows.size(), view.map_codes.size(), view.map_picked.size()});
}

double kept_within(double centre, double zoom) {
  const double reach = 0.5 * (1 - 1 / zoom);
  return std::clamp(centre, 0.5 - reach, 0.5 + reach);
}

}  // namespace

MapBounds map_bounds(const DataView& view) {
  const std::size_t count = points_of(view);
  if (count == 0) return {};
  MapBounds b{view.map_x[0], view.map_x[0], view.map_y[0], view.map_y[0]};
  for (std::size_t i = 1; i < count; ++i) {
    b.left = std::min(b.left, view.map_x[i]);
    b.right = std::max(b.right, view.map_x[i]);
    b.low = std::min(b.low, view.map_y[i]);
    b.high = std::max(b.high, view.map_y[i]);
  }
  return b;
}

MapScale map_scale(const MapBounds& b, const MapWindow& window, const Box& plot) {
  const Box inner = plot.inset(kMarginPx, kMarginPx);
  const double w = span_of(b.left, b.right), h = span_of(b.low, b.high);
  const double fits_w = w > 0 ? static_cast<double>(inner.w) / w : std::numeric_limits<double>::infinity();
  const double fits_h = h > 0 ? static_cast<double>(inner.h) / h : std::numeric_limits<double>::infinity();
  const double fits = std::min(fits_w, fits_h);
  MapScale scale;
  scale.per_unit = (std::isfinite(fits) && fits > 0 ? fits : 1) * window.zoom;
  scale.x0 =
      static_cast<double>(plot.centre_x()) - scale.per_unit * (static_cast<double>(b.left) + window.centre_x * w);
  scale.y0 = static_cast<double>(plot.centre_y()) + scale.per_unit * (static_cast<double>(b.low) + window.centre_y * h);
  return scale;
}

MapWindow zoomed(const MapBounds& b, const MapWindow& window, const Box& plot, float px, float py, double factor) {
  const MapScale before = map_scale(b, window, plot);
  MapWindow made = window;
  made.zoom = std::clamp(window.zoom * factor, 1.0, kMostZoom);
  const double per_unit = before.per_unit / window.zoom * made.zoom;
  const auto centre = [&](double low, double span, double at, double from_middle) {
    return span > 0 ? kept_within((at - from_middle / per_unit - low) / span, made.zoom) : 0.5;
  };
  const MapPoint at = before.place(px, py);
  made.centre_x = centre(static_cast<double>(b.left), span_of(b.left, b.right), static_cast<double>(at.x),
                         static_cast<double>(px - plot.centre_x()));
  made.centre_y = centre(static_cast<double>(b.low), span_of(b.low, b.high), static_cast<double>(at.y),
                         static_cast<double>(plot.centre_y() - py));
  return made;
}

MapWindow moved(const MapBounds& b, const MapWindow& window, const Box& plot, float dx, float dy) {
  const MapScale scale = map_scale(b, window, plot);
  const double w = span_of(b.left, b.right), h = span_of(b.low, b.high);
  MapWindow made = window;
  if (w > 0) made.centre_x = kept_within(made.centre_x - static_cast<double>(dx) / scale.per_unit / w, made.zoom);
  if (h > 0) made.centre_y = kept_within(made.centre_y + static_cast<double>(dy) / scale.per_unit / h, made.zoom);
  return made;
}

int point_at(const DataView& view, const MapScale& scale, float px, float py, float reach) {
  int best[2]{-1, -1};  // picked ones at 1
  float least[2]{reach * reach, reach * reach};
  for (std::size_t i = 0; i < points_of(view); ++i) {
    const MapPoint at = scale.pixel(view.map_x[i], view.map_y[i]);
    const float apart = (at.x - px) * (at.x - px) + (at.y - py) * (at.y - py);
    const std::size_t picked = view.map_picked[i] != 0 ? 1 : 0;
    if (apart > least[picked]) continue;
    least[picked] = apart;
    best[picked] = static_cast<int>(i);
  }
  return best[1] >= 0 ? best[1] : best[0];
}

std::uint32_t row_beside(const DataView& view, std::uint32_t row, MapStep step) {
  const std::size_t count = points_of(view);
  const auto found = std::find(view.map_rows.begin(), view.map_rows.end(), row);
  const bool known = row != kNoRow && found != view.map_rows.end();
  const MapBounds b = map_bounds(view);
  MapPoint from{(b.left + b.right) / 2, (b.low + b.high) / 2};
  if (known) {
    const auto i = static_cast<std::size_t>(found - view.map_rows.begin());
    from = {view.map_x[i], view.map_y[i]};
  }
  const bool picked_only = any_picked(view), across = step == MapStep::left || step == MapStep::right;
  const float sign = step == MapStep::left || step == MapStep::down ? -1.0F : 1.0F;
  std::uint32_t best = known ? row : kNoRow;
  float least = std::numeric_limits<float>::infinity();
  for (std::size_t i = 0; i < count; ++i) {
    if (picked_only && view.map_picked[i] == 0) continue;
    const float dx = view.map_x[i] - from.x, dy = view.map_y[i] - from.y;
    const float along = sign * (across ? dx : dy), aside = std::abs(across ? dy : dx);
    if (known && (along <= 0 || aside > along)) continue;
    const float apart = dx * dx + dy * dy;
    if (apart >= least) continue;
    least = apart;
    best = view.map_rows[i];
  }
  return best;
}

void DataMapGestures::begin(const Pointer& p, const Box& plot, const DataMap& map) {
  if (!plot.contains(p.press_x, p.press_y)) return;
  drag_ = Drag::click;
  lasso_ = map.tool == MapTool::lasso || p.shift;
  pressed_x_ = last_x_ = p.press_x;
  pressed_y_ = last_y_ = p.press_y;
}

void DataMapGestures::move(const Pointer& p, const DataView& view, const Box& plot, DataMap& map) {
  const auto apart = [&](float x, float y) { return std::hypot(p.x - x, p.y - y); };
  const MapBounds bounds = map_bounds(view);
  const auto add = [&](float x, float y) {
    const MapPoint at = map_scale(bounds, map.window, plot)
                            .place(std::clamp(x, plot.x, plot.right()), std::clamp(y, plot.y, plot.bottom()));
    if (map.drawn.size() >= kMostLassoNumbers) map.drawn.resize(kMostLassoNumbers - 2);
    map.drawn.insert(map.drawn.end(), {at.x, at.y});
  };
  if (drag_ == Drag::click && apart(pressed_x_, pressed_y_) > kClickReachPx) {
    drag_ = lasso_ ? Drag::lasso : Drag::move;
    if (lasso_) add(pressed_x_, pressed_y_);
  }
  if (drag_ == Drag::move) {
    map.window = moved(bounds, map.window, plot, p.x - last_x_, p.y - last_y_);
  } else if (drag_ == Drag::lasso) {
    if (apart(last_x_, last_y_) < kLassoStepPx) return;
    add(p.x, p.y);
  } else {
    return;
  }
  last_x_ = p.x;
  last_y_ = p.y;
}

void DataMapGestures::end(const DataView& view, const Box& plot, double now_ms, DataRequest& request, DataMap& map,
                          Outcome& out) {
  const Drag was = std::exchange(drag_, Drag::none);
  out.changed = true;
  const auto drawn = std::exchange(map.drawn, {});
  if (was == Drag::lasso && drawn.size() >= kLeastLassoNumbers) {
    request.lasso = drawn;
    request.first_row = 0;
    out.request_changed = true;
  }
  if (was != Drag::click) return;
  const int point = point_at(view, map_scale(map_bounds(view), map.window, plot), pressed_x_, pressed_y_, kReachPx);
  if (point >= 0) {
    map.cursor_row = view.map_rows[static_cast<std::size_t>(point)];
    out.action = {Action::data_open_row, static_cast<double>(map.cursor_row)};
  } else if (lasso_ && !request.lasso.empty()) {
    request.lasso.clear();
    request.first_row = 0;
    out.request_changed = true;
  } else if (now_ms - std::exchange(clicked_ms_, now_ms) < kDoubleClickMs) {
    map.show_all();
    clicked_ms_ = -kDoubleClickMs;
  }
}

DataMapGestures::Outcome DataMapGestures::update(const Pointer& p, const DataView& view, const Box& box, float scale,
                                                 double now_ms, DataRequest& request, DataMap& map) {
  const Box plot = map_boxes(view, box, scale).plot;
  const MapWindow before = map.window;
  const std::size_t drawn = map.drawn.size();
  Outcome out;
  const bool over = p.inside && plot.contains(p.x, p.y);
  if (over) {
    // Ctrl and the wheel come as both.
    const double factor =
        p.zoom != 1 ? static_cast<double>(p.zoom) : std::pow(kWheelNotch, static_cast<double>(p.wheel));
    const MapBounds bounds = map_bounds(view);
    if (factor != 1) map.window = zoomed(bounds, map.window, plot, p.x, p.y, factor);
    if (p.wheel == 0 && (p.scroll_x != 0 || p.scroll_y != 0))  // two fingers
      map.window = moved(bounds, map.window, plot, p.scroll_x, p.scroll_y);
  }
  if (p.pressed && p.inside) begin(p, plot, map);
  if (drag_ != Drag::none && p.down) move(p, view, plot, map);
  if (drag_ != Drag::none && !p.down) end(view, plot, now_ms, request, map, out);

  std::uint32_t row = map.cursor_row;
  if (over && drag_ != Drag::lasso && drag_ != Drag::move) {
    const int point = point_at(view, map_scale(map_bounds(view), map.window, plot), p.x, p.y, kReachPx);
    row = point >= 0 ? view.map_rows[static_cast<std::size_t>(point)] : kNoRow;
  }
  if (row != std::exchange(request.pointed_row, row)) out.request_changed = out.changed = true;
  out.changed |= !(map.window == before) || map.drawn.size() != drawn;
  out.busy = drag_ != Drag::none;
  return out;
}

}  // namespace emo::ui
