#include "ui/rooms/registry.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "contract/states.h"
#include "ui/rooms/pages.h"
#include "ui/shell/page_model.h"

using namespace emo;
using namespace emo::ui;
using nlohmann::json;

namespace emo::ui::tally {
std::unique_ptr<Room> make_room();  // tally/room.cpp
}

namespace {

const Control* control(PageModel& page, std::string_view beginning) {
  const auto& all = page.controls();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Control& c) { return c.name.starts_with(beginning); });
  return found == all.end() ? nullptr : &*found;
}

PageModel page_with_one_more_room() {
  Rooms rooms = make_rooms();
  rooms.push_back(tally::make_room());
  return PageModel(std::move(rooms));
}

}  // namespace

TEST_CASE("rooms are named as in the contract, in its order") {
  const Rooms rooms = make_rooms();
  REQUIRE(rooms.size() == std::size(kRoomNames));
  for (std::size_t i = 0; i < rooms.size(); ++i) CHECK(rooms[i]->identity().name == kRoomNames[i]);
}

TEST_CASE("a further room needs its own folder and one registration: rail, key, controls, focus, address and words") {
  PageModel page = page_with_one_more_room();
  REQUIRE(control(page, "Tally") != nullptr);
  CHECK(control(page, "Tally")->role == Role::tab);
  const auto key = page.key("4");
  CHECK(key.action.action == Action::show_room);
  CHECK(key.action.argument == 3);
  REQUIRE(control(page, "Count") != nullptr);
  CHECK(page.layout().content.contains(control(page, "Count")->box));
  const int id = control(page, "Count")->id;
  CHECK(id == control_id(4, 1));
  page.press(id, 0);
  CHECK(page.key("+").used);
  CHECK(control(page, "Count")->name == "Count, now 2");
  CHECK(control(page, "Count")->id == id);
  CHECK(page.spoken_line(0) == "2 counted.");
  CHECK(page.address() == "tally/2");
  const json controls = json::parse(page.controls_json_if_changed());
  CHECK(std::any_of(controls.begin(), controls.end(), [&](const json& c) { return c["id"] == id; }));
  page.key("1");
  CHECK(control(page, "Count") == nullptr);
  CHECK(page.press(id, 0).action == Action::none);  // it is not offered there
  CHECK(page.open_address("tally/7").empty());
  CHECK(page.address() == "tally/7");
  CHECK(page.open_address("tally/many").find("many") != std::string::npos);
  CHECK(page.address() == "tally/7");
}

TEST_CASE("no two controls of a page share an id, whatever room lists them") {
  PageModel page = page_with_one_more_room();
  for (const char* room : {"1", "2", "3", "4"}) {
    page.key(room);
    std::vector<int> ids;
    for (const Control& c : page.controls()) ids.push_back(c.id);
    std::sort(ids.begin(), ids.end());
    CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
  }
}

TEST_CASE("addresses reach inside rooms, and what is not known is said after the nearest thing is shown") {
  PageModel page;
  CHECK(page.address() == "listen");
  CHECK(page.open_address("features/mfcc+pitch").empty());
  CHECK(page.view().room == test::kFeatures);
  CHECK(test::features(page).choice().panes == (pane_bit(Pane::mfcc) | pane_bit(Pane::pitch)));
  CHECK(page.address() == "features/mfcc+pitch");
  CHECK(page.open_address("features/mfcc+smell").find("\u201csmell\u201d") != std::string::npos);
  CHECK(page.address() == "features/mfcc");
  CHECK(page.open_address("data/map/emotion").empty());
  CHECK(page.view().room == test::kData);
  CHECK(test::data(page).request.chart == DataChart::map);
  CHECK(page.address() == "data/map/emotion");
  CHECK(page.open_address("data/histogram/emotion/duration").empty());
  CHECK(page.address() == "data/histogram/emotion/duration");
  CHECK(page.open_address("data/pie").find("\u201cpie\u201d") != std::string::npos);
  CHECK(page.view().room == test::kData);
  CHECK(page.open_address("data").empty());
  CHECK(page.address() == "data");  // as it begins
  CHECK(page.open_address("features").empty());
  CHECK(page.address() == "features");
  CHECK(page.open_address("kitchen/sink").find("listen, features and data") != std::string::npos);
  CHECK(page.address() == "listen");
  CHECK(page.open_address("").empty());
  CHECK(page.open_address("listen/nowhere").find("Listen") == 0);
}

TEST_CASE("what rooms remember comes back through the same door for all") {
  PageModel page;
  CHECK(page.open_address("features/chroma").empty());
  CHECK(page.open_address("data/spread/actor").empty());
  PageModel later;
  for (int room = 0; room < 3; ++room) later.remember(room, page.remembered(room));
  CHECK(test::features(later).choice() == test::features(page).choice());
  CHECK(test::data(later).request.chart == DataChart::spread);
  CHECK(later.remembered(7) == "{}");
  CHECK(!later.take(7, 0, {}));
  CHECK(later.facts(-1) == "null");
}
