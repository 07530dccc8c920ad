#include "ui/rooms/features/layout.h"

#include <doctest/doctest.h>

#include <bit>
#include <nlohmann/json.hpp>
#include <vector>

#include "ui/rooms/pages.h"
#include "ui/shell/page_model.h"
#include "ui/shell/pages.h"
#include "ui/sound/snapshots.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;

TEST_CASE("the Features room keeps its panes, axes and tools apart") {
  for (const auto& [width, height] : kSizes) {
    for (const float scale : {0.8F, 1.0F, 1.3F, 1.6F}) {
      if (width < 390 && scale > 1.3F) continue;
      for (const std::uint32_t panes : {kFirstPanes, (1U << kPaneCount) - 1}) {
        SnapshotMaker maker(2);
        PageModel page = page_with(2, RoomName::features, maker);
        page.resize(width, height, 1);
        set_number(page, emo_number_text_scale, scale);
        FeaturesChoice choice;
        choice.panes = panes;
        choice.panes_chosen = true;
        page.remember(kFeatures, choice_json(choice));
        const Layout& l = page.layout();
        const FeaturesBoxes& f = features_boxes(page);
        CAPTURE(width);
        CAPTURE(scale);
        CAPTURE(panes);
        REQUIRE(!f.panes.empty());
        CHECK(static_cast<int>(f.panes.size()) + f.left_out == std::popcount(panes));
        CHECK((f.left_out == 0) == f.left_out_words.empty());
        std::vector<Box> boxes{l.top_bar,           l.nav,        f.panes_button,   f.zoom_out, f.overview, f.time_axis,
                               l.transport.primary, f.region_row, f.left_out_words, f.side};
        for (const PaneBoxes& pane : f.panes) {
          for (const Box& box : {pane.caption, pane.plot, pane.left_axis, pane.legend}) boxes.push_back(box);
          CHECK(pane.plot.h >= 36);
          CHECK(pane.plot.x == f.plots.x);
          CHECK(pane.plot.w == f.plots.w);
          CHECK(f.picture().contains(pane.plot));
        }
        for (std::size_t i = 0; i < boxes.size(); ++i) {
          CHECK(l.page.contains(boxes[i]));
          for (std::size_t j = i + 1; j < boxes.size(); ++j) {
            CAPTURE(i);
            CAPTURE(j);
            CHECK(!boxes[i].overlaps(boxes[j]));
          }
        }
        if (width >= 1024 && panes == kFirstPanes) CHECK(f.panes[1].plot.h >= 90);
      }
    }
  }
}

TEST_CASE("a phone begins with two panes until the person chooses") {
  SnapshotMaker maker(4);
  PageModel page = page_with(2, RoomName::features, maker);
  page.resize(390, 844, 2);
  CHECK(features_boxes(page).panes.size() == 2);
  page.press(id_of(page, "Panes"), 0);
  page.press(id_of(page, "MFCC"), 1);
  CHECK(features_boxes(page).panes.size() == 3);
}
