// The palette of the page and the eight emotions' colours and shapes: the same in every chart.
#pragma once
#include <array>
#include <cstdint>

#include "contract/emotions.h"
#include "contract/states.h"

namespace emo::ui {

struct Rgba {
  std::uint8_t r = 0, g = 0, b = 0, a = 255;
  bool operator==(const Rgba&) const = default;
};

constexpr Rgba rgb(std::uint32_t hex) {
  return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8), static_cast<std::uint8_t>(hex),
          255};
}
constexpr Rgba faded(Rgba c, float alpha) {
  c.a = static_cast<std::uint8_t>(static_cast<float>(c.a) * alpha + 0.5F);
  return c;
}
Rgba mixed(Rgba from, Rgba to, float share);
// WCAG 2 contrast of two opaque colours, 1 … 21.
double contrast(Rgba a, Rgba b);

using emo::Theme;

struct Palette {
  Rgba background, surface, line, edge, text, quiet, accent, on_accent, warn, error;
  std::array<Rgba, kEmotionCount> emotions;
};
const Palette& palette(Theme theme);

// Lines and dots of the Features room. Over a picture they have a dark edge, whatever colours lie beneath.
struct FeatureInks {
  Rgba first, second;                // lines in panes of their own
  std::array<Rgba, 3> formants;      // F1 F2 F3: circle, triangle, square
  std::array<Rgba, 3> over_picture;  // the same over a picture
};
const FeatureInks& feature_inks(Theme theme);

enum class Shape : std::uint8_t { circle, bar, triangle_up, drop, triangle_down, diamond, cross, star };
inline constexpr std::array<Shape, kEmotionCount> kEmotionShapes{
    Shape::circle,        Shape::bar,     Shape::triangle_up, Shape::drop,
    Shape::triangle_down, Shape::diamond, Shape::cross,       Shape::star};

}  // namespace emo::ui
