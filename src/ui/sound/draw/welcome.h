#pragma once
#include "ui/kit/painter.h"
#include "ui/shell/scene.h"
#include "ui/sound/welcome.h"

namespace emo::ui {

void draw_welcome(Painter& painter, const Scene& scene, const WelcomeWords& words);

}  // namespace emo::ui
