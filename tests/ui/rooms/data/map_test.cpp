#include "ui/rooms/data/map.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "contract/data_view.h"
#include "contract/emotions.h"

using namespace emo;
using namespace emo::ui;
using doctest::Approx;

namespace {

constexpr Box kBox{40, 60, 900, 600};

// A grid of 5 × 3 points, row 100 + i; unselected where told.
DataView grid(const std::vector<std::size_t>& unselected = {}) {
  DataView view;
  view.words = {{.code = 2, .word = "happy", .count = 8}, {.code = 3, .word = "sad", .count = 7}};
  for (std::size_t i = 0; i < 15; ++i) {
    view.map_x.push_back(static_cast<float>(i % 5) * 2 - 1);
    view.map_y.push_back(static_cast<float>(i / 5) * 3 + 10);
    view.map_codes.push_back(i % 2 == 0 ? 2 : 3);
    view.map_rows.push_back(static_cast<std::uint32_t>(100 + i));
    view.map_picked.push_back(std::count(unselected.begin(), unselected.end(), i) > 0 ? 0 : 1);
  }
  return view;
}

Box plot_of(const DataView& view) { return map_boxes(view, kBox, 1).plot; }

// A pointer that acts on a map, as frames see it.
struct Hand {
  DataView view = grid();
  DataRequest request{};
  DataMap map{};
  DataMapGestures gestures{};
  double now_ms = 1000;
  DataMapGestures::Outcome last{};

  [[nodiscard]] MapPoint pixel(std::size_t i) const {
    return map_scale(map_bounds(view), map.window, plot_of(view)).pixel(view.map_x[i], view.map_y[i]);
  }
  void frame(Pointer p) {
    p.inside = true;
    last = gestures.update(p, view, kBox, 1, now_ms += 16, request, map);
  }
  void point(MapPoint at) { frame({.x = at.x, .y = at.y}); }
  void press(MapPoint at, bool shift = false) {
    frame({.x = at.x, .y = at.y, .down = true, .pressed = true, .press_x = at.x, .press_y = at.y, .shift = shift});
  }
  void drag(MapPoint at) { frame({.x = at.x, .y = at.y, .down = true}); }
  void click(MapPoint at) {
    press(at);
    point(at);
  }
};

}  // namespace

TEST_CASE("the whole map lies within the plot, with the same scale along both axes") {
  for (const Box& plot : {Box{0, 0, 600, 400}, Box{10, 20, 200, 700}}) {
    const DataView view = grid();
    const MapScale scale = map_scale(map_bounds(view), {}, plot);
    for (std::size_t i = 0; i < view.map_x.size(); ++i) {
      const MapPoint at = scale.pixel(view.map_x[i], view.map_y[i]);
      CHECK(plot.inset(10, 10).contains(at.x, at.y));
      CHECK(scale.place(at.x, at.y).x == Approx(view.map_x[i]).epsilon(1e-4));
      CHECK(scale.place(at.x, at.y).y == Approx(view.map_y[i]).epsilon(1e-4));
    }
    const MapPoint a = scale.pixel(0, 0), right = scale.pixel(1, 0), up = scale.pixel(0, 1);
    CHECK(right.x - a.x == Approx(a.y - up.y));
    CHECK(up.y < a.y);
  }
}

TEST_CASE("one point, points in a row and no points have a scale, too") {
  DataView view;
  CHECK(std::isfinite(map_scale(map_bounds(view), {}, kBox).per_unit));
  CHECK(point_at(view, map_scale(map_bounds(view), {}, kBox), 100, 100, 20) == -1);
  CHECK(row_beside(view, kNoRow, MapStep::left) == kNoRow);
  for (const float x : {3.0F, 4.0F}) {
    view.map_x.push_back(x);
    view.map_y.push_back(7);
    view.map_codes.push_back(0);
    view.map_rows.push_back(static_cast<std::uint32_t>(x));
    view.map_picked.push_back(1);
    const MapScale scale = map_scale(map_bounds(view), {}, kBox);
    const MapPoint at = scale.pixel(3, 7);
    CHECK(kBox.contains(at.x, at.y));
    const MapWindow nearer = zoomed(map_bounds(view), {}, kBox, 200, 200, 3);
    CHECK(std::isfinite(nearer.centre_x + nearer.centre_y));
  }
}

