#include "features/chroma.h"

#include <doctest/doctest.h>

#include <cmath>

#include "features/computed.h"

using namespace emo;

TEST_CASE("the chroma filter's columns have length one without octave weights, and leave out less than 1e-6") {
  const ChromaFilterbank bank({.octwidth = 0.0F});
  for (int k = 0; k <= 1024; ++k) {
    double squares = 0.0;
    for (int c = 0; c < 12; ++c) squares += std::pow(static_cast<double>(bank.weight(c, k)), 2);
    CHECK(squares == doctest::Approx(1.0).epsilon(1e-6));
  }
}
