#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "ui/rooms/pages.h"
#include "ui/shell/control_ids.h"
#include "ui/shell/page_model.h"
#include "ui/shell/pages.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;
using nlohmann::json;

TEST_CASE("rooms are chosen by rail or key, the page is told, and what lay over the room is closed") {
  PageModel page;
  CHECK(page.view().room == kListen);
  const ActionRequest pressed = page.press(id_of(page, "Features"), 0);
  CHECK(pressed.action == Action::show_room);
  CHECK(pressed.argument == 1);
  CHECK(page.view().room == kFeatures);
  page.press(id_of(page, "About"), 0);
  const auto key = page.key("1");
  CHECK(key.used);
  CHECK(key.action.action == Action::show_room);
  CHECK(key.action.argument == 0);
  CHECK(page.view().room == kListen);
  CHECK(page.view().overlay == Overlay::none);
  CHECK(!page.key("4").used);  // no such room yet
  const json controls = json::parse(page.controls_json_if_changed());
  const auto tab = std::find_if(controls.begin(), controls.end(), [](const json& c) { return c["name"] == "Listen"; });
  CHECK((*tab)["role"] == "tab");
  CHECK((*tab)["pressed"] == true);
  page.press(static_cast<int>(ControlId::first_room) + 1, 0);
  CHECK(offers(page, "Start listening"));  // an empty room says what to do
  CHECK(offers(page, "Open a sound file"));
}
