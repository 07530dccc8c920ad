#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "ui/rooms/features/blocks.h"
#include "ui/rooms/features/state.h"
#include "ui/rooms/features/store.h"

using namespace emo;
using namespace emo::ui;
using emo::test::BlockMaker;

namespace {

void give(FeatureStore& store, const std::vector<std::uint8_t>& bytes) {
  const auto block = parse_feature_block(bytes);
  REQUIRE(block.has_value());
  store.take(*block);
}

}  // namespace

TEST_CASE("blocks in any order give the same store as one block") {
  const BlockMaker maker{.pane = Pane::mel, .rows = 40};
  constexpr std::uint32_t kFrames = 2000, kPiece = 37;
  FeatureStore whole, pieces;
  give(whole, maker.block(0, kFrames));
  std::vector<std::uint32_t> starts;
  for (std::uint32_t at = 0; at < kFrames; at += kPiece) starts.push_back(at);
  std::shuffle(starts.begin(), starts.end(), std::mt19937(5));
  for (const std::uint32_t at : starts) give(pieces, maker.block(at, std::min(kPiece, kFrames - at)));
  for (int level = 0; level < kLevels; ++level) {
    for (std::uint64_t c = 0; c < kFrames / column_frames(level); ++c) {
      for (std::size_t row : {0U, 7U, 39U}) {
        CHECK(pieces.pane(Pane::mel).extent(level, c, row).high == whole.pane(Pane::mel).extent(level, c, row).high);
      }
    }
  }
}

TEST_CASE("coarser levels hold the loudest, the mean, the ends of a wave and the reach of a line") {
  FeatureStore store;
  BlockMaker mel{.pane = Pane::mel, .rows = 3};
  give(store, mel.block(64, 64));
  BlockMaker mfcc{.pane = Pane::mfcc, .rows = 2};
  give(store, mfcc.block(64, 64));
  BlockMaker wave{.pane = Pane::waveform, .rows = 2};
  give(store, wave.block(64, 64, [](std::uint64_t f, std::uint32_t row) {
    return (row == 0 ? -0.001F : 0.002F) * static_cast<float>(f);
  }));
  BlockMaker pitch{.pane = Pane::pitch, .rows = 2};
  give(store, pitch.block(64, 64, [](std::uint64_t f, std::uint32_t row) {
    return row == 1 ? 0.5F : f % 2 == 0 ? 0.0F : static_cast<float>(f);  // every other frame is unvoiced
  }));
  for (int level = 1; level < kLevels; ++level) {
    const std::uint64_t n = column_frames(level);
    for (std::uint64_t c = 64 / n; c < 128 / n; ++c) {
      std::uint8_t loudest = 0;
      float sum = 0;
      for (std::uint64_t f = c * n; f < (c + 1) * n; ++f) {
        loudest = std::max(loudest, BlockMaker::byte_of(f, 1));
        sum += BlockMaker::value_of(f, 1);
      }
      CHECK(store.pane(Pane::mel).extent(level, c, 1).high == kDbFloor + static_cast<float>(loudest) * kDbStep);
      CHECK(store.pane(Pane::mfcc).extent(level, c, 1).low == doctest::Approx(sum / static_cast<float>(n)));
      const float last = static_cast<float>((c + 1) * n - 1);
      CHECK(store.pane(Pane::waveform).extent(level, c, 0).low == doctest::Approx(-0.001F * last));
      CHECK(store.pane(Pane::waveform).extent(level, c, 1).low == doctest::Approx(0.002F * last));
      const Extent f0 = store.pane(Pane::pitch).extent(level, c, 0);
      CHECK(f0.low == static_cast<float>(c * n + 1));
      CHECK(f0.high == last);
    }
  }
}

TEST_CASE("what has not come is not known, and unvoiced is not 0 Hz") {
  FeatureStore store;
  BlockMaker pitch{.pane = Pane::pitch, .rows = 2};
  give(store, pitch.block(300, 10, [](std::uint64_t, std::uint32_t) { return 0.0F; }));
  const PaneStore& pane = store.pane(Pane::pitch);
  CHECK(!pane.known(0, 299));
  CHECK(pane.known(0, 300));
  CHECK(!pane.known(0, 310));
  CHECK(pane.known(1, 75));
  CHECK(!pane.known(1, 74));
  CHECK(!pane.value(305, 0).has_value());
  CHECK(pane.value(305, 1) == 0.0F);
  CHECK(!pane.value(299, 1).has_value());
  CHECK(!store.pane(Pane::mel).present());
}

