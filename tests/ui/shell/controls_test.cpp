#include "ui/shell/controls.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "ui/rooms/pages.h"
#include "ui/shell/page_model.h"
#include "ui/shell/pages.h"
#include "ui/sound/snapshots.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;

TEST_CASE("controls lie inside the page, are big enough to touch and do not overlap, at any size and text size") {
  for (const auto& [width, height] : kSizes) {
    for (const float scale : {0.8F, 1.0F, 1.3F, 1.6F}) {
      if (width < 390 && scale > 1.3F) continue;  // a small phone with the largest text: out of reach
      for (const RoomName room : {RoomName::listen, RoomName::features}) {
        for (int sound = 0; sound < 3; ++sound) {
          SnapshotMaker maker(7);
          PageModel page = page_with(sound, room, maker);
          page.resize(width, height, 2);
          set_number(page, emo_number_text_scale, scale);
          if (height > 700) fill_words(page);
          CAPTURE(width);
          CAPTURE(scale);
          CAPTURE(sound);
          CAPTURE(static_cast<int>(room));
          REQUIRE(page.controls().size() >= 5);
          check_controls(page);
          if (room != RoomName::features || sound == 0) continue;
          page.press(id_of(page, "Selection end"), 2);
          REQUIRE(features(page).region.has_value());
          check_controls(page);
          page.press(id_of(page, "Panes"), 0);
          CHECK(page.controls().size() == 1 + kToggleCount);
          check_controls(page);
          page.key("Escape");
          page.press(id_of(page, "Parameters"), 0);  // opens a sheet, or closes the side panel
          check_controls(page);
        }
      }
    }
  }
}