TEST_CASE("zooming keeps what lies under the pointer where it is") {
  const DataView view = grid();
  const Box plot = plot_of(view);
  const MapBounds bounds = map_bounds(view);
  MapWindow window;
  const float x = plot.centre_x() + 40, y = plot.centre_y() - 30;
  const MapPoint before = map_scale(bounds, window, plot).place(x, y);
  for (int i = 0; i < 6; ++i) {
    window = zoomed(bounds, window, plot, x, y, 1.5);
    const MapPoint now = map_scale(bounds, window, plot).place(x, y);
    CHECK(now.x == Approx(before.x).epsilon(1e-4));
    CHECK(now.y == Approx(before.y).epsilon(1e-4));
  }
  for (int i = 0; i < 30; ++i) window = zoomed(bounds, window, plot, x, y, 2);
  CHECK(window.zoom == kMostZoom);
  for (int i = 0; i < 30; ++i) window = zoomed(bounds, window, plot, x + 100, y, 0.5);
  CHECK(window == MapWindow{});
}

TEST_CASE("moving follows the hand and ends at the map's edges") {
  const DataView view = grid();
  const Box plot = plot_of(view);
  const MapBounds bounds = map_bounds(view);
  CHECK(moved(bounds, {}, plot, 50, 50) == MapWindow{});  // all is seen: nowhere to go
  const MapWindow window = zoomed(bounds, {}, plot, plot.centre_x(), plot.centre_y(), 4);
  const MapPoint before = map_scale(bounds, window, plot).pixel(3, 13);
  const MapPoint after = map_scale(bounds, moved(bounds, window, plot, 25, -15), plot).pixel(3, 13);
  CHECK(after.x - before.x == Approx(25).epsilon(1e-3));
  CHECK(after.y - before.y == Approx(-15).epsilon(1e-3));
  MapWindow edge = window;
  for (int i = 0; i < 100; ++i) edge = moved(bounds, edge, plot, 100, 0);
  const MapPoint left = map_scale(bounds, edge, plot).pixel(bounds.left, bounds.low);
  CHECK(left.x >= plot.x);
  CHECK(left.x <= plot.centre_x());
}

TEST_CASE("the nearest point within reach is found, a selected one before another") {
  Hand hand;
  hand.view = grid({7});
  const MapScale scale = map_scale(map_bounds(hand.view), {}, plot_of(hand.view));
  const MapPoint at = hand.pixel(7);
  CHECK(point_at(hand.view, scale, at.x + 2, at.y, 10) == 7);
  CHECK(point_at(hand.view, scale, at.x + 12, at.y, 10) == -1);
  hand.view.map_x[8] = hand.view.map_x[7] + 0.01F;  // selected, close by
  CHECK(point_at(hand.view, scale, at.x, at.y, 10) == 8);
}

TEST_CASE("the wheel, Ctrl with the wheel and two fingers zoom around the pointer") {
  Hand hand;
  const MapPoint at = hand.pixel(8);
  hand.frame({.x = at.x, .y = at.y, .wheel = 3, .scroll_y = 300});
  CHECK(hand.last.changed);
  CHECK(hand.map.window.zoom > 1.5);
  CHECK(hand.pixel(8).x == Approx(at.x).epsilon(1e-3));
  const double zoom = hand.map.window.zoom;
  hand.frame({.x = at.x, .y = at.y, .wheel = 1, .zoom = 1.1F});
  CHECK(hand.map.window.zoom == Approx(zoom * 1.1).epsilon(1e-5));
  const float before = hand.pixel(8).x;
  hand.frame({.x = at.x, .y = at.y, .scroll_x = 12});
  CHECK(hand.pixel(8).x == Approx(before + 12).epsilon(1e-3));
  const MapWindow window = hand.map.window;
  hand.frame({.x = kBox.x + 2, .y = kBox.bottom() + 20, .wheel = 3});
  CHECK(hand.map.window == window);  // not over the map
}

TEST_CASE("a drag moves the map and opens nothing") {
  Hand hand;
  hand.map.window = zoomed(map_bounds(hand.view), {}, plot_of(hand.view), 400, 300, 4);
  const MapPoint from = hand.pixel(7);
  hand.press(from);
  CHECK(hand.last.busy);
  hand.drag({from.x + 30, from.y + 10});
  hand.drag({from.x + 60, from.y + 20});
  CHECK(hand.pixel(7).x == Approx(from.x + 60).epsilon(1e-3));
  hand.point({from.x + 60, from.y + 20});
  CHECK(!hand.last.busy);
  CHECK(hand.last.action.action == Action::none);
  CHECK(hand.request.lasso.empty());
}

