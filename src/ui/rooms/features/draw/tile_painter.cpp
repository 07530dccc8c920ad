#include "ui/rooms/features/draw/tile_painter.h"

#include <algorithm>
#include <cmath>

#include "emo_shaders.h"

namespace emo::ui {
namespace {

constexpr int kRungs = 128;
constexpr std::uint32_t kMostTexels = 2048;  // the widest texture WebGL2 promises

GLuint new_texture(GLint filter) {
  GLuint id = 0;
  glGenTextures(1, &id);
  glBindTexture(GL_TEXTURE_2D, id);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  return id;
}

}  // namespace

TilePainter::TilePainter() : program_(shaders::tiles_vert, shaders::tiles_frag) {
  glActiveTexture(GL_TEXTURE2);
  colours_texture_ = new_texture(GL_NEAREST);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, 256, 2, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glGenVertexArrays(1, &vertex_array_);
  glActiveTexture(GL_TEXTURE0);
}

TilePainter::~TilePainter() {
  for (const auto& [serial, texture] : textures_) glDeleteTextures(1, &texture.id);
  glDeleteTextures(1, &colours_texture_);
  glDeleteVertexArrays(1, &vertex_array_);
}

GLint TilePainter::at(const char* name) {
  const auto found = uniforms_.find(name);
  return found != uniforms_.end() ? found->second : uniforms_.emplace(name, program_.uniform(name)).first->second;
}

void TilePainter::use_colours(const TilePicture& picture) {
  glActiveTexture(GL_TEXTURE2);
  glBindTexture(GL_TEXTURE_2D, colours_texture_);
  if (const int map = static_cast<int>(picture.map); map != map_) {
    map_ = map;
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, 256, 1, GL_RGBA, GL_UNSIGNED_BYTE, colour_table(picture.map).data());
  }
  if (const int theme = static_cast<int>(picture.theme); theme != theme_) {
    theme_ = theme;
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 1, 256, 1, GL_RGBA, GL_UNSIGNED_BYTE, diverging_table(picture.theme).data());
  }
}

void TilePainter::make_room() {
  while (bytes_ > kMostBytes && textures_.size() > 1) {
    const auto oldest = std::min_element(textures_.begin(), textures_.end(),
                                         [](const auto& a, const auto& b) { return a.second.used < b.second.used; });
    glDeleteTextures(1, &oldest->second.id);
    bytes_ -= oldest->second.bytes;
    textures_.erase(oldest);
  }
}

void TilePainter::bind_tile(const PaneStore& pane, int level, const Tile& tile) {
  const bool bytes = pane.header().kind == BlockKind::decibels;
  const auto stride = static_cast<std::uint32_t>(pane.column_values(level));
  const auto width = static_cast<GLsizei>(std::min(stride, kMostTexels));
  glActiveTexture(GL_TEXTURE1);
  Texture& texture = textures_[tile.serial];
  texture.used = ++uses_;
  const GLenum type = bytes ? GL_UNSIGNED_BYTE : GL_FLOAT;
  if (texture.id == 0) {
    texture.id = new_texture(GL_LINEAR);
    texture.bytes = static_cast<std::size_t>(width) * kTileColumns * (bytes ? 1U : 2U);
    bytes_ += texture.bytes;
    glTexImage2D(GL_TEXTURE_2D, 0, bytes ? GL_R8 : GL_R16F, width, kTileColumns, 0, GL_RED, type, nullptr);
  } else {
    glBindTexture(GL_TEXTURE_2D, texture.id);
  }
  if (texture.uploaded == tile.newest) return;
  std::uint64_t first = kTileColumns, end = 0;
  for (std::uint64_t c = 0; c < kTileColumns; ++c) {
    if (tile.stamps[c] <= texture.uploaded) continue;
    first = std::min(first, c);
    end = c + 1;
  }
  texture.uploaded = tile.newest;
  if (first >= end) return;
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, static_cast<GLint>(stride));
  const std::size_t from = static_cast<std::size_t>(first) * stride;
  const void* data =
      bytes ? static_cast<const void*>(tile.bytes.data() + from) : static_cast<const void*>(tile.numbers.data() + from);
  glTexSubImage2D(GL_TEXTURE_2D, 0, 0, static_cast<GLint>(first), width, static_cast<GLsizei>(end - first), GL_RED,
                  type, data);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
}

