#include "ui/shell/page_model.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "ui/shell/pages.h"
#include "ui/sound/snapshots.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;
using nlohmann::json;

TEST_CASE("the list of controls is given only when it changed, with ids that stay") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  const json first = json::parse(page.controls_json_if_changed());
  CHECK(page.controls_json_if_changed().empty());
  std::set<int> ids;
  for (const json& control : first) CHECK(ids.insert(control["id"].get<int>()).second);
  REQUIRE(page.take_snapshot(maker.live(2).bytes()));
  CHECK(page.controls_json_if_changed().empty());  // 20 ms more sound is no news to the DOM
  const auto axis =
      std::find_if(first.begin(), first.end(), [](const json& c) { return c["name"] == "Frequency axis"; });
  CHECK((*axis)["role"] == "select");
  CHECK((*axis)["options"] == json({"Linear", "Mel"}));
  const auto timeline =
      std::find_if(first.begin(), first.end(), [](const json& c) { return c["name"] == "Timeline: hear a moment"; });
  CHECK((*timeline)["role"] == "slider");
  CHECK((*timeline)["pointer"] == "picture");
  CHECK((*timeline)["max"] == 3);
}

TEST_CASE("nothing is drawn anew when nothing changed") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  CHECK(page.take_dirty());
  CHECK(!page.take_dirty());
  set_number(page, emo_number_theme, 0);
  set_number(page, emo_number_latency_column_ms, 41);
  CHECK(!page.take_dirty());
  set_number(page, emo_number_theme, 1);
  CHECK(page.take_dirty());
}

TEST_CASE("a snapshot that is none is refused and leaves everything as it was") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  auto bytes = maker.live(1).bytes();
  bytes[4] ^= 0xFF;  // another version
  CHECK(!page.take_snapshot(bytes));
  CHECK(!page.take_snapshot(std::vector<std::uint8_t>(5)));
  CHECK(!page.take_snapshot({}));
  CHECK(page.live().columns().end == 300);
}
