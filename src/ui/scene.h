// What one frame shows: handed to every panel, changed by none.
#pragma once
#include <algorithm>
#include <optional>

#include "contract/explanation.h"
#include "ui/model/controls.h"
#include "ui/model/features_room.h"
#include "ui/model/history.h"
#include "ui/model/layout.h"
#include "ui/model/pointer.h"
#include "ui/model/reading.h"
#include "ui/model/view_state.h"

namespace emo::ui {

struct Scene {
  const ViewState& view;
  const LiveHistory& live;
  const ClipHistory& clip;
  const FeaturesRoom& features;
  const DataRoomState& data;
  const Layout& layout;
  const SnapshotHeader& header;
  Reading reading;
  Reading compared;                          // of the model compared with
  const Explanation* explanation = nullptr;  // over the spectrogram
  Pointer pointer;
  double now_ms = 0;
  double edge_s = 0;  // live: seconds of sound at the right edge

  [[nodiscard]] bool is_clip() const { return view.source == Source::clip; }
  [[nodiscard]] bool hovers(const Box& box) const { return pointer.inside && box.contains(pointer.x, pointer.y); }
};

// A wish on a control, carried out as if the control had been used.
struct ControlRequest {
  ControlId control{};
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

// What the spectrogram and the waveform show: the newest seconds, or the whole clip.
inline TimeSpan picture_span(const Scene& scene) {
  if (scene.is_clip()) return {0, std::max(0.1, scene.clip.duration_s())};
  const double length = std::clamp(4.0 + static_cast<double>(scene.layout.spectrogram.plot.w) / 150.0, 6.0, 12.0);
  return {scene.edge_s - length, scene.edge_s};
}

inline TimeSpan timeline_span(const Scene& scene) {
  if (scene.is_clip()) return picture_span(scene);
  return {scene.edge_s - kHistorySeconds, scene.edge_s};
}

// Seconds under the pointer while it seeks in a clip's chart.
inline std::optional<ControlRequest> seek_request(const Scene& scene, const Box& plot) {
  if (!scene.is_clip() || !scene.pointer.down || !scene.hovers(plot)) return std::nullopt;
  return ControlRequest{ControlId::position,
                        std::clamp(picture_span(scene).at(plot, scene.pointer.x), 0.0, scene.clip.duration_s())};
}

}  // namespace emo::ui
