#include "ui/kit/widgets.h"

#include <algorithm>

namespace emo::ui {
namespace {

constexpr float kRadius = 10;

// Icon and label as one centred group.
void draw_face(Painter& p, const Box& box, Icon icon, const std::string& label, float size, float icon_px,
               Rgba colour) {
  const float gap = 10;
  const float icon_w = icon == Icon::none ? 0 : icon_px + (label.empty() ? 0 : gap);
  const float text_w = std::min(p.width(label, size, Face::strong), std::max(0.0F, box.w - icon_w - 16));
  const float x = box.centre_x() - (icon_w + text_w) / 2;
  if (icon != Icon::none) draw_icon(p, icon, {x, box.y, icon_px, box.h}, icon_px, colour);
  p.text({x + icon_w, box.y, text_w + 1, box.h}, label, {.size = size, .colour = colour, .face = Face::strong});
}

void draw_chip(Painter& p, const Control& c, const Box& face, bool hovered) {
  const Palette& k = p.colours();
  if (hovered) p.fill(face, k.line, 8);
  const Rgba ink = hovered ? k.text : k.quiet;
  const float chevron = 9 * std::clamp(p.scale(), 0.9F, 1.4F), mark = chevron * 1.5F;
  const bool has_icon = c.icon != Icon::none;
  Box inner = face.inset(10, 0);
  const float lead = has_icon ? mark + 8 : 0;
  const float w = std::min(p.width(c.label, 13), inner.w - chevron - 6 - lead);
  cut_left(inner, (inner.w - lead - w - 7 - chevron) * (has_icon ? 1.0F : 0.5F));
  if (has_icon) {
    draw_icon(p, c.icon, cut_left(inner, mark), mark, ink);
    cut_left(inner, 8);
  }
  p.text(cut_left(inner, w + 1), c.label, {.size = 13, .colour = ink});
  cut_left(inner, 6);
  draw_icon(p, Icon::chevron, cut_left(inner, chevron), chevron, ink);
}

void draw_room(Painter& p, const Control& c, Icon icon, bool hovered) {
  const Palette& k = p.colours();
  const bool here = c.pressed.value_or(false);
  Box face = c.box.inset(4, 4);
  if (hovered && !here) p.fill(face, k.line, kRadius);
  if (here) p.fill(face, k.surface, kRadius);
  const Rgba ink = here || hovered ? k.text : k.quiet;
  const float icon_px = 20 * std::clamp(p.scale(), 0.9F, 1.3F), word_h = kNavTextPx * p.scale() * 1.25F, gap = 4;
  const float top = face.centre_y() - (icon_px + gap + word_h) / 2;
  draw_icon(p, icon, {face.x, top, face.w, icon_px}, icon_px, here ? k.accent : ink);
  p.text({face.x, top + icon_px + gap, face.w, word_h}, c.label,
         {.size = kNavTextPx, .colour = ink, .align = Align::centre});
}

void draw_tool(Painter& p, const Control& c, Icon icon, const Box& face, bool hovered) {
  const Palette& k = p.colours();
  const bool on = c.pressed.value_or(false);
  if (hovered || on) p.fill(face, on && !hovered ? k.surface : k.line, 8);
  if (on)
    p.outline(face, k.line, 8);
  else if (c.outlined)
    p.outline(face, c.disabled ? k.line : k.edge, 8);
  draw_face(p, face, icon, c.label, 13, 16 * std::clamp(p.scale(), 0.9F, 1.4F),
            c.disabled      ? faded(k.quiet, 0.5F)
            : hovered || on ? k.text
                            : k.quiet);
}

// What it is over what it is set to.
void draw_cell(Painter& p, const Control& c, const Box& face, bool hovered) {
  const Palette& k = p.colours();
  if (hovered) p.fill(face, k.line, 8);
  Box inner = face.inset(8, 4);
  const float chevron = 9 * std::clamp(p.scale(), 0.9F, 1.4F);
  p.text(cut_top(inner, inner.h * 0.46F), c.caption, {.size = 12, .colour = k.quiet});
  const float w = std::min(p.width(c.label, 13, Face::strong), inner.w - chevron - 8);
  p.text(cut_left(inner, w + 1), c.label, {.size = 13, .colour = k.text, .face = Face::strong});
  cut_left(inner, 7);
  draw_icon(p, Icon::chevron, cut_left(inner, chevron), chevron, hovered ? k.text : k.quiet);
}

void draw_toggle(Painter& p, const Control& c, const Box& face, bool hovered) {
  const Palette& k = p.colours();
  if (hovered) p.fill(face, k.line, 8);
  Box inner = face.inset(8, 0);
  const float size = 18 * std::clamp(p.scale(), 0.9F, 1.3F);
  const Box column = cut_left(inner, size);
  const Box mark{column.x, column.centre_y() - size / 2, size, size};
  if (c.pressed.value_or(false)) {
    p.fill(mark, k.accent, 4);
    const float u = size / 18;
    const ImVec2 tick[]{{mark.x + 4 * u, mark.y + 9.5F * u},
                        {mark.x + 7.5F * u, mark.y + 13 * u},
                        {mark.x + 14 * u, mark.y + 5.5F * u}};
    p.list().AddPolyline(tick, 3, packed(k.on_accent), 0, 2 * u);
  } else {
    p.outline(mark, k.edge, 4, 1.5F);
  }
  cut_left(inner, 10);
  p.text(inner, c.label, {.size = 13, .colour = k.text});
}

// A word that a press takes away.
void draw_removable(Painter& p, const Control& c, const Box& face, bool hovered) {
  const Palette& k = p.colours();
  p.fill(face, hovered ? k.line : mixed(k.surface, k.accent, 0.14F), face.h / 2);
  p.outline(face, hovered ? k.edge : k.line, face.h / 2);
  Box inner = face.inset(10, 0);
  const float mark = 10 * std::clamp(p.scale(), 0.9F, 1.4F);
  draw_icon(p, Icon::close, cut_right(inner, mark), mark, hovered ? k.text : k.quiet);
  cut_right(inner, 6);
  p.text(inner, c.label, {.size = 13, .colour = k.text});
}

}  // namespace

void draw_control(Painter& p, const Control& c, ControlState state) {
  const Palette& k = p.colours();
  const Icon icon = c.icon;
  const float grow = std::clamp(p.scale(), 0.9F, 1.4F);  // icons follow the text, but never out of their buttons
  const bool hovered = state.hovered && !c.disabled;
  Box face = c.box;
  float radius = kRadius;
  switch (c.look) {
    case Look::primary: {
      const Rgba fill = c.disabled ? k.line : c.neutral ? k.text : k.accent;
      p.fill(face, hovered ? mixed(fill, k.background, 0.12F) : fill, radius);
      draw_face(p, face, icon, c.label, 15, 18 * grow, c.disabled ? k.quiet : c.neutral ? k.background : k.on_accent);
      break;
    }
    case Look::secondary:
      if (hovered) p.fill(face, k.line, radius);
      p.outline(face, c.disabled ? k.line : k.edge, radius);
      draw_face(p, face, icon, c.label, face.h > 50 ? 15.0F : 13.0F, 16 * grow,
                c.disabled ? faded(k.quiet, 0.5F) : k.text);
      break;
    case Look::sample: {
      p.fill(face, hovered ? k.line : k.surface, radius);
      p.outline(face, k.line, radius);
      draw_face(p, face, icon, c.label, 13, 11 * grow, k.text);
      break;
    }
    case Look::chip:
      face = {face.x, face.centre_y() - std::min(face.h, 24 + 8 * p.scale()) / 2, face.w,
              std::min(face.h, 24 + 8 * p.scale())};
      radius = 8;
      draw_chip(p, c, face, hovered);
      break;
    case Look::icon:
      face = face.inset(4, 4);
      if (hovered || c.pressed.value_or(false)) p.fill(face, k.line, radius);
      draw_icon(p, icon, face, c.small_icon ? 14.0F * grow : 18.0F * grow,
                c.disabled                  ? faded(k.quiet, 0.4F)
                : c.pressed.value_or(false) ? k.accent
                : hovered                   ? k.text
                                            : k.quiet);
      break;
    case Look::room:
      draw_room(p, c, icon, hovered);
      face = face.inset(4, 4);
      break;
    case Look::tool:
      face = {face.x, face.centre_y() - std::min(face.h, 24 + 12 * p.scale()) / 2, face.w,
              std::min(face.h, 24 + 12 * p.scale())};
      radius = 8;
      draw_tool(p, c, icon, face, hovered);
      break;
    case Look::cell:
      radius = 8;
      draw_cell(p, c, face, hovered);
      break;
    case Look::removable:
      face = {face.x, face.centre_y() - std::min(face.h, 20 + 10 * p.scale()) / 2, face.w,
              std::min(face.h, 20 + 10 * p.scale())};
      radius = face.h / 2;
      draw_removable(p, c, face, hovered);
      break;
    case Look::toggle:
      radius = 8;
      draw_toggle(p, c, face, hovered);
      break;
    case Look::plain:
      radius = 2;
      break;
  }
  if (state.focused) p.outline(face.inset(-3, -3), k.accent, radius + 3, 2);
}

}  // namespace emo::ui
