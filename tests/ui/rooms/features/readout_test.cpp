#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "ui/base/format.h"
#include "ui/rooms/features/blocks.h"
#include "ui/rooms/features/readout.h"
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

TEST_CASE("the cursor reads each pane in its unit") {
  FeaturesState room = clip_room();
  BlockMaker maker{.sound = 3};
  const auto fill = [&](Pane pane, std::uint32_t rows, const BlockMaker::Value& value) {
    maker.pane = pane;
    maker.rows = rows;
    REQUIRE(room.take_block(maker.block(0, 200, value)));
  };
  fill(Pane::mfcc, 20, [](std::uint64_t, std::uint32_t row) { return -4.125F * static_cast<float>(row); });
  fill(Pane::chroma, 12, [](std::uint64_t, std::uint32_t row) { return row == 10 ? 0.82F : 0.1F; });
  fill(Pane::pitch, 2, [](std::uint64_t f, std::uint32_t row) { return row == 1 ? 0.93F : f < 100 ? 182.0F : 0.0F; });
  fill(Pane::formants, 6, [](std::uint64_t, std::uint32_t row) { return 500.0F + 1000.0F * static_cast<float>(row); });
  fill(Pane::shape, 2, [](std::uint64_t, std::uint32_t row) { return row == 0 ? 1820.0F : 3400.0F; });
  const auto read = [&](Pane pane, std::optional<float> place = {}, double s = 0.5) {
    return readout(room, {.pane = pane, .s = s, .place = place});
  };
  CHECK(read(Pane::mfcc, 0.175F) == "MFCC 3: \u221212.4");
  CHECK(read(Pane::chroma) == "A# 0.82");  // without a height the strongest
  CHECK(read(Pane::pitch) == "182 Hz, voiced 0.93");
  CHECK(read(Pane::pitch, {}, 1.5) == "unvoiced, 0.93");
  CHECK(read(Pane::formants) == "F1 500  F2 1\u00A0500  F3 2\u00A0500 Hz");
  CHECK(read(Pane::shape) == "centroid 1\u00A0820, rolloff 3\u00A0400 Hz");
  fill(Pane::onset, 1, [](std::uint64_t, std::uint32_t) { return 1.25F; });
  fill(Pane::slope, 2, [](std::uint64_t, std::uint32_t row) { return row == 0 ? -4.2e-4F : 7.0F; });
  CHECK(read(Pane::onset) == "1.250");
  CHECK(read(Pane::slope) == "\u22120.420");  // a kHz
  CHECK(read(Pane::zcr).empty());
  CHECK(read(Pane::mfcc, 0.5F, 30).empty());
  maker.pane = Pane::spectrogram;
  maker.rows = 101;
  REQUIRE(room.take_block(maker.block(0, 200)));
  const std::string there = decibels(kDbFloor + BlockMaker::byte_of(50, 25) * kDbStep, 1);
  CHECK(readout(room, {.pane = Pane::spectrogram,
                       .s = 0.5,
                       .place = 0.25F,
                       .scale = FrequencyScale::linear,
                       .with_pitch = false}) == there + " at 2\u00A0000 Hz");
  CHECK(readout(room, {.pane = Pane::spectrogram, .s = 0.5, .place = 0.25F, .scale = FrequencyScale::linear}) ==
        there + " at 2\u00A0000 Hz   F0 182 Hz, voiced 0.93");
}
