#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "ui/models/pages.h"
#include "ui/shell/control_ids.h"
#include "ui/shell/page_model.h"
#include "ui/shell/pages.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;
using nlohmann::json;

TEST_CASE("an overlay hides the controls beneath it, Escape closes it") {
  PageModel page;
  page.press(id_of(page, "About"), 0);
  CHECK(names(page) == std::vector<std::string>{"Close"});
  CHECK(json::parse(page.overlay_json())["sections"].size() >= 3);
  CHECK(page.overlay_json().find("CC BY-NC-SA") != std::string::npos);
  CHECK(page.overlay_json().find("AI Act") != std::string::npos);
  CHECK(page.press(static_cast<int>(ControlId::start_listening), 0).action == Action::none);
  CHECK(page.key("Escape").used);
  CHECK(offers(page, "Start listening"));
  CHECK(!page.key("Escape").used);
}

TEST_CASE("a sheet is scrolled by wheel and finger, and closed by pressing beside it") {
  PageModel page;
  set_models(page);
  add_models(page, 12);
  page.resize(390, 844, 2);
  press(page, "Model: Emoscope S");
  Pointer wheel{.x = 200, .y = 600, .inside = true, .scroll_y = -120};
  page.point(wheel);
  CHECK(page.layout().sheet.scroll == 120);
  Pointer finger{.x = 200, .y = 600, .inside = true, .down = true, .pressed = true, .press_x = 200, .press_y = 600};
  page.point(finger);
  finger.pressed = false;
  finger.y = 560;
  page.point(finger);
  CHECK(page.layout().sheet.scroll == 160);
  page.point({.x = 200, .y = 560, .inside = true});
  page.point({.x = 200, .y = 500, .inside = true});
  CHECK(page.layout().sheet.scroll == 160);
  page.point({.x = 200, .y = 4, .inside = true, .down = true, .pressed = true, .press_x = 200, .press_y = 4});
  CHECK(page.view().overlay == Overlay::none);
}

TEST_CASE("a card opens over the list, and closing it shows the list again") {
  PageModel page;
  set_models(page);
  page.resize(1440, 900, 1);
  press(page, "Model: Emoscope S");
  page.controls_json_if_changed();
  set_text(page, emo_text_card, kCard);
  CHECK(page.view().overlay == Overlay::card);
  CHECK(!page.controls_json_if_changed().empty());
  const auto escape = page.key("Escape");
  CHECK(escape.action.action == Action::show_card);
  CHECK(escape.action.argument == -1);
  CHECK(page.view().overlay == Overlay::models);
  set_text(page, emo_text_card, "");
  set_text(page, emo_text_card, kCard);
  CHECK(press(page, "Close").action == Action::show_card);
  CHECK(page.view().overlay == Overlay::models);
  page.key("Escape");
  CHECK(page.view().overlay == Overlay::none);
  set_text(page, emo_text_card, "");
  set_text(page, emo_text_card, kCard);  // from outside: window.emoscope
  set_text(page, emo_text_card, "");
  CHECK(page.view().overlay == Overlay::none);
}

TEST_CASE("the words of the list and of a card can be read to somebody") {
  PageModel page;
  set_models(page, 0, 2);
  page.resize(1440, 900, 1);
  press(page, "Model: Emoscope S");
  const json models = json::parse(page.overlay_json());
  CHECK(models["title"] == "Models");
  REQUIRE(models["sections"].size() == 5);
  CHECK(models["sections"][0]["lines"].back() == "In use");
  set_text(page, emo_text_card, kCard);
  const json card = json::parse(page.overlay_json());
  CHECK(card["title"] == "Emoscope S");
  REQUIRE(card["sections"].size() == 3);
  CHECK(card["sections"][1]["title"] == "How often it is right");
  CHECK(card["sections"][1]["lines"][2] == "happy: 0.71 (0.60 \xE2\x80\xA6 0.80)");
  CHECK(card["sections"][2]["lines"][2].get<std::string>().starts_with("calm: neutral 12, calm 160"));
}
