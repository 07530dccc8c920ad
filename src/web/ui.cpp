// The exports of ui_api.h.
#include <emscripten.h>

#include <cmath>

#include "web/bridge.h"
#include "web/page_program.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

#define EMO_EXPORT EMSCRIPTEN_KEEPALIVE

namespace emo {
namespace {

const char* answer(std::string text) {
  page_program().answer = std::move(text);
  return page_program().answer.c_str();
}

}  // namespace
}  // namespace emo

using namespace emo;

extern "C" {

EMO_EXPORT int emo_ui_graphics_start() {
  PageProgram& page = page_program();
  if (!page.window.start()) return -1;
  page.window.resize(static_cast<int>(page.model.view().width), static_cast<int>(page.model.view().height));
  if (!page.screen) page.screen.emplace(page.model.rooms());
  page.model.touch();
  return page.screen->ok() ? 0 : -1;
}

EMO_EXPORT void emo_ui_graphics_lost() {
  PageProgram& page = page_program();
  page.screen.reset();
  page.window.lose();
}

EMO_EXPORT int emo_ui_graphics_restored() {
  PageProgram& page = page_program();
  if (!page.window.restore()) return -1;
  page.screen.emplace(page.model.rooms());
  page.model.touch();
  return page.screen->ok() ? 0 : -1;
}

EMO_EXPORT const std::uint8_t* emo_ui_font(int face) { return font_file(face).data(); }
EMO_EXPORT std::size_t emo_ui_font_size(int face) { return font_file(face).size(); }

EMO_EXPORT void emo_ui_resize(double css_width, double css_height, double pixel_ratio) {
  PageProgram& page = page_program();
  page.model.resize(static_cast<float>(std::floor(css_width)), static_cast<float>(std::floor(css_height)),
                    static_cast<float>(pixel_ratio));
  page.window.resize(static_cast<int>(css_width), static_cast<int>(css_height));
  page.model.touch();  // the canvas is empty after a change of size
}

EMO_EXPORT int emo_ui_frame(double now_ms) { return draw_frame(now_ms); }
EMO_EXPORT double emo_ui_frame_ms_p95() { return page_program().frame_times.p95(); }

EMO_EXPORT void emo_ui_number(int key, double value) { set_number(page_program().model, key, value); }
EMO_EXPORT void emo_ui_text(int key, const char* utf8) { set_text(page_program().model, key, utf8); }
EMO_EXPORT int emo_ui_snapshot(const std::uint8_t* bytes, std::size_t size) {
  return page_program().model.take_snapshot({bytes, size}) ? 0 : -1;
}
EMO_EXPORT double emo_ui_setting(int key) { return setting(page_program().model, key); }
EMO_EXPORT void emo_ui_set_setting(int key, double value) { set_setting(page_program().model, key, value); }

EMO_EXPORT std::size_t emo_ui_request(int room) {
  PageProgram& page = page_program();
  page.request = page.model.next_request(room, page.window.ready());
  return page.request.size();
}
EMO_EXPORT const std::uint8_t* emo_ui_request_bytes() { return page_program().request.data(); }
EMO_EXPORT int emo_ui_take(int room, int kind, const std::uint8_t* bytes, std::size_t size) {
  return page_program().model.take(room, kind, {bytes, size}) ? 0 : -1;
}
EMO_EXPORT void emo_ui_tell(int room, const char* json) { page_program().model.tell(room, json); }
EMO_EXPORT const char* emo_ui_facts(int room) { return answer(page_program().model.facts(room)); }
EMO_EXPORT const char* emo_ui_remembered(int room) { return answer(page_program().model.remembered(room)); }
EMO_EXPORT void emo_ui_remember(int room, const char* json) { page_program().model.remember(room, json); }
EMO_EXPORT const char* emo_ui_address() { return answer(page_program().model.address()); }
EMO_EXPORT const char* emo_ui_open_address(const char* utf8) { return answer(page_program().model.open_address(utf8)); }
EMO_EXPORT void emo_ui_draw_anew() { page_program().model.touch(); }

EMO_EXPORT const char* emo_ui_controls() { return answer(page_program().model.controls_json_if_changed()); }
EMO_EXPORT void emo_ui_press(int id, double value) { web::carry_out(page_program().model.press(id, value)); }
EMO_EXPORT void emo_ui_press_text(int id, const char* utf8) { page_program().model.press_text(id, utf8); }
EMO_EXPORT void emo_ui_hover(int id) { page_program().model.hover(id); }
EMO_EXPORT void emo_ui_focus(int id) { page_program().model.focus(id); }
EMO_EXPORT int emo_ui_key(const char* key) {
  const auto outcome = page_program().model.key(key);
  web::carry_out(outcome.action);
  return outcome.used ? 1 : 0;
}
EMO_EXPORT const char* emo_ui_overlay_json() { return answer(page_program().model.overlay_json()); }

EMO_EXPORT const char* emo_ui_snapshot_json() {
  PageProgram& page = page_program();
  return answer(
      ui::snapshot_json(page.model.view(), page.model.header(), page.model.timeliness(), page.frame_times.p95()));
}
EMO_EXPORT const char* emo_ui_clip_json() {
  PageProgram& page = page_program();
  return answer(ui::clip_json(page.model.view(), page.model.clip()));
}
EMO_EXPORT const char* emo_ui_drain_predictions_json() {
  return answer(ui::predictions_json(page_program().model.drain_predictions()));
}
EMO_EXPORT const char* emo_ui_spoken_line() { return answer(page_program().model.spoken_line(web::now_ms())); }
EMO_EXPORT double emo_ui_now_column_s() { return page_program().newest_column_s; }
}
