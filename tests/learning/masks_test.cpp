#include "learning/masks.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace {

constexpr int kRows = 20;
constexpr int kFrames = 50;

// Every value is its own index plus one, so that whatever is changed or moved is seen.
std::vector<float> numbered() {
  std::vector<float> values(static_cast<std::size_t>(kRows) * kFrames);
  std::iota(values.begin(), values.end(), 1.0F);
  return values;
}

bool covers(const emo::Mask& mask, int row, int frame) {
  const int at = mask.over_frames ? frame : row;
  return at >= mask.first && at < mask.first + mask.width;
}

std::vector<float> masked(const emo::MaskConfig& config, std::uint64_t seed, std::vector<emo::Mask>* masks = nullptr) {
  std::vector<float> values = numbered();
  emo::Random random(seed);
  auto drawn = emo::mask_features(values, kRows, kFrames, config, random);
  if (masks != nullptr) *masks = std::move(drawn);
  return values;
}

}  // namespace

TEST_CASE("masks change exactly what they say and are no wider than they may be") {
  const emo::MaskConfig config{.time_masks = 2,
                               .time_width = 9,
                               .frequency_masks = 3,
                               .frequency_width = 4,
                               .fill = emo::MaskFill::value,
                               .value = -1.0F};
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    std::vector<emo::Mask> masks;
    const std::vector<float> before = numbered();
    const std::vector<float> after = masked(config, seed, &masks);
    REQUIRE(masks.size() == 5);
    CHECK(std::count_if(masks.begin(), masks.end(), [](const emo::Mask& m) { return m.over_frames; }) == 2);
    for (const emo::Mask& mask : masks) {
      CHECK(mask.width <= (mask.over_frames ? 9 : 4));
      CHECK(mask.first >= 0);
      CHECK(mask.first + mask.width <= (mask.over_frames ? kFrames : kRows));
    }
    for (int row = 0; row < kRows; ++row) {
      for (int frame = 0; frame < kFrames; ++frame) {
        const auto at = static_cast<std::size_t>(row * kFrames + frame);
        const bool hidden =
            std::any_of(masks.begin(), masks.end(), [&](const emo::Mask& m) { return covers(m, row, frame); });
        REQUIRE(after[at] == (hidden ? -1.0F : before[at]));
      }
    }
  }
}

TEST_CASE("mask widths reach from nothing to the widest, places from the first to the last") {
  const emo::MaskConfig config{.time_masks = 1, .time_width = 5, .frequency_masks = 0};
  std::vector<int> widths(6);
  int first = kFrames;
  int last = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    std::vector<emo::Mask> masks;
    masked(config, seed, &masks);
    ++widths.at(static_cast<std::size_t>(masks[0].width));
    first = std::min(first, masks[0].first);
    last = std::max(last, masks[0].first + masks[0].width);
  }
  for (const int count : widths) CHECK(std::abs(count - 333) < 80);
  CHECK(first == 0);
  CHECK(last == kFrames);
}

TEST_CASE("a time mask hides no more than its share of the frames") {
  const emo::MaskConfig config{.time_masks = 1, .time_width = 1000, .time_share = 0.1F, .frequency_masks = 0};
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    std::vector<emo::Mask> masks;
    masked(config, seed, &masks);
    CHECK(masks[0].width <= 5);
  }
}

TEST_CASE("masks are filled with the mean of all, or of each row, from before the masks") {
  emo::MaskConfig config{.time_masks = 1, .time_width = kFrames, .frequency_masks = 1, .frequency_width = kRows};
  std::vector<emo::Mask> masks;
  for (const auto fill : {emo::MaskFill::mean, emo::MaskFill::row_mean}) {
    config.fill = fill;
    const std::vector<float> after = masked(config, 4, &masks);
    REQUIRE(masks[0].width + masks[1].width > 0);
    for (int row = 0; row < kRows; ++row) {
      for (int frame = 0; frame < kFrames; ++frame) {
        if (!covers(masks[0], row, frame) && !covers(masks[1], row, frame)) continue;
        const double mean = fill == emo::MaskFill::mean ? (kRows * kFrames + 1) / 2.0 : row * kFrames + 25.5;
        REQUIRE(after[static_cast<std::size_t>(row * kFrames + frame)] == doctest::Approx(mean));
      }
    }
  }
}

TEST_CASE("masks are the same for the same seed and others for another") {
  const emo::MaskConfig config;
  CHECK(masked(config, 5) == masked(config, 5));
  CHECK(masked(config, 5) != masked(config, 6));
}

TEST_CASE("masks take a matrix without rows or frames, and of one value") {
  emo::Random random(1);
  CHECK(emo::mask_features({}, 0, 10, {}, random).empty());
  CHECK(emo::mask_features({}, 10, 0, {}, random).empty());
  std::vector<float> single{3.0F};
  emo::mask_features(single, 1, 1, {}, random);
  CHECK(single[0] == 3.0F);  // its own mean
}
