#include "learning/timing.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <vector>

namespace {

using Samples = std::vector<float>;

const Samples kFive{1, 2, 3, 4, 5};

Samples fit(const Samples& samples, std::size_t length, emo::Placement placement, std::uint64_t seed = 1) {
  emo::Random random(seed);
  return emo::fit_length(samples, length, placement, random);
}

}  // namespace

TEST_CASE("a wrapping shift is numpy.roll") {
  const auto rolled = [](std::ptrdiff_t shift) { return emo::roll(kFive, shift, emo::ShiftFill::wrap); };
  CHECK(rolled(0) == kFive);
  CHECK(rolled(2) == Samples{4, 5, 1, 2, 3});
  CHECK(rolled(-1) == Samples{2, 3, 4, 5, 1});
  CHECK(rolled(12) == rolled(2));
  CHECK(rolled(-11) == rolled(-1));
}

TEST_CASE("a shift filled with silence keeps the length and loses what leaves") {
  const auto shifted = [](std::ptrdiff_t shift) { return emo::roll(kFive, shift, emo::ShiftFill::silence); };
  CHECK(shifted(2) == Samples{0, 0, 1, 2, 3});
  CHECK(shifted(-3) == Samples{4, 5, 0, 0, 0});
  CHECK(shifted(5) == Samples(5, 0.0F));
  CHECK(shifted(-500) == Samples(5, 0.0F));
  CHECK(emo::roll({}, 3, emo::ShiftFill::wrap).empty());
}

TEST_CASE("a sound is cut or padded as librosa.util.fix_length and pad_center do") {
  CHECK(fit(kFive, 3, emo::Placement::start) == Samples{1, 2, 3});
  CHECK(fit(kFive, 7, emo::Placement::start) == Samples{1, 2, 3, 4, 5, 0, 0});
  CHECK(fit(kFive, 3, emo::Placement::centre) == Samples{2, 3, 4});
  CHECK(fit(kFive, 2, emo::Placement::centre) == Samples{2, 3});
  CHECK(fit(kFive, 8, emo::Placement::centre) == Samples{0, 1, 2, 3, 4, 5, 0, 0});
  for (const auto placement : {emo::Placement::start, emo::Placement::centre, emo::Placement::random}) {
    CHECK(fit(kFive, 5, placement) == kFive);
    CHECK(fit(kFive, 0, placement).empty());
    CHECK(fit({}, 2, placement) == Samples{0, 0});
  }
}

TEST_CASE("random placement reaches every place and only those") {
  std::set<Samples> cuts;
  std::set<Samples> pads;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    cuts.insert(fit(kFive, 3, emo::Placement::random, seed));
    pads.insert(fit(kFive, 7, emo::Placement::random, seed));
  }
  CHECK(cuts == std::set<Samples>{{1, 2, 3}, {2, 3, 4}, {3, 4, 5}});
  CHECK(pads == std::set<Samples>{{1, 2, 3, 4, 5, 0, 0}, {0, 1, 2, 3, 4, 5, 0}, {0, 0, 1, 2, 3, 4, 5}});
}

TEST_CASE("random whole numbers are uniform and below their bound") {
  emo::Random random(17);
  std::vector<int> counts(7);
  for (int i = 0; i < 70000; ++i) ++counts.at(random.below(7));
  for (const int count : counts) CHECK(std::abs(count - 10000) < 400);  // four standard deviations
  CHECK(random.below(1) == 0);
}
