// Draws columns of dB bytes as a picture: a texture ring (one row a column), a colour table, one shader.
#pragma once
#include <GLES3/gl3.h>

#include <cstdint>
#include <functional>
#include <span>

#include "ui/base/colour_map.h"
#include "ui/base/geometry.h"
#include "ui/charts/axis.h"
#include "ui/gl/program.h"
#include "ui/shell/view_state.h"
#include "ui/sound/history.h"

namespace emo::ui {

struct SpectrogramView {
  Box plot;               // CSS pixels
  float page_height = 0;  // CSS pixels
  float pixel_ratio = 1;
  double start_s = 0, end_s = 1;  // time at the left and right edge
  FrequencyScale scale = FrequencyScale::mel;
  DecibelRange range{-90, -20};
  ColourMap map = ColourMap::viridis;
  Rgba empty{};  // where there is no sound
};

class SpectrogramPainter {
 public:
  SpectrogramPainter();
  ~SpectrogramPainter();
  SpectrogramPainter(const SpectrogramPainter&) = delete;
  SpectrogramPainter& operator=(const SpectrogramPainter&) = delete;
  [[nodiscard]] bool ok() const { return program_.ok(); }

  // Uploads what the texture lacks. session: changes when the columns belong to another sound.
  using ColumnBytes = std::function<std::span<const std::uint8_t>(std::uint64_t)>;
  void upload(std::uint64_t session, const Columns& columns, const ColumnBytes& bytes);
  // [inside a draw callback] Leaves viewport, blending and program changed: ImDrawCallback_ResetRenderState must
  // follow.
  void draw(const SpectrogramView& view);

 private:
  void use_map(ColourMap map);

  Program program_;
  GLuint columns_texture_ = 0, colours_texture_ = 0, vertex_array_ = 0;
  std::uint64_t session_ = ~0ULL;
  Columns uploaded_{};
  int map_ = -1;
};

}  // namespace emo::ui
