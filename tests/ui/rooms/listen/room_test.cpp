#include "ui/rooms/listen/room.h"

#include <doctest/doctest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "ui/models/pages.h"
#include "ui/rooms/pages.h"
#include "ui/shell/page_model.h"
#include "ui/sound/snapshots.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;
using nlohmann::json;

TEST_CASE("comparing stops where it is shown") {
  SnapshotMaker maker;
  PageModel page = comparing_page(SoundKind::live, maker);
  const ActionRequest stop = press(page, "Stop comparing");
  CHECK(stop.action == Action::compare_model);
  CHECK(stop.argument == -1);
  set_number(page, emo_number_compared_index, -1);
  CHECK(control(page, "Stop comparing") == nullptr);
}

TEST_CASE("the plane is offered only with a model that has one, and the choice is remembered") {
  SnapshotMaker maker;
  PageModel page = comparing_page(SoundKind::live, maker);
  page.resize(1440, 900, 1);
  press(page, "Plane");
  CHECK(listen(page).boxes().plane == listen(page).boxes().bars);
  CHECK(control(page, "Plane")->pressed == true);
  CHECK(setting(page, emo_setting_plane) == 1);
  auto without = with_two(maker.live(10));
  without.parts.header.dimensions = 0;
  REQUIRE(page.take_snapshot(without.bytes()));
  CHECK(control(page, "Plane") == nullptr);
  CHECK(listen(page).boxes().plane.empty());
  CHECK(!listen(page).boxes().bar_rows[0].empty());
  for (const AffectPoint& point : kCircumplex) {
    CHECK(std::abs(point.valence) <= 1);
    CHECK(std::abs(point.arousal) <= 1);
  }
}

TEST_CASE("an explanation is asked for when there is an answer and nothing is heard any more") {
  SnapshotMaker maker;
  PageModel page = comparing_page(SoundKind::live, maker);
  page.resize(1440, 900, 1);
  CHECK(control(page, "Explain") == nullptr);
  set_number(page, emo_number_capture_state, static_cast<double>(CaptureState::idle));
  CHECK(press(page, "Explain").action == Action::explain);
  page.tell(kListen, R"({"explaining":true})");
  CHECK(control(page, "Explain")->disabled);
  page.tell(kListen, R"({"explaining":false})");
  REQUIRE(page.take(kListen, ListenRoom::explanation_bytes, explanation_bytes()));
  CHECK(control(page, "Frequency axis") == nullptr);  // the caption says what the colours mean
  CHECK(press(page, "Close explanation").action == Action::close_explanation);
  CHECK(!listen(page).explanation().has_value());
  REQUIRE(page.take(kListen, ListenRoom::explanation_bytes, explanation_bytes()));
  CHECK(page.key("Escape").action.action == Action::close_explanation);
  CHECK(control(page, "Explain") != nullptr);
  REQUIRE(page.take(kListen, ListenRoom::explanation_bytes, explanation_bytes()));
  SnapshotMaker next(9);  // another sound
  REQUIRE(page.take_snapshot(with_two(next.live(300)).bytes()));
  CHECK(!listen(page).explanation().has_value());
}

TEST_CASE("an explanation is given out again as JSON; what is none is refused and takes the old one away") {
  PageModel page;
  CHECK(page.facts(kListen) == "null");
  auto bytes = explanation_bytes();
  REQUIRE(page.take(kListen, ListenRoom::explanation_bytes, bytes));
  const json e = json::parse(page.facts(kListen));
  CHECK(e["label"] == "sad");
  CHECK(e["rows"] == 2);
  CHECK(e["drops"] == json({0.25, 0, -0.125, 0, 0, 0.5}));
  bytes.pop_back();
  CHECK(!page.take(kListen, ListenRoom::explanation_bytes, bytes));
  CHECK(!listen(page).explanation().has_value());
  CHECK(page.take(kListen, ListenRoom::explanation_bytes, {}));
}
