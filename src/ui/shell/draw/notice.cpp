#include "ui/kit/icons.h"
#include "ui/shell/draw/frame.h"

namespace emo::ui {

void draw_notice(Painter& p, const Scene& scene) {
  const Layout& l = scene.layout;
  if (l.notice.empty()) return;
  const Palette& k = p.colours();
  const bool error = scene.view.notice_kind == "error";
  const Rgba colour = error ? k.error : k.accent;
  p.fill(l.notice, mixed(k.background, colour, 0.10F));
  p.fill({l.notice.x, l.notice.y, 3, l.notice.h}, colour);
  draw_icon(p, error ? Icon::warning : Icon::info, {l.notice_text.x - 32, l.notice.y, 20, l.notice.h}, 18, colour);
  const float h = text_height(scene.view.notice, 13 * p.scale(), l.notice_text.w);
  p.paragraph({l.notice_text.x, l.notice.centre_y() - h / 2, l.notice_text.w, h}, scene.view.notice,
              {.size = 13, .colour = k.text});
}

}  // namespace emo::ui
