// Draws the map's points: the fragment shader cuts each one's shape out of its square, with smooth edges. Zoom and
// movement are uniforms: bytes go to the GPU only when the points themselves are others.
#pragma once
#include <GLES3/gl3.h>

#include <cstdint>
#include <vector>

#include "ui/base/colour.h"
#include "ui/base/geometry.h"
#include "ui/gl/program.h"

namespace emo::ui {

struct PointMark {     // as the vertex shader reads it
  float x = 0, y = 0;  // on the map
  Rgba colour;
  float shape = 0;  // Shape
};

struct PointPicture {
  Box plot, page;                      // CSS pixels
  float pixel_ratio = 1, size = 8;     // size: of a mark, CSS pixels
  float x0 = 0, y0 = 0, per_unit = 1;  // MapScale
  Rgba edge;                           // around each mark, so that those that overlap stay apart
};

class PointPainter {
 public:
  PointPainter();
  ~PointPainter();
  PointPainter(const PointPainter&) = delete;
  PointPainter& operator=(const PointPainter&) = delete;
  [[nodiscard]] bool ok() const { return program_.ok(); }

  std::vector<PointMark> marks;  // drawn in this order; after changing them:
  void changed() { uploaded_ = false; }

  // [inside a draw callback] Leaves viewport, scissor and program changed: ImDrawCallback_ResetRenderState
  // must follow.
  void draw(const PointPicture& picture);

 private:
  Program program_;
  GLuint vertex_array_ = 0, buffer_ = 0;
  bool uploaded_ = false;
};

}  // namespace emo::ui
