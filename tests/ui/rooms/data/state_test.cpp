#include "ui/rooms/data/state.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "ui/rooms/data/pages.h"
#include "ui/rooms/pages.h"
#include "ui/shell/page_model.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;

TEST_CASE("other recordings begin with nothing selected, since codes and rows mean something else") {
  PageModel page = answered_page();
  press(page, "happy");
  answer(page);
  page.press_text(data_id(DataControl::search), "x");
  CHECK(data(page).selects_anything());
  answer(page, {.catalogue = 2});
  CHECK(!data(page).selects_anything());
}

TEST_CASE("a field that the recordings do not have gives way to one that they have") {
  PageModel page = data_page();
  page.remember(kData, R"({"field":8,"field_b":200})");
  answer(page);
  CHECK(data(page).request.field == 1);
  CHECK(data(page).request.field_b == 5);
}

TEST_CASE("what was chosen in the room is remembered; nonsense is not") {
  PageModel page = answered_page();
  press(page, "Spread");
  answer(page);
  press(page, "Number", 1);
  press(page, "By", 3);
  PageModel later = data_page();
  later.remember(kData, data(page).settings_json());
  CHECK(data(later).request.chart == DataChart::spread);
  CHECK(data(later).request.column == "RMS level");
  CHECK(data(later).request.field == 5);
  later.remember(kData, "{\"chart\":900,\"field\":-3,\"column\":7");
  CHECK(data(later).request.chart == DataChart::spread);
  later.remember(kData, "{\"chart\":900}");
  CHECK(static_cast<std::size_t>(data(later).request.chart) < kDataChartCount);
}

TEST_CASE("files without a split begin with a random one, until a person chooses") {
  PageModel page = answered_page();
  CHECK(data(page).request.split == SplitWay::random);
  press(page, "Split");
  answer(page);
  press(page, "Way of splitting", 0);
  answer(page);
  CHECK(data(page).request.split == SplitWay::none);
}

TEST_CASE("a split has whatever shares are typed; half a text changes nothing") {
  PageModel page = answered_page();
  press(page, "Split");
  answer(page);
  const auto& controls = page.controls();
  const auto field = std::find_if(controls.begin(), controls.end(), [](const Control& c) {
    return c.role == Role::text && c.name.starts_with("Shares of the parts");
  });
  REQUIRE(field != controls.end());
  CHECK(field->value_text == "70 / 15 / 15");
  const int id = static_cast<int>(field->id);
  for (const char* half : {"70", "70 / 0", "70 / .", "", "a / b", "1 2 3 4 5 6 7 8 9"}) page.press_text(id, half);
  CHECK(data(page).request.split_shares == std::vector<float>{70, 15, 15});
  page.press_text(id, "0.5, 0.25;0.25");
  CHECK(data(page).request.split_shares == std::vector<float>{0.5F, 0.25F, 0.25F});
  page.press_text(id, "80/20");
  CHECK(data(page).request.split_shares == std::vector<float>{80, 20});
}

TEST_CASE("the comparison has a field of its own, the emotion at first") {
  PageModel page = answered_page();
  CHECK(data(page).request.field_b == 5);
  press(page, "Compare");
  CHECK(data(page).request.field_b == 1);
  answer(page);
  press(page, "Side by side", 2);
  press(page, "Cross table");
  CHECK(data(page).request.field_b == 5);
  press(page, "Compare");
  CHECK(data(page).request.field_b == 3);
}
