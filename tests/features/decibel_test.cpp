#include "features/decibel.h"

#include <doctest/doctest.h>

#include <vector>

#include "features/computed.h"

using namespace emo;

TEST_CASE("decibels: ten times the power is 10 dB, amplitudes count twice, nothing lies more than top_db below") {
  std::vector<float> power{1.0F, 10.0F, 1e-3F, 0.0F};
  power_to_db(power, {.top_db = -1.0F});
  CHECK(power[0] == doctest::Approx(0.0));
  CHECK(power[1] == doctest::Approx(10.0));
  CHECK(power[2] == doctest::Approx(-30.0));
  CHECK(power[3] == doctest::Approx(-100.0));
  std::vector<float> amplitude{1.0F, 10.0F, 1e-3F, 0.0F, 5.0F};
  amplitude_to_db(amplitude, {.ref_is_max = true, .amin = 1e-5F, .top_db = 60.0F});
  CHECK(amplitude[1] == doctest::Approx(0.0));
  CHECK(amplitude[0] == doctest::Approx(-20.0));
  CHECK(amplitude[2] == doctest::Approx(-60.0));
  CHECK(amplitude[3] == doctest::Approx(-60.0));
}
