// One shape an emotion, all of about equal weight to the eye.
#include <array>
#include <cmath>
#include <numbers>

#include "ui/kit/painter.h"

namespace emo::ui {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;

void star(ImDrawList& list, ImVec2 c, float r, ImU32 colour) {
  // Concave: five kites around the centre, so that the convex filler can draw it.
  constexpr int kPoints = 5;
  const auto at = [&](float turn, float radius) {
    const float angle = turn * 2 * kPi - kPi / 2;
    return ImVec2(c.x + std::cos(angle) * radius, c.y + std::sin(angle) * radius);
  };
  std::array<ImVec2, 2 * kPoints> outline;
  for (int i = 0; i < 2 * kPoints; ++i) {
    outline[static_cast<std::size_t>(i)] = at(static_cast<float>(i) / (2 * kPoints), i % 2 == 0 ? r : r * 0.46F);
  }
  list.AddConcavePolyFilled(outline.data(), static_cast<int>(outline.size()), colour);
}

void drop(ImDrawList& list, ImVec2 c, float r, ImU32 colour) {
  const ImVec2 belly(c.x, c.y + r * 0.28F);
  const float radius = r * 0.70F;
  list.PathClear();
  list.PathLineTo({c.x, c.y - r});
  list.PathArcTo(belly, radius, -kPi * 0.17F, kPi * 1.17F, 24);
  list.PathFillConvex(colour);
}

}  // namespace

void Painter::shape(Emotion emotion, float x, float y, float size, Rgba rgba) {
  const ImU32 colour = packed(rgba);
  const float r = size / 2;
  const ImVec2 c(x, y);
  switch (kEmotionShapes[static_cast<std::size_t>(emotion) % kEmotionCount]) {
    case Shape::circle:
      list_.AddCircleFilled(c, r * 0.86F, colour, 32);
      break;
    case Shape::bar:
      list_.AddRectFilled({x - r, y - r * 0.34F}, {x + r, y + r * 0.34F}, colour, r * 0.34F);
      break;
    case Shape::triangle_up:
      list_.AddTriangleFilled({x, y - r * 0.92F}, {x + r, y + r * 0.78F}, {x - r, y + r * 0.78F}, colour);
      break;
    case Shape::triangle_down:
      list_.AddTriangleFilled({x, y + r * 0.92F}, {x - r, y - r * 0.78F}, {x + r, y - r * 0.78F}, colour);
      break;
    case Shape::drop:
      drop(list_, c, r, colour);
      break;
    case Shape::diamond:
      list_.AddQuadFilled({x, y - r}, {x + r, y}, {x, y + r}, {x - r, y}, colour);
      break;
    case Shape::cross: {
      const float a = r * 0.78F;
      list_.AddLine({x - a, y - a}, {x + a, y + a}, colour, r * 0.5F);
      list_.AddLine({x - a, y + a}, {x + a, y - a}, colour, r * 0.5F);
      break;
    }
    case Shape::star:
      star(list_, {x, y + r * 0.05F}, r * 1.08F, colour);
      break;
  }
}

}  // namespace emo::ui
