#include "ui/gl/spectrogram_painter.h"

#include <algorithm>
#include <cmath>

#include "contract/constants.h"
#include "emo_shaders.h"

namespace emo::ui {
namespace {

constexpr auto kRows = static_cast<GLsizei>(LiveHistory::kSpectrumColumns);
static_assert(kRows >= kMaxClipColumns);
constexpr float kTopHz = kCoreRateHz / 2.0F;
constexpr int kRungs = 128;

GLuint texture(GLenum unit, GLint format, GLsizei width, GLsizei height, GLenum layout, GLint filter) {
  GLuint id = 0;
  glGenTextures(1, &id);
  glActiveTexture(unit);
  glBindTexture(GL_TEXTURE_2D, id);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_REPEAT);
  glTexImage2D(GL_TEXTURE_2D, 0, format, width, height, 0, layout, GL_UNSIGNED_BYTE, nullptr);
  return id;
}

}  // namespace

SpectrogramPainter::SpectrogramPainter() : program_(shaders::spectrogram_vert, shaders::spectrogram_frag) {
  columns_texture_ = texture(GL_TEXTURE1, GL_R8, kDisplayBins, kRows, GL_RED, GL_LINEAR);
  colours_texture_ = texture(GL_TEXTURE2, GL_RGBA8, 256, 1, GL_RGBA, GL_NEAREST);
  glGenVertexArrays(1, &vertex_array_);
  glActiveTexture(GL_TEXTURE0);
}

SpectrogramPainter::~SpectrogramPainter() {
  glDeleteTextures(1, &columns_texture_);
  glDeleteTextures(1, &colours_texture_);
  glDeleteVertexArrays(1, &vertex_array_);
}

void SpectrogramPainter::upload(std::uint64_t session, const Columns& columns, const ColumnBytes& bytes) {
  if (session != session_ || columns.end < uploaded_.end) uploaded_ = {};
  session_ = session;
  std::uint64_t next = std::max(uploaded_.end, columns.first);
  uploaded_ = columns;
  if (next >= columns.end) return;
  glActiveTexture(GL_TEXTURE1);
  glBindTexture(GL_TEXTURE_2D, columns_texture_);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  while (next < columns.end) {
    // As many as are consecutive both here and in the texture.
    const auto row = static_cast<GLint>(next % static_cast<std::uint64_t>(kRows));
    const auto count =
        static_cast<GLsizei>(std::min<std::uint64_t>(columns.end - next, static_cast<std::uint64_t>(kRows - row)));
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, row, kDisplayBins, count, GL_RED, GL_UNSIGNED_BYTE, bytes(next).data());
    next += static_cast<std::uint64_t>(count);
  }
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glActiveTexture(GL_TEXTURE0);
}

void SpectrogramPainter::use_map(ColourMap map) {
  glActiveTexture(GL_TEXTURE2);
  glBindTexture(GL_TEXTURE_2D, colours_texture_);
  if (map_ == static_cast<int>(map)) return;
  map_ = static_cast<int>(map);
  glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, 256, 1, GL_RGBA, GL_UNSIGNED_BYTE, colour_table(map).data());
}

void SpectrogramPainter::draw(const SpectrogramView& view) {
  const float r = view.pixel_ratio;
  const Box device{std::round(view.plot.x * r), std::round((view.page_height - view.plot.bottom()) * r),
                   std::round(view.plot.w * r), std::round(view.plot.h * r)};
  if (!ok() || device.empty()) return;
  program_.use();
  use_map(view.map);
  glActiveTexture(GL_TEXTURE1);
  glBindTexture(GL_TEXTURE_2D, columns_texture_);
  const auto set1 = [&](const char* name, float v) { glUniform1f(program_.uniform(name), v); };
  glUniform1i(program_.uniform("u_columns"), 1);
  glUniform1i(program_.uniform("u_colours"), 2);
  // Columns counted from the newest one's end, so that floats stay small however long the session lasts.
  const double newest_s = static_cast<double>(uploaded_.end) * uploaded_.column_s;
  const auto column = [&](double s) { return static_cast<float>((s - newest_s) / uploaded_.column_s); };
  set1("u_left_column", column(view.start_s));
  set1("u_right_column", column(view.end_s));
  set1("u_columns_per_pixel", (column(view.end_s) - column(view.start_s)) / device.w);
  set1("u_known_columns", static_cast<float>(uploaded_.end - uploaded_.first));
  set1("u_newest_row", static_cast<float>(uploaded_.end % static_cast<std::uint64_t>(kRows)));
  glUniform2f(program_.uniform("u_texel"), 1.0F / kDisplayBins, 1.0F / static_cast<float>(kRows));
  set1("u_rungs", kRungs);
  set1("u_pixels_high", device.h);
  set1("u_bins_per_hz", static_cast<float>(kDisplayBins - 1) / kTopHz);
  glUniform4f(program_.uniform("u_mel"), kMelBreak, kMelHzPerStep, kMelLogStep, hz_to_mel(kTopHz));
  set1("u_linear_top_hz", view.scale == FrequencyScale::linear ? kTopHz : 0.0F);
  constexpr float kDbPerTexture = 255.0F * kDbStep;  // the texture reads 0 … 1
  set1("u_low_share", (view.range.low - kDbFloor) / kDbPerTexture);
  set1("u_share_per_value", kDbPerTexture / (view.range.high - view.range.low));
  glUniform3f(program_.uniform("u_empty"), static_cast<float>(view.empty.r) / 255.0F,
              static_cast<float>(view.empty.g) / 255.0F, static_cast<float>(view.empty.b) / 255.0F);
  glBindVertexArray(vertex_array_);
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
  glViewport(static_cast<GLint>(device.x), static_cast<GLint>(device.y), static_cast<GLsizei>(device.w),
             static_cast<GLsizei>(device.h));
  glDrawArrays(GL_TRIANGLE_STRIP, 0, 2 * (kRungs + 1));
  glActiveTexture(GL_TEXTURE0);
}

}  // namespace emo::ui
