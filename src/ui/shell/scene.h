// What one frame shows: handed to everything that draws, changed by nothing that does.
#pragma once
#include <algorithm>
#include <optional>

#include "ui/base/control.h"
#include "ui/base/pointer.h"
#include "ui/shell/control_ids.h"
#include "ui/shell/layout.h"
#include "ui/shell/view_state.h"
#include "ui/sound/history.h"
#include "ui/sound/reading.h"

namespace emo::ui {

struct Scene {
  const ViewState& view;
  const LiveHistory& live;
  const ClipHistory& clip;
  const Layout& layout;
  const SnapshotHeader& header;
  Reading reading;
  Reading compared;  // of the model compared with
  Pointer pointer;
  double now_ms = 0;
  double edge_s = 0;  // live: seconds of sound at the right edge
  int owner = 0;      // of the shown room's controls

  [[nodiscard]] bool is_clip() const { return view.source == Source::clip; }
  [[nodiscard]] bool hovers(const Box& box) const { return pointer.inside && box.contains(pointer.x, pointer.y); }
  // The room's own number of the control under the pointer or with the focus; −1: none of its own.
  [[nodiscard]] int hovered() const { return own(view.hovered); }
  [[nodiscard]] int focused() const { return own(view.focused); }
  [[nodiscard]] int own(int id) const { return id >= 0 && owner_of(id) == owner ? local_of(id) : -1; }
};

// What a picture asks of a control, carried out as if the control had been used.
struct ControlRequest {
  int control = -1;
  double value = 0;
};

struct TimeSpan {
  double start_s = 0, end_s = 1;
  [[nodiscard]] double length() const { return end_s - start_s; }
  [[nodiscard]] double at(const Box& plot, float x) const {
    return start_s + length() * static_cast<double>((x - plot.x) / plot.w);
  }
  [[nodiscard]] float x(const Box& plot, double s) const {
    return plot.x + plot.w * static_cast<float>((s - start_s) / length());
  }
};

// What a spectrogram and a waveform of this width show: the newest seconds, or the whole clip.
inline TimeSpan picture_span(const Scene& scene, float width) {
  if (scene.is_clip()) return {0, std::max(0.1, scene.clip.duration_s())};
  const double length = std::clamp(4.0 + static_cast<double>(width) / 150.0, 6.0, 12.0);
  return {scene.edge_s - length, scene.edge_s};
}

// Seconds under the pointer while it seeks in a clip's chart.
inline std::optional<ControlRequest> seek_request(const Scene& scene, const Box& plot) {
  if (!scene.is_clip() || !scene.pointer.down || !scene.hovers(plot)) return std::nullopt;
  return ControlRequest{ControlId::position, std::clamp(picture_span(scene, plot.w).at(plot, scene.pointer.x), 0.0,
                                                        scene.clip.duration_s())};
}

}  // namespace emo::ui
