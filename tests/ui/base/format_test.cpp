#include <doctest/doctest.h>

#include "ui/base/format.h"

using namespace emo;
using namespace emo::ui;

TEST_CASE("numbers are written for people") {
  CHECK(fixed(-3.24, 1) == "\u22123.2");
  CHECK(fixed(-0.04, 1) == "0.0");  // no minus zero
  CHECK(percent(0.615F) == "62 %");
  CHECK(decibels(-47.4F) == "\u221247 dB");
  CHECK(frequency(440) == "440 Hz");
  CHECK(frequency(1240) == "1.24 kHz");
  CHECK(frequency(999.7F) == "1.00 kHz");
  CHECK(clock_time(62.5, 1) == "1:02.5");
  CHECK(clock_time(59.96, 1) == "1:00.0");
  CHECK(clock_time(4, 0) == "0:04");
  CHECK(ago(0, 1) == "now");
  CHECK(megabytes(3.94e6) == "3.9 MB");
  CHECK(megabytes(14.2e6) == "14 MB");
}