void TilePainter::set_uniforms(const TilePicture& view, const Columns& columns, float pixels_high, int rungs) {
  const FeatureBlockHeader& h = view.pane->header();
  const RowAxis& axis = view.axis;
  const float rows = static_cast<float>(std::min(h.rows, kMostTexels));
  const bool mel = rungs > 1;
  const auto set = [&](const char* name, float v) { glUniform1f(at(name), v); };
  const auto end_of = [&](float hz) { return mel ? hz_to_mel(hz) : hz; };
  glUniform1i(at("u_tile"), 1);
  glUniform1i(at("u_colours"), 2);
  set("u_rungs", static_cast<float>(rungs));
  set("u_pixels_high", pixels_high);
  set("u_rows", rows);
  glUniform1i(at("u_axis"), mel ? 2 : axis.rows_are_even ? 0 : 1);
  glUniform2f(at("u_ends"), end_of(axis.hertz.low_hz()), end_of(axis.hertz.top_hz()));
  glUniform2f(at("u_row_of_hz"), axis.row_low_hz,
              static_cast<float>(h.rows - 1) / std::max(1e-3F, axis.row_high_hz - axis.row_low_hz));
  glUniform3f(at("u_mel"), kMelBreak, kMelHzPerStep, kMelLogStep);
  set("u_columns_per_pixel", static_cast<float>(columns.per_pixel));
  glUniform2f(at("u_texel"), 1.0F / rows, 1.0F / static_cast<float>(kTileColumns));
  glUniform1i(at("u_smooth"), axis.is_hertz ? 1 : 0);
  glUniform1i(at("u_mean"), pooling_of(view.pane->pane()) == Pooling::mean ? 1 : 0);
  glUniform1i(at("u_diverging"), view.diverging ? 1 : 0);
  if (h.kind == BlockKind::decibels) {
    constexpr float kDbPerTexture = 255.0F * kDbStep;  // bytes read 0 … 1
    set("u_low", (view.low - kDbFloor) / kDbPerTexture);
    set("u_scale", kDbPerTexture / (view.high - view.low));
  } else {
    set("u_low", view.diverging ? 0 : view.low);
    set("u_scale", 1 / (view.diverging ? view.high : view.high - view.low));
  }
}

// Each run of known columns as one strip.
void TilePainter::draw_tiles(const TilePicture& view, const Columns& columns, int rungs) {
  const PaneStore& pane = *view.pane;
  const double frame_s = pane.header().frame_s;
  const auto column_at = [&](double s) {
    return static_cast<std::uint64_t>(std::max(0.0, std::floor((s / frame_s + 0.5) / columns.frames)));
  };
  const auto edge = [&](std::uint64_t column) {  // where a column begins, −1 … 1 over the plot
    const double s = (static_cast<double>(column) * columns.frames - 0.5) * frame_s;
    return static_cast<float>((s - view.seen.start_s) / view.seen.length() * 2 - 1);
  };
  const std::uint64_t first = column_at(view.seen.start_s), last = column_at(view.seen.end_s);
  for (std::uint64_t t = first / kTileColumns; t <= last / kTileColumns; ++t) {
    const Tile* tile = pane.tile(columns.level, t);
    if (tile == nullptr) continue;
    bind_tile(pane, columns.level, *tile);
    const std::uint64_t base = t * kTileColumns, end = std::min(base + kTileColumns, last + 1);
    for (std::uint64_t c = std::max(base, first); c < end;) {
      if (!tile->known(c)) {
        ++c;
        continue;
      }
      const std::uint64_t begin = c;
      while (c < end && tile->known(c)) ++c;
      const auto from = static_cast<float>(begin - base), to = static_cast<float>(c - base);
      glUniform2f(at("u_edges"), edge(begin), edge(c));
      glUniform2f(at("u_edge_columns"), from, to);
      glUniform2f(at("u_known"), from, to - 1);
      glDrawArrays(GL_TRIANGLE_STRIP, 0, 2 * (rungs + 1));
    }
  }
}

void TilePainter::draw(const TilePicture& view) {
  const float r = view.pixel_ratio;
  const Box device{std::round(view.plot.x * r), std::round((view.page_height - view.plot.bottom()) * r),
                   std::round(view.plot.w * r), std::round(view.plot.h * r)};
  if (!ok() || device.empty() || view.pane == nullptr || !view.pane->present() || view.seen.end_s <= 0) return;
  const double frames_per_pixel = view.seen.length() / view.pane->header().frame_s / static_cast<double>(device.w);
  Columns columns{.level = level_for(frames_per_pixel)};
  columns.frames = static_cast<double>(column_frames(columns.level));
  columns.per_pixel = frames_per_pixel / columns.frames;
  const bool bent = !view.axis.rows_are_even && view.axis.hertz.scale() == FrequencyScale::mel;
  const int rungs = bent ? kRungs : 1;
  program_.use();
  use_colours(view);
  set_uniforms(view, columns, device.h, rungs);
  glBindVertexArray(vertex_array_);
  glDisable(GL_BLEND);
  glDisable(GL_SCISSOR_TEST);
  glViewport(static_cast<GLint>(device.x), static_cast<GLint>(device.y), static_cast<GLsizei>(device.w),
             static_cast<GLsizei>(device.h));
  draw_tiles(view, columns, rungs);
  glActiveTexture(GL_TEXTURE0);
  make_room();
}

}  // namespace emo::ui
