// The program in the page. JavaScript calls emo_ui_frame when something may have changed (web/ui_api.h).
#include <utility>

#include "web/bridge.h"
#include "web/page_program.h"

namespace emo {
namespace {

bool wants_frame(PageProgram& page) {
  if (!page.window.ready() || !page.screen) return false;
  const ui::Pointer pointer = page.window.pointer();
  const bool pointer_moved = std::exchange(page.last_pointer, pointer) != pointer;
  return page.model.take_dirty() || page.moving || pointer_moved;
}

}  // namespace

PageProgram& page_program() {
  static PageProgram page;
  return page;
}

int draw_frame(double now_ms) {
  PageProgram& page = page_program();
  if (!wants_frame(page)) return 0;
  const double began_ms = web::now_ms();

  const ui::Pointer pointer = page.window.begin_frame();
  page.model.advance(now_ms);
  const auto pointed = page.model.point(pointer);
  const ui::FrameOutcome outcome = page.screen->draw(page.model, page.window.fonts(), pointer, now_ms);
  page.window.end_frame(ui::palette(page.model.view().theme).background);

  page.moving = outcome.moving || pointed.busy;
  page.newest_column_s = outcome.newest_column_s;
  page.frame_times.add(web::now_ms() - began_ms);
  web::carry_out(pointed.action);
  if (outcome.request) web::carry_out(page.model.press(outcome.request->control, outcome.request->value));
  return page.moving ? 1 : 0;
}

}  // namespace emo

int main() { return 0; }
