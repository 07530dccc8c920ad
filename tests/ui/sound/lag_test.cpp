#include <doctest/doctest.h>

#include "ui/sound/lag.h"

using namespace emo::ui;

TEST_CASE("behind from the first second of lag until a second has passed without one") {
  Lag lag;
  lag.follow(10.0, 9.0);
  CHECK(!lag.behind());
  lag.follow(10.2, 9.0);
  CHECK(lag.behind());
  CHECK(lag.age_s() == doctest::Approx(1.2));
  lag.follow(11.0, 10.9);
  CHECK(lag.behind());
  lag.follow(11.1, 10.0);  // once more
  lag.follow(12.0, 11.9);
  CHECK(lag.behind());
  lag.follow(12.1, 12.0);
  CHECK(!lag.behind());
  lag.follow(5.0, 6.0);  // an answer cannot be of later sound than there is
  CHECK(lag.age_s() == 0.0);
  lag.follow(8.0, 6.0);
  lag.reset();
  CHECK(!lag.behind());
}
