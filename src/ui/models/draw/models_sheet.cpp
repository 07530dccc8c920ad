#include "ui/kit/widgets.h"
#include "ui/models/controls.h"
#include "ui/models/draw/sheets.h"

namespace emo::ui {
namespace {

void draw_row(Painter& p, const Scene& scene, std::size_t i) {
  const Palette& k = p.colours();
  const ModelEntry& model = scene.view.models[i];
  const ModelRow& row = scene.layout.model_rows[i];
  const Box& view = scene.layout.sheet.view;
  if (!row.row.overlaps(view)) return;
  if (i > 0) p.horizontal_rule(row.row.x, row.row.y, row.row.w);
  const bool chosen = static_cast<int>(i) == scene.view.model_index;
  p.text(row.title, model.title, {.size = 15, .colour = k.text, .face = Face::strong});
  p.text(row.family, model_family_word(model), {.size = 13, .colour = k.quiet});
  const std::string state = model_state_words(scene.view, i);
  const bool failed = (chosen ? scene.view.model : scene.view.compared_state) == ModelState::failed;
  p.text(row.state, state,
         {.size = 13, .colour = failed ? k.error : k.accent, .face = Face::strong, .align = Align::right});
  p.paragraph(row.facts, model_facts(model), {.size = 13, .colour = k.quiet});
  p.paragraph(row.summary, model.summary, {.size = 13, .colour = mixed(k.quiet, k.text, 0.6F)});
}

}  // namespace

void begin_sheet(Painter& p, const Scene& scene, std::string_view title) {
  const SheetBoxes& sheet = scene.layout.sheet;
  const Palette& k = p.colours();
  p.fill(scene.layout.page, faded(rgb(0x05070A), 0.6F));
  p.fill(sheet.frame, k.surface, 16);
  p.outline(sheet.frame, k.edge, 16);
  p.text(sheet.title, title, {.size = 20, .colour = k.text, .face = Face::strong});
  p.list().PushClipRect({sheet.view.x, sheet.view.y}, {sheet.view.right(), sheet.view.bottom()}, true);
}

void end_sheet(Painter& p, const Scene& scene) {
  const SheetBoxes& sheet = scene.layout.sheet;
  const Palette& k = p.colours();
  const Box& view = sheet.view;
  p.list().PopClipRect();
  if (sheet.scroll_end() <= 0) return;
  if (sheet.scroll > 0) p.horizontal_rule(sheet.frame.x, view.y, sheet.frame.w);
  const float thumb = std::max(24.0F, view.h * view.h / sheet.contents_h);
  p.fill({view.right() - 3, view.y + (view.h - thumb) * sheet.scroll / sheet.scroll_end(), 3, thumb}, k.edge, 1.5F);
}

void draw_models_sheet(Painter& p, const Scene& scene) {
  begin_sheet(p, scene, "Models");
  for (std::size_t i = 0; i < scene.layout.model_rows.size() && i < scene.view.models.size(); ++i)
    draw_row(p, scene, i);
  // All of them, also those cut off by the edge, which are not in the list of controls.
  for (const Control& control : model_controls(scene.view, scene.layout)) {
    if (!control.box.overlaps(scene.layout.sheet.view)) continue;
    draw_control(p, control,
                 {.hovered = scene.view.hovered == control.id, .focused = scene.view.focused == control.id});
  }
  end_sheet(p, scene);
}

}  // namespace emo::ui
