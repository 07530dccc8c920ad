#include "features/delta.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "features/computed.h"

using namespace emo;

TEST_CASE("delta of a polynomial is its derivative, to the ends") {
  constexpr int frames = 30;
  std::vector<float> rows(std::size_t{2} * frames);
  for (std::size_t t = 0; t < frames; ++t) {
    const auto x = static_cast<float>(t);
    rows[t] = 3 * x - 7;
    rows[frames + t] = 0.25F * x * x - x + 2;
  }
  const auto first = delta(rows, 2, frames, {.width = 9, .order = 1, .polyorder = 2});
  const auto second = delta(rows, 2, frames, {.width = 7, .order = 2});
  for (std::size_t t = 0; t < frames; ++t) {
    CHECK(first[t] == doctest::Approx(3.0));
    CHECK(first[frames + t] == doctest::Approx(0.5 * static_cast<double>(t) - 1.0).epsilon(1e-4));
    CHECK(std::abs(second[t]) < 1e-4F);
    CHECK(second[frames + t] == doctest::Approx(0.5).epsilon(1e-4));
  }
}
