#include <doctest/doctest.h>

#include <string>

#include "ui/rooms/features/blocks.h"
#include "ui/rooms/features/state.h"

using namespace emo;
using namespace emo::ui;
using emo::test::BlockMaker;

namespace {

FeaturesState clip_room(double duration_s = 60) {
  FeaturesState room;
  room.show_sound(true, "a clip", {0, duration_s});
  return room;
}

}  // namespace

TEST_CASE("a request is made when settings, panes or the quarter screen seen change, and not else") {
  FeaturesState room = clip_room();
  CHECK(!room.next_request(0).has_value());  // nothing is shown and nothing was
  const auto first = room.next_request(3);
  REQUIRE(first.has_value());
  CHECK(first->panes == 3);
  CHECK(first->first_s == 0);
  CHECK(first->last_s == 60);
  CHECK(!room.next_request(3).has_value());
  room.window.zoom(6, 0);
  const auto zoomed = room.next_request(3);
  REQUIRE(zoomed.has_value());
  CHECK(zoomed->revision == first->revision);
  room.window.scroll(0.5);
  const auto moved = room.next_request(3);
  REQUIRE(moved.has_value());  // into the next quarter
  CHECK(moved->last_s == doctest::Approx(12.5));
  room.window.scroll(0.5);
  CHECK(!room.next_request(3).has_value());
  FeaturesChoice choice = room.choice();
  choose_option(choice.analysis, Parameter::n_fft, 2);
  room.set_choice(choice);
  const auto other = room.next_request(3);
  REQUIRE(other.has_value());
  CHECK(other->revision == first->revision + 1);
  CHECK(other->settings.n_fft == 1024);
  const auto hidden = room.next_request(0);
  REQUIRE(hidden.has_value());
  CHECK(hidden->panes == 0);
  CHECK(!room.next_request(0).has_value());
}

TEST_CASE("another sound begins with nothing selected and all of it shown") {
  FeaturesState room = clip_room(60);
  room.region = Stretch{1, 2};
  room.pinned = FeaturesCursor{.s = 1};
  room.window.zoom(10, 0);
  BlockMaker maker{.sound = 3};
  REQUIRE(room.take_block(maker.block(0, 10)));
  room.show_sound(true, "a clip", {0, 60});  // analysed afresh: still the same
  CHECK(room.region.has_value());
  CHECK(room.pane(Pane::mfcc).present());
  room.show_sound(true, "another", {0, 5});
  CHECK(!room.region.has_value());
  CHECK(!room.pinned.has_value());
  CHECK(room.window.visible() == Stretch{0, 5});
  CHECK(!room.pane(Pane::mfcc).present());
  maker.sound = 4;
  REQUIRE(room.take_block(maker.block(0, 10)));
  CHECK(room.pane(Pane::mfcc).present());
  maker.sound = 3;
  REQUIRE(room.take_block(maker.block(10, 10)));  // of the clip before: it came too late
  CHECK(room.pane(Pane::mfcc).known(0, 5));
  CHECK(!room.pane(Pane::mfcc).known(0, 15));
  CHECK(room.region_or_visible() == Stretch{0, 5});
  // The third one's numbers come before the word of it.
  maker.sound = 5;
  REQUIRE(room.take_block(maker.block(0, 10)));
  room.show_sound(true, "a third", {0, 7});
  CHECK(room.pane(Pane::mfcc).known(0, 5));
}
