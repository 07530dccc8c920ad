#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "ui/model/axis.h"
#include "ui/model/colour.h"
#include "ui/model/colour_map.h"
#include "ui/model/format.h"
#include "ui/model/frame_times.h"
#include "ui/model/json.h"
#include "ui/model/sound_clock.h"
#include "ui/model/text_width.h"

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

TEST_CASE("colour maps become steadily lighter") {
  for (const auto map : {ColourMap::viridis, ColourMap::magma, ColourMap::cividis, ColourMap::grey}) {
    const ColourTable& table = colour_table(map);
    const Rgba black{0, 0, 0, 255};
    for (std::size_t i = 8; i < table.size(); i += 8) CHECK(contrast(table[i], black) > contrast(table[i - 8], black));
  }
  CHECK(colour_table(ColourMap::viridis).front() == rgb(0x440154));
  CHECK(colour_table(ColourMap::viridis).back() == rgb(0xFDE725));
}

TEST_CASE("text is readable in both themes and shapes can be made out") {
  CHECK(contrast(rgb(0x000000), rgb(0xFFFFFF)) == doctest::Approx(21));
  for (const auto theme : {Theme::dark, Theme::light}) {
    const Palette& p = palette(theme);
    for (const Rgba back : {p.background, p.surface}) {
      for (const Rgba text : {p.text, p.quiet, p.warn, p.error}) CHECK(contrast(text, back) >= 4.5);
      CHECK(contrast(p.edge, back) >= 3.0);
    }
    CHECK(contrast(p.on_accent, p.accent) >= 4.5);
    CHECK(contrast(p.quiet, p.line) >= 4.0);
  }
}

TEST_CASE("wrapped lines fit, lose nothing, and balance without a further line") {
  const std::string text =
      "Everything stays in this page. It recognises acted expression; it cannot read what you feel.";
  for (float width = 120; width < 700; width += 61) {
    std::string joined;
    const auto lines = wrapped(text, 13, width);
    for (const auto line : lines) {
      CHECK(text_width(line, 13) <= width);
      joined += (joined.empty() ? "" : " ") + std::string(line);
    }
    CHECK(joined == text);
    const float balanced = balanced_width(text, 13, width);
    CHECK(balanced <= width);
    CHECK(wrapped(text, 13, balanced).size() == lines.size());
  }
  CHECK(wrapped("", 13, 100).size() == 1);
  CHECK(wrapped("unbreakable", 13, 5).size() == 1);
}

TEST_CASE("a shortened text keeps whole characters") {
  const std::string text = "Gerät für Zürich";
  for (float width = 0; width < 140; width += 3) {
    const std::string_view kept = fitting_prefix(text, 13, width);
    const bool cut_inside =
        kept.size() < text.size() && (static_cast<unsigned char>(text[kept.size()]) & 0xC0U) == 0x80U;
    CHECK(!cut_inside);
  }
  CHECK(fitting_prefix(text, 13, 1000) == text);
}

TEST_CASE("JSON escapes what it must and never writes what is not a number") {
  JsonWriter json;
  json.object().key("a\"b").text("x\\y\n").key("n").number(0.123456789, 8).key("bad").number(NAN).key("list").array();
  json.number(1).boolean(true).null().object().end_object().end_array().end_object();
  CHECK(json.str() == R"({"a\"b":"x\\y\u000a","n":0.12345679,"bad":null,"list":[1,true,null,{}]})");
}

TEST_CASE("the sound clock moves with the page clock, never runs far ahead and never goes back") {
  SoundClock clock;
  CHECK(clock.edge_s(1000, 3.0) == 3.0);
  clock.heard(5.0, 10000);
  CHECK(clock.edge_s(10020, 4.99) == doctest::Approx(5.02));
  CHECK(clock.edge_s(20000, 4.99) == doctest::Approx(5.15));  // the sound has stopped
  clock.heard(5.1, 10130);                                    // a message that came 30 ms late
  CHECK(clock.edge_s(10130, 5.09) == doctest::Approx(5.13).epsilon(0.001));
}

TEST_CASE("frame times give the 95th percentile of those there are") {
  FrameTimes times;
  CHECK(times.p95() == 0);
  for (int i = 1; i <= 100; ++i) times.add(i);
  CHECK(times.p95() == 95);
}
