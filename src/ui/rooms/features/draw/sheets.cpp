#include "ui/kit/icons.h"
#include "ui/rooms/features/controls.h"
#include "ui/rooms/features/draw/parts.h"

namespace emo::ui {

void draw_features_sheet(Painter& p, const FeaturesScene& scene) {
  const FeaturesBoxes& f = scene.boxes;
  const Palette& k = p.colours();
  const bool panes = scene.view.sheet == static_cast<int>(FeaturesSheet::panes);
  // Only a shade: what is chosen is seen at once behind the sheet.
  p.fill(scene.layout.page, faded(rgb(0x05070A), 0.25F));
  p.fill(f.sheet, k.surface, 16);
  p.outline(f.sheet, k.edge, 16);
  p.text(f.sheet_title, panes ? "Panes" : "Parameters", {.size = 15, .colour = k.text, .face = Face::strong});
  if (panes) {
    p.text(f.toggles_caption, "Over spectrogram and mel", {.size = 12, .colour = k.quiet});
    return;
  }
  for (std::size_t g = 0; g < kCellGroups.size(); ++g)
    p.text(f.cell_titles[g], kCellGroups[g].title, {.size = 13, .colour = k.text, .face = Face::strong});
}

}  // namespace emo::ui
