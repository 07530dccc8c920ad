#pragma once
#include "ui/rooms/data/layout.h"
#include "ui/rooms/data/state.h"
#include "ui/shell/scene.h"

namespace emo::ui {

struct DataScene : Scene {
  const DataRoomState& data;
  const DataBoxes& boxes;
};

}  // namespace emo::ui
