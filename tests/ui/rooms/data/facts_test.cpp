#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "ui/rooms/data/pages.h"
#include "ui/rooms/pages.h"
#include "ui/shell/page_model.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;
using nlohmann::json;

TEST_CASE("the facts for programs are null before a view and then say what is seen") {
  PageModel page = data_page();
  CHECK(page.facts(kData) == "null");
  while (answer(page)) {
  }
  press(page, "happy");
  answer(page, {.selected = 192});
  const json facts = json::parse(page.facts(kData));
  CHECK(facts["selected"] == 192);
  CHECK(facts["title"] == "RAVDESS, speech");
  CHECK(facts["chart"] == "distribution");
  CHECK(facts["request"]["words"][0]["field"] == "emotion");
  CHECK(facts["request"]["words"][0]["codes"] == json({2}));
  CHECK(facts["words"][4]["word"] == "angry");
  CHECK(facts["table"][0]["emotion"] == "neutral");
  CHECK(facts["compare_rows"][0] == -1);
  CHECK(facts["previous_row"] == -1);
  CHECK(facts["chart_box"]["w"].get<double>() > 300);
}
