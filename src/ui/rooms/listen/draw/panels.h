// The parts of the Listen room as they look.
#pragma once
#include <array>
#include <optional>
#include <string_view>

#include "ui/charts/draw/charts.h"
#include "ui/kit/painter.h"
#include "ui/rooms/listen/boxes.h"
#include "ui/shell/scene.h"

namespace emo::ui {

struct ListenScene : Scene {
  const ListenBoxes& boxes;
  const Explanation* explanation = nullptr;  // over the spectrogram
  double replayed_s = -1;
};

void draw_verdict(Painter& painter, const ListenScene& scene);
void draw_verdict_mark(Painter& painter, const Reading& reading, const Box& box);
// In place of one verdict; caption: which sound it is about.
void draw_comparison(Painter& painter, const ListenScene& scene, const Reading& compared, std::string_view caption);
void draw_plane(Painter& painter, const ListenScene& scene);  // in place of the bars
std::optional<ControlRequest> draw_timeline(Painter& painter, const ListenScene& scene);

class BarsPanel {
 public:
  // Returns whether the bars are still on their way.
  bool draw(Painter& painter, const ListenScene& scene);

 private:
  bool ease(const Reading& reading, int slot, float share);

  std::array<Probabilities, kModelSlots> shown_{};
  double last_ms_ = 0;
};

}  // namespace emo::ui
