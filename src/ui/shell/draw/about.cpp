#include "ui/shell/draw/frame.h"
#include "ui/sound/words.h"

namespace emo::ui {

void AboutPanel::draw(Painter& p, const Scene& scene) {
  const Palette& k = p.colours();
  const Layout& l = scene.layout;
  p.fill(l.page, faded(rgb(0x05070A), 0.6F));
  p.fill(l.overlay, k.surface, 16);
  p.outline(l.overlay, k.line, 16);
  Box inner = l.overlay_text;
  p.text(cut_top(inner, kAboutTitleRow * p.scale()), "About Emoscope",
         {.size = kAboutTitlePx, .colour = k.text, .face = Face::strong});

  const Pointer& pointer = scene.pointer;
  if (pointer.pressed) dragged_from_y_ = pointer.y + scroll_;
  if (pointer.down && dragged_from_y_ >= 0) scroll_ = dragged_from_y_ - pointer.y;
  if (!pointer.down) dragged_from_y_ = -1;
  scroll_ -= pointer.wheel * 40;

  const auto sections = about_sections(scene.view, scene.header);
  const float height = about_height(sections, p.scale(), inner.w) - kAboutTitleRow * p.scale();
  scroll_ = std::clamp(scroll_, 0.0F, std::max(0.0F, height - inner.h));
  p.list().PushClipRect({inner.x, inner.y}, {inner.right(), inner.bottom()}, true);
  Box at{inner.x, inner.y - scroll_, inner.w, height};
  for (const AboutSection& section : sections) {
    p.text(cut_top(at, kAboutHeadingRow * p.scale()), section.title,
           {.size = kAboutHeadingPx, .colour = k.text, .face = Face::strong});
    for (const std::string& line : section.lines) {
      p.paragraph(at, line, {.size = kAboutTextPx, .colour = k.quiet});
      cut_top(at, text_height(line, kAboutTextPx * p.scale(), inner.w) + kAboutLineGap);
    }
    cut_top(at, kAboutGap);
  }
  p.list().PopClipRect();
  if (height > inner.h + 1) {
    const float thumb = inner.h * inner.h / height;
    p.fill({inner.right() + 8, inner.y + (inner.h - thumb) * scroll_ / (height - inner.h), 3, thumb}, k.edge, 1.5F);
  }
}

}  // namespace emo::ui
