// Boxes in CSS pixels, y down.
#pragma once
#include <algorithm>

namespace emo::ui {

struct Box {
  float x = 0, y = 0, w = 0, h = 0;

  [[nodiscard]] float right() const { return x + w; }
  [[nodiscard]] float bottom() const { return y + h; }
  [[nodiscard]] float centre_x() const { return x + w / 2; }
  [[nodiscard]] float centre_y() const { return y + h / 2; }
  [[nodiscard]] bool empty() const { return w <= 0 || h <= 0; }
  [[nodiscard]] bool contains(float px, float py) const { return px >= x && px < right() && py >= y && py < bottom(); }
  [[nodiscard]] bool contains(const Box& b) const {
    constexpr float kSlack = 0.01F;
    return b.x >= x - kSlack && b.y >= y - kSlack && b.right() <= right() + kSlack && b.bottom() <= bottom() + kSlack;
  }
  [[nodiscard]] bool overlaps(const Box& b) const {
    constexpr float kSlack = 0.01F;
    return !empty() && !b.empty() && x < b.right() - kSlack && b.x < right() - kSlack && y < b.bottom() - kSlack &&
           b.y < bottom() - kSlack;
  }
  [[nodiscard]] Box inset(float dx, float dy) const {
    return {x + dx, y + dy, std::max(0.0F, w - 2 * dx), std::max(0.0F, h - 2 * dy)};
  }
  bool operator==(const Box&) const = default;
};

inline constexpr float kTouchPx = 44.0F;  // the least width and height for a finger

// Each takes its piece off the box it is given.
inline Box cut_top(Box& from, float h) {
  h = std::clamp(h, 0.0F, from.h);
  const Box piece{from.x, from.y, from.w, h};
  from.y += h;
  from.h -= h;
  return piece;
}
inline Box cut_bottom(Box& from, float h) {
  h = std::clamp(h, 0.0F, from.h);
  from.h -= h;
  return {from.x, from.y + from.h, from.w, h};
}
inline Box cut_left(Box& from, float w) {
  w = std::clamp(w, 0.0F, from.w);
  const Box piece{from.x, from.y, w, from.h};
  from.x += w;
  from.w -= w;
  return piece;
}
inline Box cut_right(Box& from, float w) {
  w = std::clamp(w, 0.0F, from.w);
  from.w -= w;
  return {from.x + from.w, from.y, w, from.h};
}

}  // namespace emo::ui
