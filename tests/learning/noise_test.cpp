#include "learning/noise.h"

#include <doctest/doctest.h>

#include <cmath>
#include <tuple>
#include <vector>

#include "learning/sounds.h"

using namespace emo::test;

TEST_CASE("blue and violet noise rise by 3 and 6 dB an octave") {
  for (const auto& [colour, rise_db] : {std::tuple{emo::NoiseColour::blue, 9.0}, {emo::NoiseColour::violet, 18.0}}) {
    std::vector<float> samples = tone(1000.0, 4.0, 1e-6F);
    emo::Random random(5);
    emo::add_noise(samples, kRate, colour, -60.0F, random);
    double low = 0.0;
    double high = 0.0;
    for (int k = 0; k < 80; ++k) {
      low += std::pow(amplitude_at(samples, 300.0 + k), 2);
      high += std::pow(amplitude_at(samples, 2400.0 + k), 2);
    }
    CHECK(std::abs(10.0 * std::log10(high / low) - rise_db) < 3.5);
  }
}
