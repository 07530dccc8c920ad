// The whole picture: the shown room in its frame, controls on top. Lives as long as the graphics context.
#pragma once
#include <memory>
#include <vector>

#include "ui/kit/painter.h"
#include "ui/rooms/draw/room_drawing.h"
#include "ui/shell/draw/frame.h"
#include "ui/shell/page_model.h"
#include "ui/shell/scene.h"

namespace emo::ui {

struct FrameOutcome {
  std::optional<ControlRequest> request;
  bool moving = false;         // wants another frame at once
  double newest_column_s = 0;  // captured seconds of the newest column drawn
};

class Screen {
 public:
  explicit Screen(const Rooms& rooms);  // which must outlive it
  [[nodiscard]] bool ok() const;
  // Between ImGui::NewFrame and ImGui::Render.
  FrameOutcome draw(PageModel& page, const Fonts& fonts, const Pointer& pointer, double now_ms);

 private:
  void draw_overlay(Painter& painter, const Scene& scene);
  [[nodiscard]] RoomDrawing& shown(const ViewState& view) { return *drawings_[static_cast<std::size_t>(view.room)]; }

  std::vector<std::unique_ptr<RoomDrawing>> drawings_;
  AboutPanel about_;
};

}  // namespace emo::ui
