#include <doctest/doctest.h>

#include "ui/shell/frame_times.h"

using namespace emo;
using namespace emo::ui;

TEST_CASE("frame times give the 95th percentile of those there are") {
  FrameTimes times;
  CHECK(times.p95() == 0);
  for (int i = 1; i <= 100; ++i) times.add(i);
  CHECK(times.p95() == 95);
}
