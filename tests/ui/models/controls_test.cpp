#include "ui/models/controls.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "ui/models/pages.h"
#include "ui/shell/page_model.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;

TEST_CASE("models are chosen, compared and asked about from the list") {
  PageModel page;
  set_models(page, 0, 2);
  page.resize(1440, 900, 1);
  press(page, "Model: Emoscope S");
  CHECK(control(page, "Use Emoscope S")->disabled);
  CHECK(control(page, "Compare with Emoscope S") == nullptr);  // with itself: no
  const ActionRequest card = press(page, "What is Emoscope L?");
  CHECK(card.action == Action::show_card);
  CHECK(card.argument == 1);
  CHECK(page.view().overlay == Overlay::models);
  CHECK(control(page, "Compare with First CNN")->pressed == true);
  const ActionRequest stop = press(page, "Compare with First CNN");
  CHECK(stop.action == Action::compare_model);
  CHECK(stop.argument == -1);
  CHECK(page.view().overlay == Overlay::none);
  press(page, "Model: Emoscope S");
  const ActionRequest use = press(page, "Use Emoscope L");
  CHECK(use.action == Action::choose_model);
  CHECK(use.argument == 1);
  CHECK(page.view().overlay == Overlay::none);
}

TEST_CASE("the keyboard reaches every model: a focus at the edge brings its neighbours into sight") {
  PageModel page;
  set_models(page, 4);
  add_models(page, 12);
  for (const float scale : {1.0F, 1.6F}) {
    page.resize(390, 844, 2);
    set_number(page, emo_number_text_scale, scale);
    page.key("Escape");
    press(page, "Model: Emoscope S");
    CHECK(page.layout().sheet.scroll_end() > 0);
    std::set<std::string> seen;
    std::string at = page.controls().front().name;
    for (int steps = 0; steps < 80; ++steps) {  // Tab, until there is nothing further
      seen.insert(at);
      const auto& all = page.controls();
      const auto here = std::find_if(all.begin(), all.end(), [&](const Control& c) { return c.name == at; });
      REQUIRE(here != all.end());
      if (here + 1 == all.end()) break;
      at = (here + 1)->name;
      page.focus(static_cast<int>((here + 1)->id));
      check_touchable(page);
    }
    CHECK(seen.size() == 1 + 12 * 3 - 1);  // Close, and three of each but the chosen one's "Compare"
    CHECK(page.layout().sheet.scroll == doctest::Approx(page.layout().sheet.scroll_end()));
    page.key("Home");
    CHECK(page.layout().sheet.scroll == 0);
    page.key("PageDown");
    CHECK(page.layout().sheet.scroll > 0);
  }
}
