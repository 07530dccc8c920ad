#include <memory>

#include "ui/rooms/draw/room_drawing.h"

namespace emo::ui {

class TallyDrawing : public RoomDrawing {
 public:
  explicit TallyDrawing(const Room& room) : room_(room) {}
  Outcome draw(Painter& painter, const Scene& scene) override {
    painter.text(scene.layout.content.inset(0, scene.layout.content.h / 4), room_.spoken(),
                 {.size = 20, .colour = painter.colours().text, .align = Align::centre});
    return {};
  }

 private:
  const Room& room_;
};

namespace tally {
std::unique_ptr<RoomDrawing> make_drawing(const Room& room) { return std::make_unique<TallyDrawing>(room); }
}  // namespace tally

}  // namespace emo::ui
