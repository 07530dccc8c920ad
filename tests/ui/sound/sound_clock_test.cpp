#include <doctest/doctest.h>

#include "ui/sound/sound_clock.h"

using namespace emo;
using namespace emo::ui;

TEST_CASE("the sound clock moves with the page clock, never runs far ahead and never goes back") {
  SoundClock clock;
  CHECK(clock.edge_s(1000, 3.0) == 3.0);
  clock.heard(5.0, 10000);
  CHECK(clock.edge_s(10020, 4.99) == doctest::Approx(5.02));
  CHECK(clock.edge_s(20000, 4.99) == doctest::Approx(5.15));  // the sound has stopped
  clock.heard(5.1, 10130);                                    // a message that came 30 ms late
  CHECK(clock.edge_s(10130, 5.09) == doctest::Approx(5.13).epsilon(0.001));
}