TEST_CASE(
    "the old picture stays until the first block of another revision, and late blocks of the old one are dropped") {
  FeatureStore store;
  BlockMaker maker{.pane = Pane::mfcc, .rows = 20};
  give(store, maker.block(0, 100));
  maker.revision = 1;
  maker.rows = 13;
  CHECK(store.pane(Pane::mfcc).known(0, 50));
  give(store, maker.block(10, 5));
  CHECK(store.pane(Pane::mfcc).header().rows == 13);
  CHECK(store.pane(Pane::mfcc).known(0, 12));
  CHECK(!store.pane(Pane::mfcc).known(0, 50));
  maker.revision = 0;
  maker.rows = 20;
  give(store, maker.block(0, 100));
  CHECK(store.pane(Pane::mfcc).header().rows == 13);
  CHECK(!store.pane(Pane::mfcc).known(0, 50));
}

TEST_CASE("another sound replaces every pane at once") {
  FeatureStore store;
  BlockMaker maker{.pane = Pane::mfcc};
  give(store, maker.block(0, 10));
  maker.pane = Pane::delta;
  maker.sound = 2;
  give(store, maker.block(0, 10));
  CHECK(!store.pane(Pane::mfcc).present());
  CHECK(store.pane(Pane::delta).present());
}

TEST_CASE("of live sound the newest minute is kept and no more") {
  FeatureStore store;
  const BlockMaker maker{.pane = Pane::mel, .rows = 64, .frame_s = 0.01, .live = true};
  std::size_t after_two_minutes = 0;
  for (std::uint64_t first = 0; first < 60000; first += 50) {
    give(store, maker.block(first, 50));
    if (first == 12000) after_two_minutes = store.memory_bytes();
  }
  const PaneStore& pane = store.pane(Pane::mel);
  CHECK(pane.known(0, 59999));
  CHECK(pane.known(0, 54001));
  CHECK(!pane.known(0, 50000));
  CHECK(store.memory_bytes() < after_two_minutes * 11 / 10);
}

TEST_CASE("ten minutes at 48 kHz with every pane stay under 60 MB") {
  constexpr std::uint32_t kFrames = 600 * 48000 / 512;
  FeatureStore store;
  for (const auto& [pane, rows] :
       {std::pair(Pane::waveform, 2U), std::pair(Pane::spectrogram, 342U), std::pair(Pane::mel, 128U),
        std::pair(Pane::mfcc, 20U), std::pair(Pane::delta, 20U), std::pair(Pane::chroma, 12U),
        std::pair(Pane::pitch, 2U), std::pair(Pane::formants, 6U), std::pair(Pane::intensity, 1U),
        std::pair(Pane::shape, 2U), std::pair(Pane::zcr, 1U)}) {
    const BlockMaker maker{.pane = pane, .rows = rows, .total = kFrames, .frame_s = 512.0 / 48000};
    for (std::uint32_t first = 0; first < kFrames; first += 2048)
      give(store, maker.block(first, std::min(2048U, kFrames - first)));
  }
  CHECK(store.memory_bytes() < 60U << 20U);
  CHECK(store.memory_bytes() > 30U << 20U);  // it is really there
}

TEST_CASE("bytes that are no block are refused") {
  const BlockMaker maker{.pane = Pane::chroma, .rows = 12};
  const auto good = maker.block(0, 8);
  CHECK(parse_feature_block(good).has_value());
  auto bad = good;
  bad[0] ^= 1;
  CHECK(!parse_feature_block(bad).has_value());
  bad = good;
  bad[4] ^= 1;
  CHECK(!parse_feature_block(bad).has_value());
  bad = good;
  bad.pop_back();
  CHECK(!parse_feature_block(bad).has_value());
  CHECK(!parse_feature_block({}).has_value());
  const BlockMaker wrong_rows{.pane = Pane::chroma, .rows = 11};
  CHECK(!parse_feature_block(wrong_rows.block(0, 8)).has_value());
  FeaturesState room;
  CHECK(!room.take_block(bad));
}

TEST_CASE("numbers that are none do no harm") {
  FeatureStore store;
  const BlockMaker maker{.pane = Pane::intensity, .rows = 1};
  give(store, maker.block(0, 8, [](std::uint64_t f, std::uint32_t) {
    return f == 3 ? NAN : f == 4 ? INFINITY : 50.0F;
  }));
  CHECK(store.pane(Pane::intensity).range().high == 50);
  CHECK(std::isfinite(store.pane(Pane::intensity).extent(1, 0, 0).low));
}

TEST_CASE("a level's columns are at most a pixel wide") {
  CHECK(level_for(0.1) == 0);
  CHECK(level_for(3.9) == 0);
  CHECK(level_for(4) == 1);
  CHECK(level_for(43) == 2);
  CHECK(level_for(1e6) == kLevels - 1);
}
