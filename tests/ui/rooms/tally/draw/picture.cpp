#include <memory>

#include "ui/rooms/draw/room_picture.h"

namespace emo::ui {

class TallyPicture : public RoomPicture {
 public:
  explicit TallyPicture(const Room& room) : room_(room) {}
  Outcome draw(Painter& painter, const Scene& scene) override {
    painter.text(scene.layout.content.inset(0, scene.layout.content.h / 4), room_.spoken(),
                 {.size = 20, .colour = painter.colours().text, .align = Align::centre});
    return {};
  }

 private:
  const Room& room_;
};

namespace tally {
std::unique_ptr<RoomPicture> make_picture(const Room& room) { return std::make_unique<TallyPicture>(room); }
}  // namespace tally

}  // namespace emo::ui
