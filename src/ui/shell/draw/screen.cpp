#include "ui/shell/draw/screen.h"

#include <algorithm>

#include "ui/kit/widgets.h"
#include "ui/models/controls.h"
#include "ui/models/draw/sheets.h"
#include "ui/rooms/draw/drawings.h"

namespace emo::ui {
namespace {

ImDrawList& full_page_list(const Layout& layout) {
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({layout.page.w, layout.page.h});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
  ImGui::Begin("Emoscope", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoInputs |
                   ImGuiWindowFlags_NoBringToFrontOnFocus);
  ImGui::PopStyleVar(2);
  return *ImGui::GetWindowDrawList();
}

void draw_controls(Painter& painter, const PageModel& page, const std::vector<Control>& controls) {
  for (const Control& control : controls) {
    if (model_of(control.id) >= 0) continue;  // the sheet has drawn it
    draw_control(painter, control,
                 {.hovered = page.view().hovered == control.id, .focused = page.view().focused == control.id});
  }
}

}  // namespace

Screen::Screen(const Rooms& rooms) : drawings_(make_drawings(rooms)) {}

bool Screen::ok() const {
  return std::all_of(drawings_.begin(), drawings_.end(), [](const auto& drawing) { return drawing->ok(); });
}

void Screen::draw_overlay(Painter& painter, const Scene& scene) {
  switch (scene.view.overlay) {
    case Overlay::about:
      return about_.draw(painter, scene);
    case Overlay::models:
      return draw_models_sheet(painter, scene);
    case Overlay::card:
      return draw_card_sheet(painter, scene);
    case Overlay::sheet:
      return shown(scene.view).draw_sheet(painter, scene);
    case Overlay::none:
      break;
  }
}

FrameOutcome Screen::draw(PageModel& page, const Fonts& fonts, const Pointer& pointer, double now_ms) {
  const Layout& layout = page.layout();
  const ViewState& view = page.view();
  const bool overlay = view.overlay != Overlay::none;
  const bool runs = view.source == Source::live && view.capture == CaptureState::listening;
  const double newest_s = page.live().newest_s();
  const Scene scene{.view = view,
                    .live = page.live(),
                    .clip = page.clip(),
                    .layout = layout,
                    .header = page.header(),
                    .reading = page.reading(),
                    .compared = page.reading(1),
                    .pointer = overlay ? Pointer{} : pointer,
                    .now_ms = now_ms,
                    .edge_s = page.edge_s(now_ms),
                    .owner = page.shown_room().owner()};
  FrameOutcome outcome;
  Painter painter(full_page_list(layout), fonts, palette(view.theme), layout.scale, view.pixel_ratio);
  draw_rail(painter, scene);
  draw_top_bar(painter, scene);
  draw_notice(painter, scene);
  const RoomDrawing::Outcome room = shown(view).draw(painter, scene);
  outcome.request = room.request;
  outcome.moving = room.moving;
  if (overlay) {
    Scene above = scene;
    above.pointer = pointer;
    draw_controls(painter, page, page.controls_below());
    draw_overlay(painter, above);
  } else {
    about_ = {};
  }
  draw_controls(painter, page, page.controls());
  ImGui::End();
  outcome.moving |= runs && !view.reduced_motion;
  outcome.moving |= view.playing && view.source == Source::clip;
  outcome.newest_column_s = newest_s;
  return outcome;
}

}  // namespace emo::ui
