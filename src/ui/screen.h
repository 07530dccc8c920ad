// The whole picture: panels in their places, controls on top. Lives as long as the graphics context.
#pragma once
#include "ui/kit/painter.h"
#include "ui/model/page_model.h"
#include "ui/panels/data_room.h"
#include "ui/panels/panels.h"
#include "ui/scene.h"

namespace emo::ui {

struct FrameOutcome {
  std::optional<ControlRequest> request;
  bool moving = false;         // wants another frame at once
  double newest_column_s = 0;  // captured seconds of the newest column drawn
};

class Screen {
 public:
  [[nodiscard]] bool ok() const { return spectrogram_.ok() && features_.ok() && data_.ok(); }
  // Between ImGui::NewFrame and ImGui::Render.
  FrameOutcome draw(PageModel& page, const Fonts& fonts, const Pointer& pointer, double now_ms);

 private:
  void draw_overlay(Painter& painter, const Scene& scene);
  std::optional<ControlRequest> draw_room(Painter& painter, const Scene& scene, bool& moving);

  SpectrogramPanel spectrogram_;
  WaveformPanel waveform_;
  BarsPanel bars_;
  FeaturesPanel features_;
  DataPanel data_;
  AboutPanel about_;
};

}  // namespace emo::ui
