#include "ui/rooms/features/room.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "ui/rooms/features/blocks.h"
#include "ui/rooms/pages.h"
#include "ui/shell/page_model.h"
#include "ui/shell/pages.h"
#include "ui/sound/snapshots.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;

TEST_CASE("the Features room's buttons ask for what they say") {
  SnapshotMaker maker(4);
  PageModel page = page_with(2, RoomName::features, maker);
  page.resize(1440, 900, 1);
  CHECK(page.press(id_of(page, "Play"), 0).action == Action::play_clip);
  CHECK(page.press(id_of(page, "Play what is shown"), 0).action == Action::play_region);
  const ActionRequest loop = page.press(id_of(page, "Loop what is shown"), 0);
  CHECK(loop.action == Action::play_region);
  CHECK(loop.argument == 1);
  CHECK(page.press(id_of(page, "Save the picture as PNG"), 0).action == Action::export_picture);
  CHECK(page.press(id_of(page, "Save the numbers as CSV"), 0).action == Action::export_numbers);
  CHECK(page.press(id_of(page, "Cursor"), 1.5).action == Action::seek_clip);
  CHECK(features(page).pinned->s == 1.5);
  page.press(id_of(page, "Selection start"), 1);
  CHECK(features(page).region_or_visible() == Stretch{1, 3});
  CHECK(offers(page, "Loop selection"));
  page.press(id_of(page, "Clear selection"), 0);
  CHECK(!features(page).region.has_value());
  page.press(id_of(page, "Zoom in"), 0);
  CHECK(features(page).window.visible().length() == doctest::Approx(1.5));
  page.press(id_of(page, "Show all"), 0);
  CHECK(features(page).window.visible() == Stretch{0, 3});
}

TEST_CASE("panes and parameters are chosen live, remembered, and reset") {
  SnapshotMaker maker(4);
  PageModel page = page_with(2, RoomName::features, maker);
  page.resize(1440, 900, 1);
  const auto before = next_feature_request(page, true);
  REQUIRE(before.has_value());
  CHECK(before->panes == (kFirstPanes | pane_bit(Pane::pitch)));
  page.press(id_of(page, "Panes"), 0);
  page.press(id_of(page, "Chroma"), 1);
  page.press(id_of(page, "F0 over the spectrogram"), 0);
  page.key("Escape");
  const auto chroma = next_feature_request(page, true);
  REQUIRE(chroma.has_value());
  CHECK(chroma->panes == (kFirstPanes | pane_bit(Pane::chroma)));
  page.press(id_of(page, "Hop length"), 1);
  const auto hop = next_feature_request(page, true);
  REQUIRE(hop.has_value());
  CHECK(hop->settings.hop_length == 128);
  CHECK(hop->revision == chroma->revision + 1);
  page.press(id_of(page, "Reset the parameters"), 0);
  CHECK(features(page).choice().analysis == AnalysisSettings{});
  CHECK(features(page).choice().panes == (kFirstPanes | pane_bit(Pane::chroma)));
  set_number(page, emo_number_room, 0);
  CHECK(next_feature_request(page, true)->panes == 0);
  set_number(page, emo_number_room, 1);
  CHECK(next_feature_request(page, true).has_value());
  CHECK(next_feature_request(page, false)->panes == 0);  // nothing is drawn without graphics
}

TEST_CASE("a clip analysed afresh, as when the model has arrived, keeps its panes, selection and zoom") {
  SnapshotMaker maker(4), again(9);
  PageModel page = page_with(2, RoomName::features, maker);
  const emo::test::BlockMaker blocks{.pane = Pane::mfcc, .rows = 20, .sound = 1};
  REQUIRE(page.take(kFeatures, FeaturesRoom::block_bytes, blocks.block(0, 300)));
  page.press(id_of(page, "Zoom in"), 0);
  page.press(id_of(page, "Selection end"), 2);
  REQUIRE(page.take_snapshot(again.clip(300, 3.0).bytes()));
  CHECK(features(page).pane(Pane::mfcc).present());
  CHECK(features(page).region.has_value());
  CHECK(features(page).window.visible().length() == doctest::Approx(1.5));
  REQUIRE(page.take(kFeatures, FeaturesRoom::block_bytes, blocks.block(300, 1)));
  CHECK(features(page).pane(Pane::mfcc).known(0, 300));
}

TEST_CASE("live sound is followed in the Features room; scrolled back, Now returns") {
  SnapshotMaker maker;
  PageModel page = page_with(1, RoomName::features, maker);
  page.resize(1440, 900, 1);
  REQUIRE(page.take_snapshot(maker.live(3000).bytes()));
  CHECK(features(page).window.visible().end_s == doctest::Approx(33));
  CHECK(!offers(page, "Now: follow the newest sound"));
  page.press(id_of(page, "Shown part"), 5);
  CHECK(features(page).window.visible().start_s == doctest::Approx(5));
  REQUIRE(page.take_snapshot(maker.live(100).bytes()));
  CHECK(features(page).window.visible().start_s == doctest::Approx(5));
  page.press(id_of(page, "Now: follow the newest sound"), 0);
  CHECK(features(page).window.visible().end_s == doctest::Approx(34));
  CHECK(!page.controls_json_if_changed().empty());
  REQUIRE(page.take_snapshot(maker.live(3).bytes()));
  CHECK(page.controls_json_if_changed().empty());  // 30 ms more sound is no news to the DOM
}
