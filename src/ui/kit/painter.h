// What panels draw with: one draw list, one palette, three faces. Everything in CSS pixels.
#pragma once
#include <string_view>

#include "contract/emotions.h"
#include "imgui.h"
#include "ui/base/colour.h"
#include "ui/base/geometry.h"
#include "ui/base/text_width.h"

namespace emo::ui {

struct Fonts {
  ImFont* regular = nullptr;
  ImFont* strong = nullptr;
  ImFont* mono = nullptr;
};

enum class Align : unsigned char { left, centre, right };

struct TextStyle {
  float size = 13;  // at text scale 1
  Rgba colour{};
  Face face = Face::regular;
  Align align = Align::left;
  float line_height = kLineHeight;
};

class Painter {
 public:
  Painter(ImDrawList& list, const Fonts& fonts, const Palette& colours, float scale, float pixel_ratio)
      : list_(list), fonts_(fonts), colours_(colours), scale_(scale), pixel_ratio_(pixel_ratio) {}

  [[nodiscard]] const Palette& colours() const { return colours_; }
  [[nodiscard]] float scale() const { return scale_; }
  [[nodiscard]] ImDrawList& list() { return list_; }
  [[nodiscard]] float hairline() const { return pixel_ratio_ >= 2 ? 1.0F / pixel_ratio_ * 2.0F : 1.0F; }
  [[nodiscard]] float snapped(float v) const;  // to a device pixel

  void fill(const Box& box, Rgba colour, float radius = 0);
  void outline(const Box& box, Rgba colour, float radius = 0, float thickness = 1);
  void line(float x0, float y0, float x1, float y1, Rgba colour, float thickness = 1);
  void horizontal_rule(float x, float y, float w);
  void vertical_rule(float x, float y, float h);

  // One line, vertically centred in the box; what does not fit ends in "…". Returns the width drawn.
  float text(const Box& box, std::string_view text, const TextStyle& style);
  // The same, at the largest size up to style.size that fits the width.
  void text_fitted(const Box& box, std::string_view text, TextStyle style);
  // Several lines from the top of the box; returns the height used.
  float paragraph(const Box& box, std::string_view text, const TextStyle& style);
  [[nodiscard]] float width(std::string_view text, float size, Face face = Face::regular) const;

  // The emotion's shape inside a square of the given size.
  void shape(Emotion emotion, float centre_x, float centre_y, float size, Rgba colour);

 private:
  [[nodiscard]] ImFont* font(Face face) const;
  void glyphs(float x, float y, std::string_view text, float px, Face face, Rgba colour);

  ImDrawList& list_;
  const Fonts& fonts_;
  const Palette& colours_;
  float scale_;
  float pixel_ratio_;
};

constexpr ImU32 packed(Rgba c) { return IM_COL32(c.r, c.g, c.b, c.a); }

}  // namespace emo::ui
