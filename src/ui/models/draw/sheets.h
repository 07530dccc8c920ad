// The list of models and a model's card.
#pragma once
#include "ui/kit/painter.h"
#include "ui/shell/scene.h"

namespace emo::ui {

// Sheets that scroll: what is drawn between the two is cut off at their edges.
void begin_sheet(Painter& painter, const Scene& scene, std::string_view title);
void end_sheet(Painter& painter, const Scene& scene);
void draw_models_sheet(Painter& painter, const Scene& scene);
void draw_card_sheet(Painter& painter, const Scene& scene);

}  // namespace emo::ui
