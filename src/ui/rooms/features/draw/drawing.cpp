#include <memory>

#include "ui/rooms/draw/room_drawing.h"
#include "ui/rooms/features/draw/parts.h"
#include "ui/rooms/features/room.h"
#include "ui/sound/draw/welcome.h"

namespace emo::ui {
namespace {

class FeaturesDrawing : public RoomDrawing {
 public:
  explicit FeaturesDrawing(const FeaturesRoom& room) : room_(room) {}
  [[nodiscard]] bool ok() const override { return panel_.ok(); }

  Outcome draw(Painter& painter, const Scene& scene) override {
    if (scene.layout.input.sound == SoundShown::nothing)
      draw_welcome(painter, scene, FeaturesRoom::welcome());
    else
      panel_.draw(painter, of(scene));
    return {};
  }
  void draw_sheet(Painter& painter, const Scene& scene) override { draw_features_sheet(painter, of(scene)); }

 private:
  [[nodiscard]] FeaturesScene of(const Scene& scene) const { return {{scene}, room_.state(), room_.boxes()}; }

  const FeaturesRoom& room_;
  FeaturesPanel panel_;
};

}  // namespace

namespace features {
std::unique_ptr<RoomDrawing> make_drawing(const Room& room) {
  return std::make_unique<FeaturesDrawing>(static_cast<const FeaturesRoom&>(room));
}
}  // namespace features

}  // namespace emo::ui
