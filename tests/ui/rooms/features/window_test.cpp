#include <doctest/doctest.h>

#include <cmath>

#include "ui/rooms/features/window.h"

using namespace emo;
using namespace emo::ui;

TEST_CASE("zooming keeps the moment under the pointer where it is, within the sound") {
  FeaturesWindow window;
  window.set_bounds({0, 60}, false);
  CHECK(window.visible() == Stretch{0, 60});
  window.zoom(4, 30);
  CHECK(window.visible().length() == doctest::Approx(15));
  CHECK((30 - window.visible().start_s) / 15 == doctest::Approx(0.5));
  window.zoom(2, window.visible().start_s);
  CHECK(window.visible().start_s == doctest::Approx(22.5));
  for (int i = 0; i < 30; ++i) window.zoom(2, 59.99);
  CHECK(window.visible().length() == doctest::Approx(FeaturesWindow::kShortestS));
  for (int i = 0; i < 30; ++i) window.zoom(0.5, 10);
  CHECK(window.visible() == Stretch{0, 60});
  CHECK(window.shows_all());
}

TEST_CASE("scrolling stops at both ends and keeps the length") {
  FeaturesWindow window;
  window.set_bounds({0, 60}, false);
  window.zoom(6, 30);
  window.scroll(-1000);
  CHECK(window.visible().start_s == 0);
  window.scroll(1000);
  CHECK(window.visible().end_s == doctest::Approx(60));
  CHECK(window.visible().length() == doctest::Approx(10));
}

TEST_CASE("live sound is followed until the person scrolls back, and again from its end") {
  FeaturesWindow window;
  window.set_bounds({-57, 3}, true);
  CHECK(window.visible() == Stretch{-7, 3});
  window.set_bounds({40, 100}, true);
  CHECK(window.visible() == Stretch{90, 100});
  CHECK(window.follows());
  window.scroll(-20);
  CHECK(!window.follows());
  window.set_bounds({45, 105}, true);
  CHECK(window.visible() == Stretch{70, 80});
  window.set_bounds({75, 135}, true);  // what it showed is forgotten
  CHECK(window.visible() == Stretch{75, 85});
  window.follow();
  CHECK(window.visible() == Stretch{125, 135});
  window.zoom(2, 126);
  CHECK(window.visible() == Stretch{130, 135});
  window.scroll(-3);
  window.scroll(3.5);
  CHECK(window.follows());
}

TEST_CASE("a drawn stretch begins at a device pixel") {
  FeaturesWindow window;
  window.set_bounds({0, 60}, false);
  window.zoom(6, 30);
  window.scroll(0.01234);
  const Stretch drawn = window.snapped(1000);
  const double pixel_s = drawn.length() / 1000;
  CHECK(std::abs(drawn.start_s / pixel_s - std::round(drawn.start_s / pixel_s)) < 1e-6);
  CHECK(std::abs(drawn.start_s - window.visible().start_s) <= pixel_s / 2 + 1e-12);
}
