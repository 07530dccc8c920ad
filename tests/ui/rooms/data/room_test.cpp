#include "ui/rooms/data/room.h"

#include <doctest/doctest.h>

#include <cstring>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "contract/data_view.h"
#include "ui/rooms/data/pages.h"
#include "ui/rooms/data/views.h"
#include "ui/rooms/data/words.h"
#include "ui/rooms/pages.h"
#include "ui/shell/page_model.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;

TEST_CASE("the Data room is there without any sound, and an empty one says what to do") {
  PageModel page = data_page();
  CHECK(control(page, "Open\u2026") != nullptr);
  CHECK(control(page, "Start listening") == nullptr);
  CHECK(!data_boxes(page).empty.empty());
  CHECK(empty_words(data(page)).find("RAVDESS") != std::string::npos);
  REQUIRE(answer(page, {.rows = 0, .selected = 0, .with_sound = 0}));
  CHECK(empty_words(data(page)).find("Press Open") != std::string::npos);
  CHECK(control(page, "Save\u2026")->disabled);
  PageModel full = answered_page(1440, 900, {.with_sound = 0});
  CHECK(player_hint(data(full).view()).find("Open the recordings") != std::string::npos);
}

TEST_CASE("a request is made once, only while the room is shown and drawn, and by a number of its own") {
  PageModel page = data_page();
  CHECK(!next_data_request(page, false));
  const auto first = next_data_request(page, true);
  REQUIRE(first);
  CHECK(!next_data_request(page, true));
  set_number(page, emo_number_room, 0);
  page.press_text(data_id(DataControl::search), "dogs");
  CHECK(!next_data_request(page, true));
  set_number(page, emo_number_room, 2);
  const auto second = next_data_request(page, true);
  REQUIRE(second);
  DataRequest a, b;
  REQUIRE(from_bytes(std::span<const std::uint8_t>(*first), a));
  REQUIRE(from_bytes(std::span<const std::uint8_t>(*second), b));
  CHECK(b.search == "dogs");
  CHECK(b.revision == a.revision + 1);
}

TEST_CASE("bytes that are no view are refused and leave the one that was there") {
  PageModel page = answered_page();
  auto bytes = to_bytes(ViewMaker{.rows = 7}.view());
  bytes.pop_back();
  CHECK(!page.take(kData, DataRoom::view_bytes, bytes));
  CHECK(!page.take(kData, DataRoom::view_bytes, {}));
  CHECK(data(page).view().rows == 1440);
}

TEST_CASE("what is selected is said aloud in the Data room") {
  PageModel page = answered_page();
  CHECK(page.spoken_line(0) == "1440 clips.");
  press(page, "happy");
  answer(page, {.selected = 192});
  CHECK(page.spoken_line(1) == "192 of 1440 clips.");
}

TEST_CASE("a chart is drawn from the options that its numbers answer") {
  PageModel page = answered_page();
  press(page, "Cross table");
  CHECK(data(page).request.chart == DataChart::cross_table);
  CHECK(data(page).shown_request().chart == DataChart::distribution);
  CHECK(data(page).chart_is_due());
  CHECK(control(page, "happy") == nullptr);  // a bar of the chart that is no longer chosen
  answer(page);
  CHECK(!data(page).chart_is_due());
  CHECK(data(page).shown_request().chart == DataChart::cross_table);
}

TEST_CASE("the comparison opens what is pressed and forgets pictures that are not compared") {
  PageModel page = answered_page();
  press(page, "Compare");
  answer(page);
  CHECK(control(page, "neutral: none")->disabled);
  const ActionRequest heard = press(page, "Play calm");
  CHECK(heard.action == Action::data_open_row);
  CHECK(heard.argument == 101);
  std::vector<std::uint8_t> picture(8 + 6);
  const std::uint32_t width = 3, height = 2;
  std::memcpy(picture.data(), &width, 4);
  std::memcpy(picture.data() + 4, &height, 4);
  CHECK(take_data_picture(page, 101, picture));
  CHECK(take_data_picture(page, 999, picture));
  picture.pop_back();
  CHECK(!take_data_picture(page, 102, picture));
  page.press_text(data_id(DataControl::search), "x");
  answer(page);
  CHECK(data(page).pictures().size() == 1);
  CHECK(data(page).pictures().contains(101));
}

TEST_CASE("a play-list shows its rows alone, in its order") {
  PageModel page = answered_page();
  press(page, "happy");
  page.tell(kData, R"({"only":"play-list calm voices"})");
  const DataRequest& r = data(page).request;
  CHECK(r.words.empty());
  REQUIRE(r.numbers.size() == 1);
  CHECK(r.numbers[0].column == "play-list calm voices");
  CHECK(r.numbers[0].low == 1);
  CHECK(r.sort == DataSort::number);
  CHECK(r.sort_column == "play-list calm voices");
}

TEST_CASE("a row opens by a press, and says that it is the open one") {
  PageModel page = answered_page();
  const ActionRequest pressed = page.press(static_cast<int>(rows_of(page)[3]->id), 0);
  CHECK(pressed.action == Action::data_open_row);
  CHECK(pressed.argument == 103);
  open_clip(page, 103);
  while (answer(page)) {
  }
  CHECK(rows_of(page)[3]->pressed == true);
  CHECK(rows_of(page)[2]->pressed == false);
  CHECK(rows_of(page)[3]->name.find("sad") != std::string::npos);
}

TEST_CASE("the player plays, stops, goes on and comes back, at any speed") {
  PageModel page = answered_page();
  CHECK(control(page, "Play") == nullptr);
  open_clip(page, 112);
  while (answer(page)) {
  }
  CHECK(data(page).view().opened.row == 112);
  CHECK(press(page, "Play").action == Action::play_clip);
  CHECK(press(page, "Previous clip").argument == 111);
  CHECK(press(page, "Next clip").argument == 113);
  CHECK(press(page, "Next clip").action == Action::data_open_row);
  CHECK(press(page, "Speed", 0).argument == 0.5);
  CHECK(press(page, "Volume", 2).argument == 0.5);
  CHECK(press(page, "Loop").argument == 1);
  page.tell(kData, R"({"loop":true})");
  CHECK(press(page, "Loop").argument == 0);
  CHECK(press(page, "Play on").action == Action::player_follow);
  CHECK(press(page, "Play-list").action == Action::data_playlist);
  set_number(page, emo_number_playing, 1);
  CHECK(press(page, "Pause").action == Action::pause_clip);
  CHECK(press(page, "Stop playing").action == Action::player_stop);
  CHECK(press(page, "Position", 1.5).action == Action::seek_clip);
}
