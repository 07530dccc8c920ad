#include "contract/data_view_parts.h"
#include "ui/rooms/data/draw/panel.h"
#include "ui/rooms/data/state.h"

namespace emo::ui {

// Field and chips are controls; what remains are those without room.
void draw_data_chips(Painter& p, const DataScene& scene) {
  const DataBoxes& d = scene.boxes;
  if (d.chips_left_out.empty()) return;
  const std::size_t left = scene.data.chips().size() - d.chips.size();
  p.text(d.chips_left_out, "+" + std::to_string(left),
         {.size = 13, .colour = p.colours().quiet, .align = Align::centre});
}

}  // namespace emo::ui
