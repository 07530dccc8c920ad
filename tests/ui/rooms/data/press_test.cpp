#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "ui/rooms/data/pages.h"
#include "ui/rooms/pages.h"
#include "ui/shell/page_model.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;
using nlohmann::json;

namespace {

std::vector<DataChip> many_chips() {
  std::vector<DataChip> chips{{DataChip::Kind::words, 0, "Emotion: happy, sad, angry, fearful"},
                              {DataChip::Kind::words, 1, "Actor: 1, 2, 3"},
                              {DataChip::Kind::number, 0, "duration 3.1 … 3.9 s"},
                              {DataChip::Kind::search, 0, "“03-01”"},
                              {DataChip::Kind::lasso, 0, "on the map"},
                              {DataChip::Kind::draw, 0, "12 drawn"}};
  return chips;
}

}  // namespace

TEST_CASE("a press on a heading sorts by it, another turns the order round") {
  PageModel page = answered_page();
  press(page, "Sort by Emotion");
  CHECK(data(page).request.sort == DataSort::field);
  CHECK(data(page).request.sort_field == 1);
  CHECK(!data(page).request.descending);
  answer(page);
  press(page, "Sort by Emotion");
  CHECK(data(page).request.descending);
  answer(page);
  press(page, "Sort by Duration");
  CHECK(data(page).request.sort == DataSort::number);
  CHECK(data(page).request.sort_column == "duration");
  CHECK(!data(page).request.descending);
  press(page, "Sort by File");
  CHECK(data(page).request.sort == DataSort::path);
}

TEST_CASE("a bar filters its word, its chip takes it away again, and the first row is shown") {
  PageModel page = answered_page();
  page.key("End");
  answer(page);
  const Control* bar = control(page, "happy");
  REQUIRE(bar != nullptr);
  CHECK(local_of(bar->id) >= DataControl::first_element);
  press(page, "happy");
  REQUIRE(data(page).request.words.size() == 1);
  CHECK(data(page).request.words[0].codes == std::vector<std::uint16_t>{2});
  CHECK(data(page).top() == 0);
  answer(page, {.selected = 192, .chips = {{DataChip::Kind::words, 0, "Emotion: happy"}}});
  press(page, "Remove: Emotion: happy");
  CHECK(data(page).request.words.empty());
  press(page, "happy");
  page.press_text(data_id(DataControl::search), "12");
  press(page, "Surprise me");
  CHECK(data(page).request.draw_count == 12);
  answer(page, {.selected = 12, .chips = many_chips()});
  press(page, "Clear all");
  CHECK(!data(page).selects_anything());
}

TEST_CASE("the search field says what it holds, and another control's text is nobody's") {
  PageModel page = answered_page();
  page.press_text(data_id(DataControl::search), "kids \"talking\"");
  const json controls = json::parse(page.controls_json_if_changed());
  const auto field = std::find_if(controls.begin(), controls.end(), [](const json& c) { return c["role"] == "text"; });
  REQUIRE(field != controls.end());
  CHECK((*field)["name"] == "Search");
  CHECK((*field)["text"] == "kids \"talking\"");
  page.press_text(data_id(DataControl::open), "nonsense");
  CHECK(data(page).request.search == "kids \"talking\"");
}

TEST_CASE("every action asks for what it says, also where there is no room for its word") {
  PageModel page = answered_page(1920, 1080);
  const std::pair<const char*, Action> kAll[]{{"Open\u2026", Action::data_open},
                                              {"Save\u2026", Action::data_export},
                                              {"Compute features", Action::data_compute},
                                              {"What was recognised", Action::data_recognised},
                                              {"Kept data", Action::data_storage}};
  for (const auto& [name, action] : kAll) CHECK(press(page, name).action == action);
  PageModel phone = answered_page(390, 844);
  const Control* more = control(phone, "More actions");
  REQUIRE(more != nullptr);
  const std::vector<std::string> options = more->options;  // a press makes the controls anew
  for (std::size_t i = 0; i < options.size(); ++i) {
    const auto found =
        std::find_if(std::begin(kAll), std::end(kAll), [&](const auto& one) { return options[i] == one.first; });
    REQUIRE(found != std::end(kAll));
    CHECK(press(phone, "More actions", static_cast<double>(i)).action == found->second);
  }
  page.tell(kData, R"({"busy":true})");
  CHECK(control(page, "Open\u2026") == nullptr);
  CHECK(press(page, "Cancel").action == Action::data_cancel);
}