TEST_CASE("a click on a point opens its recording, beside all points it does not") {
  Hand hand;
  hand.click(hand.pixel(9));
  CHECK(hand.last.action.action == Action::data_open_row);
  CHECK(hand.last.action.argument == 109);
  CHECK(hand.map.cursor_row == 109);
  const MapPoint a = hand.pixel(0), b = hand.pixel(6);
  hand.click({(a.x + b.x) / 2, (a.y + b.y) / 2});
  CHECK(hand.last.action.action == Action::none);
}

TEST_CASE("a press that came and went between two frames opens, too") {
  Hand hand;
  const MapPoint at = hand.pixel(4);
  hand.frame({.x = at.x, .y = at.y, .pressed = true, .press_x = at.x, .press_y = at.y});
  CHECK(hand.last.action.argument == 104);
}

TEST_CASE("a lasso selects what it was drawn around when it is let go") {
  for (const bool with_shift : {false, true}) {
    CAPTURE(with_shift);
    Hand hand;
    if (!with_shift) hand.map.tool = MapTool::lasso;
    const MapPoint at = hand.pixel(7);
    const float r = 30;
    hand.press({at.x - r, at.y - r}, with_shift);
    for (const MapPoint& corner : {MapPoint{at.x + r, at.y - r}, {at.x + r, at.y + r}, {at.x - r, at.y + r}}) {
      hand.drag(corner);
      CHECK(hand.last.busy);
      CHECK(hand.request.lasso.empty());
    }
    CHECK(hand.map.drawn.size() == 8);
    hand.point({at.x - r, at.y + r});
    CHECK(hand.last.request_changed);
    CHECK(hand.map.drawn.empty());
    REQUIRE(hand.request.lasso.size() == 8);
    CHECK(hand.map.window == MapWindow{});
    // Its corners stand around point 7 on the map.
    const MapPoint corner = hand.pixel(7);
    const MapScale scale = map_scale(map_bounds(hand.view), {}, plot_of(hand.view));
    for (std::size_t i = 0; i < 8; i += 2) {
      const MapPoint drawn = scale.pixel(hand.request.lasso[i], hand.request.lasso[i + 1]);
      CHECK(std::abs(drawn.x - corner.x) == Approx(r).epsilon(0.01));
      CHECK(std::abs(drawn.y - corner.y) == Approx(r).epsilon(0.01));
    }
  }
}

TEST_CASE("a dot with the lasso takes the lasso away, and a long one keeps its size within bounds") {
  Hand hand;
  hand.map.tool = MapTool::lasso;
  hand.request.lasso = {0, 0, 1, 0, 1, 1};
  const MapPoint a = hand.pixel(0), b = hand.pixel(6);
  const MapPoint between{(a.x + b.x) / 2, (a.y + b.y) / 2};
  hand.click(between);
  CHECK(hand.last.request_changed);
  CHECK(hand.request.lasso.empty());
  hand.press(between);
  for (int i = 0; i < 3000; ++i)
    hand.drag({between.x + 80 * std::cos(static_cast<float>(i)), between.y + 80 * std::sin(static_cast<float>(i))});
  hand.point(between);
  CHECK(hand.request.lasso.size() >= 600);
  CHECK(hand.request.lasso.size() <= 1200);
}

TEST_CASE("a double click beside all points shows the whole map") {
  Hand hand;
  hand.map.window = zoomed(map_bounds(hand.view), {}, plot_of(hand.view), 400, 300, 3);
  const MapPoint a = hand.pixel(6), b = hand.pixel(12);
  const MapPoint between{(a.x + b.x) / 2, (a.y + b.y) / 2};
  hand.click(between);
  CHECK(hand.map.window.zoom == Approx(3));
  hand.now_ms += 1000;
  hand.click(between);  // too late for a double click, but the first of another
  CHECK(hand.map.window.zoom == Approx(3));
  hand.click(between);
  CHECK(hand.map.window == MapWindow{});
}

TEST_CASE("the row under the pointer is asked for once, and forgotten beside it") {
  Hand hand;
  hand.point(hand.pixel(3));
  CHECK(hand.last.request_changed);
  CHECK(hand.request.pointed_row == 103);
  hand.point(hand.pixel(3));
  CHECK(!hand.last.request_changed);
  const MapPoint a = hand.pixel(0), b = hand.pixel(6);
  hand.point({(a.x + b.x) / 2, (a.y + b.y) / 2});
  CHECK(hand.last.request_changed);
  CHECK(hand.request.pointed_row == kNoRow);
}

