// The Data room as it looks.
#pragma once
#include <optional>

#include "ui/gl/picture_textures.h"
#include "ui/kit/painter.h"
#include "ui/rooms/data/draw/map_panel.h"
#include "ui/rooms/data/draw/scene.h"

namespace emo::ui {

class DataPanel {
 public:
  [[nodiscard]] bool ok() const { return map_.ok(); }
  void draw(Painter& painter, const DataScene& scene);

 private:
  void draw_chart(Painter& painter, const DataScene& scene);
  void draw_pictures(Painter& painter, const DataScene& scene);

  DataMapPanel map_;
  PictureTextures pictures_;
};

void draw_data_table(Painter& painter, const DataScene& scene);
void draw_data_chips(Painter& painter, const DataScene& scene);
void draw_data_player(Painter& painter, const DataScene& scene);  // its words; waveform and spectrogram are the page's

// An emotion's shape in its colour before its word, from the left of the box; other words alone. Returns the width.
float draw_emotion_word(Painter& painter, const Box& box, std::uint16_t code, std::string_view word,
                        const TextStyle& style);

}  // namespace emo::ui
