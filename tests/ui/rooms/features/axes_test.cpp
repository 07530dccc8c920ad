#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "ui/base/colour_map.h"
#include "ui/rooms/features/axes.h"
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

TEST_CASE("axes hold what there is, with round ticks that keep their distance") {
  FeaturesState room = clip_room();
  BlockMaker maker{.sound = 3};
  for (const auto& [pane, rows, peak] :
       {std::tuple(Pane::waveform, 2U, 0.07F), std::tuple(Pane::pitch, 2U, 312.0F),
        std::tuple(Pane::formants, 6U, 4300.0F), std::tuple(Pane::intensity, 1U, 71.0F),
        std::tuple(Pane::shape, 2U, 15800.0F), std::tuple(Pane::zcr, 1U, 0.31F), std::tuple(Pane::onset, 1U, 2.4F),
        std::tuple(Pane::slope, 2U, 0.0031F)}) {
    maker.pane = pane;
    maker.rows = rows;
    REQUIRE(
        room.take_block(maker.block(0, 64, [p = peak](std::uint64_t f, std::uint32_t) { return f == 9 ? p : p / 2; })));
    const ValueAxis axis = value_axis(room.pane(pane), {0, 60});
    CHECK(axis.place(peak) <= 1);
    CHECK(axis.place(peak) >= 0.3F);
    CHECK(axis.place(peak / 2) >= 0);
    for (const float pixels : {36.0F, 80.0F, 300.0F}) {
      const auto ticks = pane_ticks(room.pane(pane), {.seen = {0, 60}, .pixels = pixels});
      CHECK(!ticks.empty());
      for (std::size_t i = 1; i < ticks.size(); ++i) CHECK((ticks[i].at - ticks[i - 1].at) * pixels >= 15);
    }
  }
}

TEST_CASE("an axis of both signs ends at zero where there is only one, and is labelled in the pane's unit") {
  FeaturesState room = clip_room();
  BlockMaker maker{.pane = Pane::slope, .rows = 2, .sound = 3};
  REQUIRE(room.take_block(maker.block(0, 64, [](std::uint64_t f, std::uint32_t row) {
    return row == 1 ? 50.0F : f == 9 ? -3.1e-3F : -1e-4F;
  })));
  const ValueAxis axis = value_axis(room.pane(Pane::slope), {0, 60});
  CHECK(axis.low == doctest::Approx(-5e-3));  // the height at 0 Hz is not drawn
  CHECK(axis.high == 0);
  const auto ticks = pane_ticks(room.pane(Pane::slope), {.seen = {0, 60}, .pixels = 300});
  REQUIRE(!ticks.empty());
  CHECK(ticks.front().label == "\u22125.0");
  CHECK(ticks.back().label == "0.0");
}

TEST_CASE("the waveform's axis follows what is seen") {
  FeaturesState room = clip_room();
  BlockMaker maker{.pane = Pane::waveform, .rows = 2, .sound = 3};
  REQUIRE(room.take_block(maker.block(0, 4000, [](std::uint64_t f, std::uint32_t row) {
    const float peak = f < 2000 ? 0.9F : 0.03F;
    return row == 0 ? -peak : peak;
  })));
  CHECK(value_axis(room.pane(Pane::waveform), {0, 40}).high == 1);
  CHECK(value_axis(room.pane(Pane::waveform), {21, 22}).high == 0.05F);
  CHECK(value_axis(room.pane(Pane::waveform), {21, 22}).low == -0.05F);
}

TEST_CASE("rows of pictures lie where their axis says") {
  FeaturesState room = clip_room();
  BlockMaker maker{.sound = 3, .low_hz = 0, .high_hz = 8000};
  maker.pane = Pane::spectrogram;
  maker.rows = 342;
  REQUIRE(room.take_block(maker.block(0, 4)));
  for (const auto scale : {FrequencyScale::linear, FrequencyScale::mel}) {
    const RowAxis axis = row_axis(room.pane(Pane::spectrogram), scale);
    CHECK(axis.row_at(0) == doctest::Approx(0));
    CHECK(axis.row_at(1) == doctest::Approx(341));
    CHECK(axis.row_at(axis.hertz.place(4000)) == doctest::Approx(170.5));
  }
  maker.pane = Pane::mel;
  maker.rows = 40;
  REQUIRE(room.take_block(maker.block(0, 4)));
  const RowAxis mel = row_axis(room.pane(Pane::mel), FrequencyScale::linear);
  CHECK(mel.row_at(0) == -0.5F);
  CHECK(mel.row_at(1) == 39.5F);
  // Band 9 is centred ten forty-firsts of the way up the mel scale.
  CHECK(mel.row_at(mel.hertz.place(mel_to_hz(hz_to_mel(8000) * 10 / 41))) == doctest::Approx(9).epsilon(1e-3));
}

TEST_CASE("signed numbers show zero as the page's grey, and small ones apart from it") {
  for (const auto theme : {Theme::dark, Theme::light}) {
    const ColourTable& table = diverging_table(theme);
    const auto colour = [&](float v) { return table[static_cast<std::size_t>(diverging_place(v, 100) * 255 + 0.5F)]; };
    CHECK(contrast(colour(0), palette(theme).surface) < 1.3);
    CHECK(contrast(colour(100), colour(0)) >= 3);
    CHECK(contrast(colour(-100), colour(0)) >= 3);
    CHECK(contrast(colour(10), colour(0)) > 1.2);
    CHECK(colour(50).r > colour(50).b);
    CHECK(colour(-50).b > colour(-50).r);
    for (std::size_t i = 129; i + 8 < table.size(); i += 8)
      CHECK(contrast(table[i + 8], table[128]) > contrast(table[i], table[128]));
  }
}

TEST_CASE("lines and dots can be made out in both themes") {
  for (const auto theme : {Theme::dark, Theme::light}) {
    const FeatureInks& inks = feature_inks(theme);
    for (const Rgba back : {palette(theme).surface, palette(theme).background}) {
      CHECK(contrast(inks.first, back) >= 3);
      CHECK(contrast(inks.second, back) >= 3);
      for (const Rgba ink : inks.formants) CHECK(contrast(ink, back) >= 3);
    }
  }
}
