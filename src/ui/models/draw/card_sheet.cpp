#include <cmath>

#include "ui/kit/widgets.h"
#include "ui/models/draw/sheets.h"

namespace emo::ui {
namespace {

// The name, with its mark if it is an expression.
void draw_name(Painter& p, Box box, std::string_view name, Rgba ink) {
  if (const int emotion = emotion_index(name); emotion >= 0) {
    const float size = kCardMarkPx * p.scale();
    p.shape(static_cast<Emotion>(emotion), box.x + size / 2, box.centre_y(), size,
            p.colours().emotions[static_cast<std::size_t>(emotion)]);
    cut_left(box, size + 8 * p.scale());
  }
  p.text_fitted(box, name, {.size = kCardTextPx, .colour = ink});
}

void draw_interval(Painter& p, const CardBlock& block) {
  const Palette& k = p.colours();
  const CardLine& line = *block.line;
  const int emotion = emotion_index(line.fields[0]);
  const Box& bar = block.bar;
  const Rgba colour = emotion >= 0 ? k.emotions[static_cast<std::size_t>(emotion)] : k.accent;
  draw_bar(p, bar, line.number(1), colour);
  const float low = std::clamp(line.number(2), 0.0F, 1.0F), high = std::clamp(line.number(3), 0.0F, 1.0F);
  if (high <= low) return;
  // The bar makes room for it; a dot marks the value.
  const float x0 = bar.x + bar.w * low, x1 = bar.x + bar.w * high, y = p.snapped(bar.centre_y()), reach = bar.h * 0.6F;
  p.fill({x0, y - reach, x1 - x0, 2 * reach}, k.surface);
  p.fill({x0, y - 1, x1 - x0, 2}, k.text);
  for (const float x : {x0, x1}) p.fill({x - 1, y - reach, 2, 2 * reach}, k.text);
  const float at = bar.x + bar.w * std::clamp(line.number(1), 0.0F, 1.0F);
  p.list().AddCircleFilled({at, y}, bar.h * 0.5F + 1.5F, packed(k.surface), 16);
  p.list().AddCircleFilled({at, y}, bar.h * 0.5F, packed(colour), 16);
}

void draw_heads(Painter& p, const CardBlock& block) {
  const Palette& k = p.colours();
  p.text_fitted({block.name.x, block.name.y, block.name.w - 8, block.name.h}, "acted / said",
                {.size = 12, .colour = k.quiet});
  for (std::size_t i = 0; i < block.cells.size(); ++i) {
    const Box& cell = block.cells[i];
    const std::string& name = block.line->fields[i];
    if (name.empty()) continue;
    const int emotion = emotion_index(name);
    if (emotion >= 0) {
      p.shape(static_cast<Emotion>(emotion), cell.centre_x(), cell.centre_y(), kCardMarkPx * p.scale(),
              k.emotions[static_cast<std::size_t>(emotion)]);
    } else {
      const Box inner = cell.inset(1, 0);
      const std::size_t space = std::min(name.find(' '), name.size());  // at most two lines
      const std::string first = name.substr(0, space), rest = name.substr(std::min(space + 1, name.size()));
      const float widest = std::max(p.width(first, 1), p.width(rest, 1));
      const float size = std::min(12.0F, inner.w / (widest + 0.01F));
      const float h = text_height(name, size * p.scale(), inner.w, Face::regular, 1.15F);
      p.paragraph({inner.x, inner.centre_y() - h / 2, inner.w, h}, name,
                  {.size = size, .colour = k.quiet, .align = Align::centre, .line_height = 1.15F});
    }
  }
}

void draw_counts(Painter& p, const CardBlock& block) {
  const Palette& k = p.colours();
  const CardLine& line = *block.line;
  draw_name(p, block.name, line.fields[0], k.text);
  float sum = 0;
  for (std::size_t i = 1; i < line.fields.size(); ++i) sum += line.number(i);
  for (std::size_t i = 0; i < block.cells.size() && i + 1 < line.fields.size(); ++i) {
    const float share = sum > 0 ? line.number(i + 1) / sum : 0;
    const Rgba ground = mixed(k.background, k.accent, std::pow(share, 0.7F));
    const Box cell = block.cells[i].inset(0.5F, 0.5F);
    p.fill(cell, ground, 3);
    const bool light = contrast(k.text, ground) >= contrast(k.background, ground);
    const Rgba ink = line.number(i + 1) == 0 ? k.quiet : light ? k.text : k.background;
    p.text_fitted(cell.inset(2, 0), line.fields[i + 1],
                  {.size = kCardTextPx, .colour = ink, .face = Face::mono, .align = Align::centre});
  }
}

void draw_block(Painter& p, const CardBlock& block) {
  const Palette& k = p.colours();
  const auto& f = block.line->fields;
  switch (block.line->kind) {
    case CardKind::title:
      break;
    case CardKind::section: {
      Box box = block.box;
      p.text(cut_bottom(box, 26 * p.scale()), f[0], {.size = kCardHeadingPx, .colour = k.text, .face = Face::strong});
      break;
    }
    case CardKind::text:
      p.paragraph(block.box, f[0], {.size = kCardTextPx, .colour = mixed(k.quiet, k.text, 0.6F)});
      break;
    case CardKind::row:
      p.paragraph(block.name, f[0], {.size = kCardTextPx, .colour = k.quiet});
      p.paragraph(block.value, f[1], {.size = kCardTextPx, .colour = k.text});
      break;
    case CardKind::bar:
      draw_name(p, block.name, f[0], k.text);
      draw_interval(p, block);
      p.text(
          block.value, f[4],
          {.size = kCardTextPx, .colour = k.quiet, .align = block.value.x > block.name.x ? Align::right : Align::left});
      break;
    case CardKind::matrix:
      draw_heads(p, block);
      break;
    case CardKind::matrix_row:
      draw_counts(p, block);
      break;
  }
}

void move(Box& box, float x, float y) {
  box.x += x;
  box.y += y;
}

}  // namespace

void draw_card_sheet(Painter& p, const Scene& scene) {
  const SheetBoxes& sheet = scene.layout.sheet;
  begin_sheet(p, scene, card_title(scene.view.card));
  for (const CardBlock& placed : scene.layout.card_blocks) {
    CardBlock block = placed;
    const float x = sheet.view.x, y = sheet.view.y - sheet.scroll;
    for (Box* box : {&block.box, &block.name, &block.value, &block.bar}) move(*box, x, y);
    if (!block.box.overlaps(sheet.view)) continue;
    for (Box& cell : block.cells) move(cell, x, y);
    draw_block(p, block);
  }
  end_sheet(p, scene);
}

}  // namespace emo::ui
