#include "ui/kit/icons.h"

#include <cmath>
#include <numbers>
#include <utility>

namespace emo::ui {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;

struct Pen {
  ImDrawList& list;
  ImVec2 c;
  float u;  // half the size
  ImU32 colour;
  float thickness;

  [[nodiscard]] ImVec2 at(float x, float y) const { return {c.x + x * u, c.y + y * u}; }
  void line(float x0, float y0, float x1, float y1) const { list.AddLine(at(x0, y0), at(x1, y1), colour, thickness); }
  void stroke() const { list.PathStroke(colour, 0, thickness); }
};

void microphone(const Pen& p) {
  p.list.AddRectFilled(p.at(-0.30F, -0.95F), p.at(0.30F, 0.25F), p.colour, 0.30F * p.u);
  p.list.PathArcTo(p.at(0, 0), 0.58F * p.u, 0.06F * kPi, 0.94F * kPi, 16);
  p.stroke();
  p.line(0, 0.58F, 0, 0.92F);
}

void file(const Pen& p) {
  // A small wave under an opening arrow reads as "sound file" better than a sheet of paper.
  constexpr float kHeights[]{0.30F, 0.75F, 1.0F, 0.55F, 0.80F, 0.35F};
  for (int i = 0; i < 6; ++i) {
    const float x = -0.85F + 0.34F * static_cast<float>(i);
    p.line(x, -kHeights[i] * 0.85F, x, kHeights[i] * 0.85F);
  }
}

void moon(const Pen& p) {
  // Two circles, radius 0.85 around the middle and 0.68 around (0.40, −0.35), between the points where they cross.
  p.list.PathArcTo(p.at(0, 0), 0.85F * p.u, 0.2078F, 4.6378F, 28);
  p.list.PathArcTo(p.at(0.40F, -0.35F), 0.68F * p.u, 3.90F, 0.95F, 20);  // a little short: no point twice
  p.list.PathFillConcave(p.colour);
}

void sun(const Pen& p) {
  p.list.AddCircle(p.c, 0.42F * p.u, p.colour, 24, p.thickness);
  for (int i = 0; i < 8; ++i) {
    const float a = static_cast<float>(i) * kPi / 4;
    p.line(std::cos(a) * 0.68F, std::sin(a) * 0.68F, std::cos(a) * 0.95F, std::sin(a) * 0.95F);
  }
}

void info(const Pen& p) {
  p.list.AddCircle(p.c, 0.88F * p.u, p.colour, 32, p.thickness);
  p.line(0, -0.08F, 0, 0.45F);
  p.list.AddCircleFilled(p.at(0, -0.40F), 0.11F * p.u, p.colour, 12);
}

void warning(const Pen& p) {
  p.list.AddTriangle(p.at(0, -0.85F), p.at(0.95F, 0.80F), p.at(-0.95F, 0.80F), p.colour, p.thickness);
  p.line(0, -0.30F, 0, 0.28F);
  p.list.AddCircleFilled(p.at(0, 0.53F), 0.10F * p.u, p.colour, 12);
}

void room_listen(const Pen& p) {  // an ear of circles: sound arriving
  p.list.AddCircleFilled(p.at(-0.55F, 0), 0.24F * p.u, p.colour, 16);
  for (const float r : {0.62F, 1.12F}) {
    p.list.PathArcTo(p.at(-0.55F, 0), r * p.u, -0.28F * kPi, 0.28F * kPi, 16);
    p.stroke();
  }
}

void room_features(const Pen& p) {  // three curves, one under the other
  for (const auto& [y, height] : {std::pair(-0.62F, 0.26F), std::pair(0.0F, 0.16F), std::pair(0.62F, 0.22F)}) {
    for (int i = 0; i <= 24; ++i) {
      const float t = static_cast<float>(i) / 24;
      p.list.PathLineTo(p.at(-0.9F + 1.8F * t, y - height * std::sin(t * kPi * (y == 0 ? 3.0F : 2.0F))));
    }
    p.stroke();
  }
}

void room_data(const Pen& p) {  // a chart of four bars on its axis
  constexpr float kHeights[]{0.55F, 1.25F, 0.85F, 1.6F};
  for (int i = 0; i < 4; ++i) {
    const float x = -0.8F + 0.44F * static_cast<float>(i);
    p.list.AddRectFilled(p.at(x, 0.72F - kHeights[i]), p.at(x + 0.28F, 0.72F), p.colour, 1);
  }
  p.line(-0.95F, 0.92F, 0.95F, 0.92F);
}

void skip(const Pen& p, float way) {
  const ImVec2 corners[]{p.at(-0.65F * way, -0.75F), p.at(0.45F * way, 0), p.at(-0.65F * way, 0.75F)};
  p.list.AddTriangleFilled(corners[0], corners[1], corners[2], p.colour);
  p.line(0.65F * way, -0.75F, 0.65F * way, 0.75F);
}

void follow(const Pen& p) {  // a list with an arrow down along it
  for (const float y : {-0.6F, 0.0F, 0.6F}) p.line(-0.2F, y, 0.9F, y);
  p.line(-0.65F, -0.7F, -0.65F, 0.6F);
  p.list.AddTriangleFilled(p.at(-0.95F, 0.35F), p.at(-0.35F, 0.35F), p.at(-0.65F, 0.8F), p.colour);
}

void dice(const Pen& p) {
  p.list.AddRect(p.at(-0.8F, -0.8F), p.at(0.8F, 0.8F), p.colour, 0.3F * p.u, 0, p.thickness);
  for (const float at : {-0.38F, 0.0F, 0.38F}) p.list.AddCircleFilled(p.at(at, -at), 0.14F * p.u, p.colour, 12);
}

void lasso(const Pen& p) {
  p.list.AddEllipse(p.at(0, -0.25F), {0.9F * p.u, 0.58F * p.u}, p.colour, -0.2F, 28, p.thickness);
  p.list.PathArcTo(p.at(-0.1F, 0.75F), 0.5F * p.u, 0.95F * kPi, 1.5F * kPi, 10);
  p.stroke();
}

void panes(const Pen& p) {
  p.list.AddRect(p.at(-0.85F, -0.85F), p.at(0.85F, 0.85F), p.colour, 2, 0, p.thickness);
  p.line(-0.85F, -0.28F, 0.85F, -0.28F);
  p.line(-0.85F, 0.28F, 0.85F, 0.28F);
}

void sliders(const Pen& p) {
  for (const auto& [y, x] : {std::pair(-0.6F, 0.35F), std::pair(0.0F, -0.4F), std::pair(0.6F, 0.1F)}) {
    p.line(-0.9F, y, x - 0.22F, y);
    p.line(x + 0.22F, y, 0.9F, y);
    p.list.AddCircle(p.at(x, y), 0.2F * p.u, p.colour, 16, p.thickness);
  }
}

void loop(const Pen& p) {
  p.list.PathArcTo(p.c, 0.72F * p.u, -0.35F * kPi, 1.35F * kPi, 28);
  p.stroke();
  const ImVec2 tip = p.at(0.72F * std::cos(-0.35F * kPi), 0.72F * std::sin(-0.35F * kPi));
  p.list.AddTriangleFilled({tip.x + 0.30F * p.u, tip.y + 0.10F * p.u}, {tip.x - 0.32F * p.u, tip.y + 0.18F * p.u},
                           {tip.x + 0.02F * p.u, tip.y - 0.42F * p.u}, p.colour);
}

void picture(const Pen& p) {
  p.list.AddRect(p.at(-0.9F, -0.75F), p.at(0.9F, 0.75F), p.colour, 2, 0, p.thickness);
  p.list.PathLineTo(p.at(-0.8F, 0.5F));
  p.list.PathLineTo(p.at(-0.25F, -0.15F));
  p.list.PathLineTo(p.at(0.15F, 0.25F));
  p.list.PathLineTo(p.at(0.4F, 0.0F));
  p.list.PathLineTo(p.at(0.8F, 0.45F));
  p.stroke();
}

void table(const Pen& p) {
  p.list.AddRect(p.at(-0.9F, -0.75F), p.at(0.9F, 0.75F), p.colour, 2, 0, p.thickness);
  p.line(-0.9F, -0.25F, 0.9F, -0.25F);
  p.line(-0.9F, 0.25F, 0.9F, 0.25F);
  p.line(-0.25F, -0.75F, -0.25F, 0.75F);
}

}  // namespace

