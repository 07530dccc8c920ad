#include <doctest/doctest.h>

#include <cmath>

#include "ui/rooms/features/gestures.h"
#include "ui/rooms/features/state.h"

using namespace emo;
using namespace emo::ui;

namespace {

FeaturesState clip_room(double duration_s = 60) {
  FeaturesState room;
  room.show_sound(true, "a clip", {0, duration_s});
  return room;
}

FeaturesBoxes one_pane() {
  FeaturesBoxes boxes;
  boxes.plots = {100, 100, 600, 200};
  boxes.overview = {100, 20, 600, 40};
  boxes.panes.push_back({.pane = Pane::spectrogram, .plot = boxes.plots});
  return boxes;
}

Pointer at(float x, float y, bool down, bool pressed = false) {
  return {.x = x, .y = y, .inside = true, .down = down, .pressed = pressed, .press_x = x, .press_y = y};
}

}  // namespace

TEST_CASE("a drag selects, an edge can be dragged, a click puts the cursor and the clip there") {
  FeaturesState room = clip_room(60);
  const FeaturesBoxes boxes = one_pane();
  FeaturesGestures gestures;
  CHECK(gestures.update(at(200, 150, true, true), boxes, room).busy);
  CHECK(gestures.update(at(300, 150, true), boxes, room).changed);
  gestures.update(at(300, 150, false), boxes, room);
  REQUIRE(room.region.has_value());
  CHECK(room.region->start_s == doctest::Approx(10));
  CHECK(room.region->end_s == doctest::Approx(20));
  CHECK(!room.pinned.has_value());

  gestures.update(at(301, 150, true, true), boxes, room);
  gestures.update(at(400, 150, true), boxes, room);
  gestures.update(at(400, 150, false), boxes, room);
  CHECK(room.region->start_s == doctest::Approx(10));
  CHECK(room.region->end_s == doctest::Approx(30));

  gestures.update(at(150, 150, true, true), boxes, room);
  const auto click = gestures.update(at(151, 150, false), boxes, room);
  CHECK(click.action.action == Action::seek_clip);
  CHECK(click.action.argument == doctest::Approx(5));
  REQUIRE(room.pinned.has_value());
  CHECK(room.pinned->s == doctest::Approx(5));
  CHECK(room.pinned->pane == Pane::spectrogram);
  CHECK(room.pinned->place == doctest::Approx(0.75));
  CHECK(room.region->end_s == doctest::Approx(30));

  CHECK(!gestures.update(at(50, 50, true, true), boxes, room).busy);  // outside
  gestures.update(at(50, 50, false), boxes, room);

  Pointer late = at(500, 150, true, true);  // the frame comes when the pointer has moved on
  late.press_x = 250;
  gestures.update(late, boxes, room);
  CHECK(room.region->start_s == doctest::Approx(15));
  CHECK(room.region->end_s == doctest::Approx(40));
}

TEST_CASE("the wheel scrolls, with Ctrl it zooms around the pointer, the overview scrolls by dragging") {
  FeaturesState room = clip_room(60);
  const FeaturesBoxes boxes = one_pane();
  FeaturesGestures gestures;
  Pointer wheel = at(400, 150, false);
  wheel.zoom = 6;
  gestures.update(wheel, boxes, room);
  CHECK(room.window.visible() == Stretch{25, 35});
  wheel.zoom = 1;
  wheel.scroll_y = -60;
  gestures.update(wheel, boxes, room);
  CHECK(room.window.visible().start_s == doctest::Approx(26));
  wheel.scroll_y = 0;
  wheel.scroll_x = 30;
  gestures.update(wheel, boxes, room);
  CHECK(room.window.visible().start_s == doctest::Approx(25.5));

  gestures.update(at(120, 30, true, true), boxes, room);  // outside the frame: it comes
  CHECK(room.window.visible().start_s == 0);
  gestures.update(at(120, 30, false), boxes, room);
  gestures.update(at(150, 30, true, true), boxes, room);  // inside: it is carried
  CHECK(room.window.visible().start_s == 0);
  gestures.update(at(250, 30, true), boxes, room);
  CHECK(room.window.visible().start_s == doctest::Approx(10));
  CHECK(!room.region.has_value());
}
