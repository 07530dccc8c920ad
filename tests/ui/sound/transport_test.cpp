#include "ui/sound/transport.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "ui/shell/page_model.h"
#include "ui/shell/pages.h"
#include "ui/sound/snapshots.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;
using nlohmann::json;

TEST_CASE("while listening there is Stop, and after it Start listening again over what was heard") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  CHECK(offers(page, "Stop"));
  CHECK(!offers(page, "Start listening"));
  CHECK(offers(page, "Timeline: hear a moment"));
  CHECK(page.press(id_of(page, "Stop"), 0).action == Action::stop_listening);
  set_capture(page, CaptureState::idle);
  CHECK(offers(page, "Start listening"));
  CHECK(page.layout().input.sound == SoundShown::live);
}

TEST_CASE("while the browser asks, the start button waits") {
  PageModel page;
  set_capture(page, CaptureState::asking);
  const int id = id_of(page, "Start listening");
  CHECK(page.press(id, 0).action == Action::none);
}

TEST_CASE("a clip can be played, paused, sought and closed") {
  SnapshotMaker maker(3);
  PageModel page = clip_page(maker);
  CHECK(page.press(id_of(page, "Play"), 0).action == Action::play_clip);
  set_number(page, emo_number_playing, 1);
  CHECK(page.press(id_of(page, "Pause"), 0).action == Action::pause_clip);
  const ActionRequest seek = page.press(id_of(page, "Position"), 1.5);
  CHECK(seek.action == Action::seek_clip);
  CHECK(seek.argument == 1.5);
  CHECK(page.press(id_of(page, "Close clip"), 0).action == Action::close_clip);
  set_number(page, emo_number_source, 0);
  CHECK(json::parse(clip_json(page.view(), page.clip())).is_null());
}
