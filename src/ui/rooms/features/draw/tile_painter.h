// Draws the pictures of the Features room from the store's tiles: a texture a tile, uploaded when it is seen and only
// as far as it is new, forgotten when others need the room.
#pragma once
#include <GLES3/gl3.h>

#include <cstdint>
#include <unordered_map>

#include "ui/base/colour_map.h"
#include "ui/base/geometry.h"
#include "ui/gl/program.h"
#include "ui/rooms/features/axes.h"
#include "ui/rooms/features/store.h"
#include "ui/rooms/features/window.h"

namespace emo::ui {

struct TilePicture {
  const PaneStore* pane = nullptr;
  Box plot;               // CSS pixels
  float page_height = 0;  // CSS pixels
  float pixel_ratio = 1;
  Stretch seen;
  RowAxis axis;
  bool diverging = false;
  float low = 0, high = 1;  // values at the ends of the colours; diverging: −high … high
  ColourMap map = ColourMap::viridis;
  Theme theme = Theme::dark;
};

class TilePainter {
 public:
  static constexpr std::size_t kMostBytes = 48U << 20U;  // of textures

  TilePainter();
  ~TilePainter();
  TilePainter(const TilePainter&) = delete;
  TilePainter& operator=(const TilePainter&) = delete;
  [[nodiscard]] bool ok() const { return program_.ok(); }

  // [inside a draw callback] Leaves viewport, blending and program changed: ImDrawCallback_ResetRenderState must
  // follow.
  void draw(const TilePicture& picture);

 private:
  struct Texture {
    GLuint id = 0;
    std::uint32_t uploaded = 0;  // the newest stamp in it
    std::uint64_t used = 0;
    std::size_t bytes = 0;
  };
  struct Columns {  // those of one level
    int level = 0;
    double frames = 1;  // a column
    double per_pixel = 1;
  };
  void use_colours(const TilePicture& picture);
  void set_uniforms(const TilePicture& picture, const Columns& columns, float pixels_high, int rungs);
  void draw_tiles(const TilePicture& picture, const Columns& columns, int rungs);
  void bind_tile(const PaneStore& pane, int level, const Tile& tile);
  void make_room();
  [[nodiscard]] GLint at(const char* name);

  Program program_;
  std::unordered_map<std::string_view, GLint> uniforms_;
  GLuint colours_texture_ = 0, vertex_array_ = 0;
  int map_ = -1, theme_ = -1;
  std::unordered_map<std::uint32_t, Texture> textures_;  // by the tile's serial number
  std::size_t bytes_ = 0;
  std::uint64_t uses_ = 0;
};

}  // namespace emo::ui
