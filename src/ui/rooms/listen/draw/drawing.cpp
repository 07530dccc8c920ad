#include <memory>

#include "ui/rooms/draw/room_drawing.h"
#include "ui/rooms/listen/draw/panels.h"
#include "ui/rooms/listen/room.h"
#include "ui/sound/draw/welcome.h"

namespace emo::ui {
namespace {

class ListenDrawing : public RoomDrawing {
 public:
  explicit ListenDrawing(const ListenRoom& room) : room_(room) {}
  [[nodiscard]] bool ok() const override { return spectrogram_.ok(); }

  Outcome draw(Painter& painter, const Scene& shell) override {
    if (shell.layout.input.sound == SoundShown::nothing) {
      draw_welcome(painter, shell, ListenRoom::welcome());
      return {};
    }
    const ListenBoxes& b = room_.boxes();
    const Explanation* explanation = room_.explanation() ? &*room_.explanation() : nullptr;
    const ListenScene scene{{shell}, b, explanation, room_.replayed_s()};
    if (!b.panel.empty()) painter.vertical_rule(b.panel.x, b.panel.y, b.panel.h);
    draw_verdict(painter, scene);
    Outcome outcome{.moving = bars_.draw(painter, scene)};
    outcome.request = waveform_.draw(painter, scene, b.waveform);
    if (const auto next = draw_timeline(painter, scene)) outcome.request = next;
    if (const auto next = spectrogram_.draw(painter, scene, b.spectrogram, b.legend, explanation))
      outcome.request = next;
    return outcome;
  }

 private:
  const ListenRoom& room_;
  SpectrogramPanel spectrogram_;
  WaveformPanel waveform_;
  BarsPanel bars_;
};

}  // namespace

namespace listen {
std::unique_ptr<RoomDrawing> make_drawing(const Room& room) {
  return std::make_unique<ListenDrawing>(static_cast<const ListenRoom&>(room));
}
}  // namespace listen

}  // namespace emo::ui