void draw_icon(Painter& painter, Icon icon, const Box& box, float size, Rgba colour) {
  const Pen p{painter.list(), {box.centre_x(), box.centre_y()}, size / 2, packed(colour), std::max(1.5F, size / 12)};
  switch (icon) {
    case Icon::none:
      break;
    case Icon::microphone:
      microphone(p);
      break;
    case Icon::file:
      file(p);
      break;
    case Icon::play:
      p.list.AddTriangleFilled(p.at(-0.6F, -0.85F), p.at(0.9F, 0), p.at(-0.6F, 0.85F), p.colour);
      break;
    case Icon::pause:
      p.list.AddRectFilled(p.at(-0.65F, -0.8F), p.at(-0.15F, 0.8F), p.colour, 1);
      p.list.AddRectFilled(p.at(0.15F, -0.8F), p.at(0.65F, 0.8F), p.colour, 1);
      break;
    case Icon::stop:
      p.list.AddRectFilled(p.at(-0.7F, -0.7F), p.at(0.7F, 0.7F), p.colour, 2);
      break;
    case Icon::close:
      p.line(-0.6F, -0.6F, 0.6F, 0.6F);
      p.line(-0.6F, 0.6F, 0.6F, -0.6F);
      break;
    case Icon::sun:
      sun(p);
      break;
    case Icon::moon:
      moon(p);
      break;
    case Icon::info:
      info(p);
      break;
    case Icon::chevron:
      p.list.PathLineTo(p.at(-0.7F, -0.32F));
      p.list.PathLineTo(p.at(0, 0.38F));
      p.list.PathLineTo(p.at(0.7F, -0.32F));
      p.stroke();
      break;
    case Icon::warning:
      warning(p);
      break;
    case Icon::room_listen:
      room_listen(p);
      break;
    case Icon::room_features:
      room_features(p);
      break;
    case Icon::room_data:
      room_data(p);
      break;
    case Icon::previous:
      skip(p, -1);
      break;
    case Icon::next:
      skip(p, 1);
      break;
    case Icon::follow:
      follow(p);
      break;
    case Icon::dice:
      dice(p);
      break;
    case Icon::lasso:
      lasso(p);
      break;
    case Icon::panes:
      panes(p);
      break;
    case Icon::sliders:
      sliders(p);
      break;
    case Icon::minus:
      p.line(-0.7F, 0, 0.7F, 0);
      break;
    case Icon::plus:
      p.line(-0.7F, 0, 0.7F, 0);
      p.line(0, -0.7F, 0, 0.7F);
      break;
    case Icon::loop:
      loop(p);
      break;
    case Icon::picture:
      picture(p);
      break;
    case Icon::table:
      table(p);
      break;
    case Icon::text_size: {
      painter.text({box.centre_x() - size * 0.70F, box.y, size, box.h}, "A",
                   {.size = size * 0.95F / painter.scale(), .colour = colour, .face = Face::strong});
      painter.text({box.centre_x() + size * 0.06F, box.y + size * 0.06F, size, box.h}, "a",
                   {.size = size * 0.78F / painter.scale(), .colour = colour, .face = Face::strong});
      break;
    }
  }
}

}  // namespace emo::ui
