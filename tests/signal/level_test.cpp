#include "signal/level.h"

#include <doctest/doctest.h>

#include "support/audio.h"

using namespace emo;

TEST_CASE("levels: a full-scale sine is -3 dBFS RMS, silence the floor") {
  CHECK(to_dbfs(rms(test::tone(1000, 16000, 1.0, 1.0))) == doctest::Approx(-3.01).epsilon(0.01));
  CHECK(to_dbfs(0.0F) == kSilenceDbfs);
  CHECK(rms({}) == 0.0F);
}
