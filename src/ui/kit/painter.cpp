#include "ui/kit/painter.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace emo::ui {

namespace {

// ImGui's font size is ascent + descent, a designer's is the em: Inter (1984 + 494) / 2048, JetBrains Mono 1.32.
constexpr float kInterHeight = 1.21F;
constexpr float kMonoHeight = 1.32F;
constexpr float imgui_size(Face face, float px) { return px * (face == Face::mono ? kMonoHeight : kInterHeight); }

}  // namespace

float Painter::snapped(float v) const { return std::round(v * pixel_ratio_) / pixel_ratio_; }

void Painter::fill(const Box& box, Rgba colour, float radius) {
  if (box.empty()) return;
  list_.AddRectFilled({box.x, box.y}, {box.right(), box.bottom()}, packed(colour), radius);
}

void Painter::outline(const Box& box, Rgba colour, float radius, float thickness) {
  if (box.empty()) return;
  list_.AddRect({box.x, box.y}, {box.right(), box.bottom()}, packed(colour), radius, 0, thickness);
}

void Painter::line(float x0, float y0, float x1, float y1, Rgba colour, float thickness) {
  list_.AddLine({x0, y0}, {x1, y1}, packed(colour), thickness);
}

// As filled boxes on whole device pixels: antialiased lines would be two pale pixels wide.
void Painter::horizontal_rule(float x, float y, float w) { fill({x, snapped(y), w, hairline()}, colours_.line); }
void Painter::vertical_rule(float x, float y, float h) { fill({snapped(x), y, hairline(), h}, colours_.line); }

ImFont* Painter::font(Face face) const {
  switch (face) {
    case Face::strong:
      return fonts_.strong;
    case Face::mono:
      return fonts_.mono;
    case Face::regular:
      break;
  }
  return fonts_.regular;
}

float Painter::width(std::string_view text, float size, Face face) const {
  const float px = size * scale_;
  return font(face)->CalcTextSizeA(imgui_size(face, px), FLT_MAX, 0, text.data(), text.data() + text.size()).x;
}

void Painter::glyphs(float x, float y, std::string_view text, float px, Face face, Rgba colour) {
  list_.AddText(font(face), imgui_size(face, px), {snapped(x), snapped(y)}, packed(colour), text.data(),
                text.data() + text.size());
}

float Painter::text(const Box& box, std::string_view text, const TextStyle& style) {
  if (box.empty() || text.empty()) return 0;
  const float px = style.size * scale_;
  std::string shortened;
  float w = width(text, style.size, style.face);
  if (w > box.w + 0.5F) {
    shortened = std::string(fitting_prefix(text, px, box.w, style.face)) + "\u2026";
    text = shortened;
    w = width(text, style.size, style.face);
  }
  const float spare = box.w - w;
  const float x = box.x + (style.align == Align::left ? 0 : style.align == Align::centre ? spare / 2 : spare);
  glyphs(x, box.centre_y() - imgui_size(style.face, px) / 2, text, px, style.face, style.colour);
  return w;
}

void Painter::text_fitted(const Box& box, std::string_view words, TextStyle style) {
  const float w = width(words, style.size, style.face);
  if (w > box.w) style.size *= box.w / w * 0.995F;
  text(box, words, style);
}

float Painter::paragraph(const Box& box, std::string_view words, const TextStyle& style) {
  const float px = style.size * scale_;
  float y = box.y;
  for (const std::string_view row : wrapped(words, px, box.w, style.face)) {
    text({box.x, y, box.w, px * style.line_height}, row, style);
    y += px * style.line_height;
  }
  return y - box.y;
}

}  // namespace emo::ui
