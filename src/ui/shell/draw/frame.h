// What the shell draws around and over a room.
#pragma once
#include "ui/kit/painter.h"
#include "ui/shell/scene.h"

namespace emo::ui {

void draw_rail(Painter& painter, const Scene& scene);
void draw_top_bar(Painter& painter, const Scene& scene);
void draw_notice(Painter& painter, const Scene& scene);

class AboutPanel {
 public:
  void draw(Painter& painter, const Scene& scene);

 private:
  float scroll_ = 0, dragged_from_y_ = -1;
};

}  // namespace emo::ui
