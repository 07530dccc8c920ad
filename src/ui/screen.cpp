#include "ui/screen.h"

#include "ui/kit/widgets.h"

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
    const int id = static_cast<int>(control.id);
    if (model_of(control.id) >= 0) continue;  // the sheet has drawn it
    draw_control(painter, control, {.hovered = page.view().hovered == id, .focused = page.view().focused == id},
                 page.view().theme);
  }
}

}  // namespace

void Screen::draw_overlay(Painter& painter, const Scene& scene) {
  switch (scene.view.overlay) {
    case Overlay::about:
      return about_.draw(painter, scene);
    case Overlay::models:
      return draw_models_sheet(painter, scene);
    case Overlay::card:
      return draw_card_sheet(painter, scene);
    case Overlay::panes:
    case Overlay::parameters:
      return draw_features_sheet(painter, scene);
    case Overlay::none:
      break;
  }
}

std::optional<ControlRequest> Screen::draw_room(Painter& painter, const Scene& scene, bool& moving) {
  const Layout& l = scene.layout;
  if (shows_data(l)) {
    data_.draw(painter, scene);
    if (l.spectrogram.plot.empty()) return std::nullopt;
    std::optional<ControlRequest> sought = waveform_.draw(painter, scene);
    if (const auto next = spectrogram_.draw(painter, scene)) sought = next;
    return sought;
  }
  if (l.input.room == Room::welcome) {
    draw_welcome(painter, scene);
    return std::nullopt;
  }
  if (shows_features(l)) {
    features_.draw(painter, scene);
    return std::nullopt;
  }
  if (!l.panel.empty()) painter.vertical_rule(l.panel.x, l.panel.y, l.panel.h);
  draw_verdict(painter, scene);
  moving |= bars_.draw(painter, scene);
  std::optional<ControlRequest> request = waveform_.draw(painter, scene);
  if (const auto next = draw_timeline(painter, scene)) request = next;
  if (const auto next = spectrogram_.draw(painter, scene)) request = next;
  return request;
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
                    .features = page.features(),
                    .data = page.data(),
                    .layout = layout,
                    .header = page.header(),
                    .reading = page.reading(),
                    .compared = page.reading(1),
                    .explanation = page.explanation() && !shows_data(layout) ? &*page.explanation() : nullptr,
                    .pointer = overlay ? Pointer{} : pointer,
                    .now_ms = now_ms,
                    .edge_s = page.edge_s(now_ms)};
  FrameOutcome outcome;
  Painter painter(full_page_list(layout), fonts, palette(view.theme), layout.scale, view.pixel_ratio);
  draw_rooms(painter, scene);
  draw_top_bar(painter, scene);
  draw_notice(painter, scene);
  outcome.request = draw_room(painter, scene, outcome.moving);
  if (overlay) {
    Scene above = scene;
    above.pointer = pointer;
    // The page below keeps its controls in the picture, though not in the list.
    ViewState below = view;
    below.overlay = Overlay::none;
    draw_controls(painter, page,
                  list_controls({below, page.live(), page.clip(), page.features(), page.data()}, layout));
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
