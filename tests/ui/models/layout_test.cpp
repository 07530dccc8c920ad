#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "ui/models/pages.h"
#include "ui/shell/page_model.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;

TEST_CASE("the model's name in the top bar opens the list, at every size") {
  PageModel page;
  set_models(page);
  everywhere(page, [&] {
    page.key("Escape");
    REQUIRE(control(page, "Model: Emoscope S") != nullptr);
    check_touchable(page);
    press(page, "Model: Emoscope S");
    CHECK(page.view().overlay == Overlay::models);
    REQUIRE(control(page, "What is Emoscope S?") != nullptr);
    check_touchable(page);
  });
  PageModel without;
  CHECK(control(without, "Choose a model") == nullptr);  // no list, no control
}

TEST_CASE("in the list of models nothing overlaps, and all of it is inside the sheet's width") {
  PageModel page;
  set_models(page, 1, 3);
  everywhere(page, [&] {
    page.key("Escape");
    press(page, "Model: Emoscope S");
    const Layout& l = page.layout();
    CHECK(l.page.contains(l.sheet.frame));
    CHECK(l.sheet.frame.contains(l.sheet.view));
    check_apart(l.sheet.frame, {l.sheet.title, l.sheet.close, l.sheet.view});
    REQUIRE(l.model_rows.size() == 5);
    float end = l.model_rows[0].row.y;
    for (const ModelRow& row : l.model_rows) {
      CHECK(row.row.y == doctest::Approx(end));
      end = row.row.bottom();
      CHECK(row.row.x >= l.sheet.view.x);
      CHECK(row.row.right() <= l.sheet.view.right());
      check_apart(row.row, {row.title, row.family, row.state, row.facts, row.summary, row.use, row.compare, row.card});
    }
    CHECK(end - l.model_rows[0].row.y == doctest::Approx(l.sheet.contents_h));
  });
}
