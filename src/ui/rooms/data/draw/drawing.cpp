#include <memory>

#include "ui/charts/draw/charts.h"
#include "ui/rooms/data/draw/panel.h"
#include "ui/rooms/data/room.h"
#include "ui/rooms/draw/room_drawing.h"

namespace emo::ui {
namespace {

class DataDrawing : public RoomDrawing {
 public:
  explicit DataDrawing(const DataRoom& room) : room_(room) {}
  [[nodiscard]] bool ok() const override { return panel_.ok() && spectrogram_.ok(); }

  Outcome draw(Painter& painter, const Scene& scene) override {
    const DataBoxes& d = room_.boxes();
    panel_.draw(painter, DataScene{{scene}, room_.state(), d});
    if (d.spectrogram.plot.empty()) return {};
    Outcome outcome{.request = waveform_.draw(painter, scene, d.waveform)};
    if (const auto next = spectrogram_.draw(painter, scene, d.spectrogram)) outcome.request = next;
    return outcome;
  }

 private:
  const DataRoom& room_;
  DataPanel panel_;
  SpectrogramPanel spectrogram_;
  WaveformPanel waveform_;
};

}  // namespace

namespace data {
std::unique_ptr<RoomDrawing> make_drawing(const Room& room) {
  return std::make_unique<DataDrawing>(static_cast<const DataRoom&>(room));
}
}  // namespace data

}  // namespace emo::ui
