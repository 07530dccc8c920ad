#include "learning/filters.h"

#include <doctest/doctest.h>

#include <cmath>
#include <span>
#include <vector>

#include "learning/sounds.h"

using namespace emo::test;

namespace {

double change_db(double frequency_hz, const emo::BandLimit& limit) {
  const std::vector<float> before = tone(frequency_hz, 1.0);
  std::vector<float> samples = before;
  emo::limit_band(samples, kRate, limit);
  return decibels(rms(std::span(samples).subspan(8000)) / rms(std::span(before).subspan(8000)));
}

}  // namespace

TEST_CASE("a band limit is 3 dB at its corners, flat inside and falls by 6 dB × order an octave outside") {
  for (const int order : {2, 4, 8, 12}) {
    CAPTURE(order);
    const emo::BandLimit low{.high_hz = 1000.0, .order = order};
    const emo::BandLimit high{.low_hz = 1000.0, .order = order};
    for (const emo::BandLimit& limit : {low, high}) CHECK(std::abs(change_db(1000.0, limit) + 3.01) < 0.05);
    CHECK(std::abs(change_db(250.0, low)) < 0.05);
    CHECK(std::abs(change_db(4000.0, high)) < 0.05);
    CHECK(change_db(2000.0, low) < -6.0 * order);  // the bilinear transform makes it steeper, never flatter
    CHECK(change_db(500.0, high) < -6.0 * order);
  }
}

TEST_CASE("a band-pass keeps its middle and takes at least 45 dB an octave beyond both corners") {
  const emo::BandLimit limit{.low_hz = 400.0, .high_hz = 3000.0, .order = 8};
  CHECK(std::abs(change_db(1100.0, limit)) < 0.1);
  CHECK(change_db(200.0, limit) < -45.0);
  CHECK(change_db(6000.0, limit) < -45.0);
}

TEST_CASE("a band limit without corners changes nothing") {
  std::vector<float> samples = utterance();
  emo::limit_band(samples, kRate, {});
  CHECK(samples == utterance());
}