TEST_CASE("arrow keys walk from point to point, over unselected ones") {
  DataView view = grid({7});
  DataMap map;
  map.walk(view, MapStep::right);  // to the middle first: point 7 is not selected, those beside it are as near
  CHECK(map.cursor_row != kNoRow);
  map.cursor_row = 106;
  map.walk(view, MapStep::right);
  CHECK(map.cursor_row == 108);
  map.walk(view, MapStep::up);
  CHECK(map.cursor_row == 113);
  map.walk(view, MapStep::up);
  CHECK(map.cursor_row == 113);  // the last one there
  map.walk(view, MapStep::left);
  CHECK(map.cursor_row == 112);
  map.walk(view, MapStep::down);
  CHECK(map.cursor_row != 107);
  view.map_picked.assign(view.map_picked.size(), 0);
  map.cursor_row = 106;
  map.walk(view, MapStep::right);
  CHECK(map.cursor_row == 107);  // none is selected: all count
}

TEST_CASE("plot, legend and titles share the box without touching, wide and narrow, small and large text") {
  DataView view = grid();
  for (int i = 0; i < 40; ++i)
    view.words.push_back(
        {.code = static_cast<std::uint16_t>(8 + i), .word = "word " + std::to_string(i), .count = 10, .picked = false});
  for (const Box& box : {Box{0, 0, 900, 600}, Box{8, 100, 374, 480}}) {
    for (const float scale : {0.8F, 1.0F, 1.6F}) {
      CAPTURE(box.w);
      CAPTURE(scale);
      const MapBoxes b = map_boxes(view, box, scale);
      std::vector<Box> all{b.words, b.plot, b.x_title, b.y_title, b.others};
      for (const auto& line : b.legend) all.push_back(line.box);
      for (std::size_t i = 0; i < all.size(); ++i) {
        CHECK(box.contains(all[i]));
        for (std::size_t j = 0; j < i; ++j) CHECK(!all[i].overlaps(all[j]));
      }
      CHECK(b.plot.w > 120);
      CHECK(b.plot.h > 120);
      CHECK(b.legend.size() + b.left_out == view.words.size());
    }
  }
}

TEST_CASE("the eight emotions find room in the legend on a phone with the largest text, too") {
  DataView view = grid();
  view.words.clear();
  for (std::size_t e = 0; e < kEmotionCount; ++e)
    view.words.push_back(
        {.code = static_cast<std::uint16_t>(e), .word = std::string(kEmotionNames[e]), .count = 192, .picked = false});
  for (const float scale : {0.8F, 1.0F, 1.6F}) {
    const MapBoxes b = map_boxes(view, {8, 100, 374, 480}, scale);
    CHECK(b.legend.size() == kEmotionCount);
    CHECK(b.plot.h > 120);
  }
}

TEST_CASE("a press of the legend filters its word") {
  const DataView view = grid();
  DataRequest request;
  const ChartShape shape = map_legend(view, request, kBox, 1);
  REQUIRE(shape.elements.size() == 2);
  CHECK(shape.elements[1].name == "sad, 7 clips");
  CHECK(!shape.elements[1].picked);
  toggle_filter(request, shape.elements[1].filter);
  CHECK(request.words == std::vector<FieldFilter>{{.field = 1, .codes = {3}}});
  CHECK(map_legend(view, request, kBox, 1).elements[1].picked);
}

TEST_CASE("axes say their share of the variance, or that they have no unit") {
  DataView view = grid();
  CHECK(map_titles(view).x.find("No unit") != std::string::npos);
  view.map_shares = {0.412F, 0.17F};
  CHECK(map_titles(view).x == "Component 1, 41 % of the variance");
  CHECK(map_titles(view).y == "Component 2, 17 % of the variance");
  view.map_shares = {1};
  CHECK(map_titles(view).y.empty());
}

TEST_CASE("what is read of a point is its file and its words, once they are there") {
  DataView view = grid();
  DataRequest request;
  CHECK(map_readout(view, request, kNoRow).empty());
  CHECK(map_readout(view, request, 7).empty());
  CHECK(map_readout(view, request, 103) == std::vector<std::string>{"sad"});
  view.table_fields = {1, 2, 3, 5};
  view.pointed = {.row = 103,
                  .name = "03-01-04-01-02-01-12.wav",
                  .codes = {},
                  .words = {"sad", "normal", "Dogs are sitting by the door", "12"},
                  .numbers = {}};
  CHECK(map_readout(view, request, 103) ==
        std::vector<std::string>{"03-01-04-01-02-01-12.wav", "sad, normal, Dogs are sitting by the door,", "actor 12"});
  for (const std::size_t letters : {20U, 41U})
    for (const std::string& line : map_readout(view, request, 103, letters))
      CHECK(line.size() <= std::max<std::size_t>(letters, std::string("Dogs are sitting by the door,").size()));
}
