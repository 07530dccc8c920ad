#include <doctest/doctest.h>

#include "ui/charts/axis.h"

using namespace emo;
using namespace emo::ui;

TEST_CASE("mel and hertz are each other's inverse, and meet at 1 kHz") {
  for (const float hz : {0.0F, 60.0F, 440.0F, 999.0F, 1000.0F, 1001.0F, 4000.0F, 8000.0F}) {
    CHECK(mel_to_hz(hz_to_mel(hz)) == doctest::Approx(hz).epsilon(1e-4));
  }
  CHECK(hz_to_mel(1000.0F) == doctest::Approx(15.0F));
  CHECK(hz_to_mel(6400.0F) == doctest::Approx(42.0F));  // 27 steps for a factor of 6.4, by definition
}

TEST_CASE("a frequency axis maps its ends to its ends and back") {
  for (const auto scale : {FrequencyScale::linear, FrequencyScale::mel}) {
    const FrequencyAxis axis(scale, 8000.0F);
    CHECK(axis.place(0) == doctest::Approx(0));
    CHECK(axis.place(8000) == doctest::Approx(1));
    CHECK(axis.hz(axis.place(1234)) == doctest::Approx(1234).epsilon(1e-3));
  }
}

TEST_CASE("labels of a frequency axis keep their distance at any height") {
  for (const auto scale : {FrequencyScale::linear, FrequencyScale::mel}) {
    for (float pixels = 60; pixels < 900; pixels += 37) {
      const auto ticks = FrequencyAxis(scale, 8000.0F).ticks(pixels, 18);
      float last = -100;
      int labels = 0;
      for (const Tick& tick : ticks) {
        if (!tick.major) continue;
        CHECK((tick.at * pixels - last) >= 18);
        CHECK(!tick.label.empty());
        last = tick.at * pixels;
        ++labels;
      }
      CHECK(labels >= 2);
    }
  }
}

TEST_CASE("time ticks are round, inside the axis, and count back from now when asked") {
  const auto live = time_ticks({.start_s = 90.3,
                                .end_s = 100.3,
                                .label_zero_s = 100.3,
                                .counts_back = true,
                                .pixels = 900,
                                .min_gap_pixels = 72});
  REQUIRE(live.size() == 11);
  CHECK(live.front().label == "\u221210 s");
  CHECK(live.back().label == "now");
  CHECK(live.back().at == doctest::Approx(1.0));
  const auto clip = time_ticks({.start_s = 0, .end_s = 600, .pixels = 300, .min_gap_pixels = 72});
  for (const Tick& tick : clip) CHECK((tick.at >= 0 && tick.at <= 1.0001F));
  CHECK(clip[1].label == "5:00");
  CHECK(time_ticks({.start_s = 1, .end_s = 1}).empty());
}
