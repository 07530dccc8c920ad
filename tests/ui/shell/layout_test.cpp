#include "ui/shell/layout.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "ui/rooms/pages.h"
#include "ui/shell/page_model.h"
#include "ui/shell/pages.h"
#include "ui/sound/snapshots.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;

TEST_CASE("a projector shows no rail") {
  SnapshotMaker maker;
  PageModel page = page_with(2, RoomName::features, maker);
  page.resize(1920, 1080, 1);
  CHECK(offers(page, "Listen"));
  page.key("p");
  CHECK(!offers(page, "Listen"));
  CHECK(page.layout().nav.empty());
  check_controls(page);
}
