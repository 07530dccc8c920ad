// The Data room's charts as they look: the marks of ui/rooms/data/charts/figure.h, and what the pointer reads.
#pragma once
#include "ui/kit/painter.h"
#include "ui/rooms/data/draw/scene.h"

namespace emo {
struct DataRequest;
struct DataView;
}  // namespace emo

namespace emo::ui {

// Every chart but the map and the comparison, with its title. hovered_element: of chart_shape() in the same box,
// −1 none.
void draw_data_chart(Painter& painter, const DataScene& scene, const DataView& view, const DataRequest& request,
                     const Box& box, bool donut, int hovered_element);

}  // namespace emo::ui
