// The map's picture: points in one draw call, whose bytes are rebuilt only when the view or the theme changes.
#pragma once
#include <cstdint>
#include <vector>

#include "ui/gl/point_painter.h"
#include "ui/kit/painter.h"
#include "ui/rooms/data/draw/scene.h"
#include "ui/rooms/data/map.h"

namespace emo {
struct DataRequest;
struct DataView;
}  // namespace emo

namespace emo::ui {

class DataMapPanel {
 public:
  [[nodiscard]] bool ok() const { return points_.ok(); }
  void draw(Painter& painter, const DataScene& scene, const DataView& view, const DataRequest& request,
            const DataMap& map, const Box& box);

 private:
  struct Seen {  // what the marks are made of
    std::vector<float> x, y;
    std::vector<std::uint16_t> codes, words;
    std::vector<std::uint8_t> picked;
    std::uint8_t field = 0;
    Theme theme{};
  };
  struct Picture {  // read by the draw callback
    PointPainter* points = nullptr;
    PointPicture wanted;
  };
  void make_marks(const DataScene& scene, const DataView& view, const DataRequest& request);
  void draw_points(Painter& painter, const DataScene& scene, const MapScale& scale, const MapWindow& window,
                   const Box& plot);

  PointPainter points_;
  Picture picture_;
  Seen seen_;
};

}  // namespace emo::ui
