// A room as it looks. It lives as long as the graphics context, the room itself longer.
#pragma once
#include <memory>
#include <optional>

#include "ui/kit/painter.h"
#include "ui/rooms/room.h"
#include "ui/shell/scene.h"

namespace emo::ui {

class RoomDrawing {
 public:
  struct Outcome {
    std::optional<ControlRequest> request{};
    bool moving = false;  // wants another frame at once
  };

  virtual ~RoomDrawing() = default;
  [[nodiscard]] virtual bool ok() const { return true; }  // all of the GPU's part could be made
  // Draws everything but the controls; the shell draws the controls over it.
  virtual Outcome draw(Painter& painter, const Scene& scene) = 0;
  virtual void draw_sheet(Painter&, const Scene&) {}  // the open sheet's ground and words
};

}  // namespace emo::ui
