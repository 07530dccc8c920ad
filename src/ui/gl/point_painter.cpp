#include "ui/gl/point_painter.h"

#include <cmath>
#include <cstddef>

#include "emo_shaders.h"

namespace emo::ui {
namespace {

constexpr float kByte = 1.0F / 255.0F;

const void* offset(std::size_t bytes) { return reinterpret_cast<const void*>(bytes); }

}  // namespace

PointPainter::PointPainter() : program_(shaders::points_vert, shaders::points_frag) {
  glGenVertexArrays(1, &vertex_array_);
  glGenBuffers(1, &buffer_);
  glBindVertexArray(vertex_array_);
  glBindBuffer(GL_ARRAY_BUFFER, buffer_);
  constexpr auto stride = static_cast<GLsizei>(sizeof(PointMark));
  glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, stride, offset(offsetof(PointMark, x)));
  glVertexAttribPointer(1, 4, GL_UNSIGNED_BYTE, GL_TRUE, stride, offset(offsetof(PointMark, colour)));
  glVertexAttribPointer(2, 1, GL_FLOAT, GL_FALSE, stride, offset(offsetof(PointMark, shape)));
  for (GLuint i = 0; i < 3; ++i) glEnableVertexAttribArray(i);
  glBindVertexArray(0);
}

PointPainter::~PointPainter() {
  glDeleteBuffers(1, &buffer_);
  glDeleteVertexArrays(1, &vertex_array_);
}

void PointPainter::draw(const PointPicture& picture) {
  const float r = picture.pixel_ratio;
  const Box& plot = picture.plot;
  const Box device{std::round(plot.x * r), std::round((picture.page.h - plot.bottom()) * r), std::round(plot.w * r),
                   std::round(plot.h * r)};
  if (!ok() || device.empty() || marks.empty()) return;
  program_.use();
  glBindVertexArray(vertex_array_);
  if (!uploaded_) {
    uploaded_ = true;
    glBindBuffer(GL_ARRAY_BUFFER, buffer_);
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(marks.size() * sizeof(PointMark)), marks.data(),
                 GL_DYNAMIC_DRAW);
  }
  const float per_x = 2 / plot.w, per_y = 2 / plot.h;
  glUniform4f(program_.uniform("u_map"), picture.per_unit * per_x, (picture.x0 - plot.x) * per_x - 1,
              picture.per_unit * per_y, 1 - (picture.y0 - plot.y) * per_y);
  glUniform1f(program_.uniform("u_half_px"), picture.size / 2 * r);
  const Rgba edge = picture.edge;
  glUniform4f(program_.uniform("u_edge"), static_cast<float>(edge.r) * kByte, static_cast<float>(edge.g) * kByte,
              static_cast<float>(edge.b) * kByte, static_cast<float>(edge.a) * kByte);
  const auto x = static_cast<GLint>(device.x), y = static_cast<GLint>(device.y);
  const auto w = static_cast<GLsizei>(device.w), h = static_cast<GLsizei>(device.h);
  glViewport(x, y, w, h);
  glEnable(GL_SCISSOR_TEST);  // a viewport cuts off points by their centres alone
  glScissor(x, y, w, h);
  glDrawArrays(GL_POINTS, 0, static_cast<GLsizei>(marks.size()));
}

}  // namespace emo::ui
