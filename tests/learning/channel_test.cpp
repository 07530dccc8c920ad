#include <doctest/doctest.h>

#include <cmath>
#include <span>
#include <tuple>
#include <vector>

#include "learning/augmentation.h"
#include "learning/companding.h"
#include "learning/sounds.h"

namespace {

using namespace emo::test;

double change_db(double frequency_hz, const emo::BandLimit& limit) {
  const std::vector<float> before = tone(frequency_hz, 1.0);
  std::vector<float> samples = before;
  emo::limit_band(samples, kRate, limit);
  return decibels(rms(std::span(samples).subspan(8000)) / rms(std::span(before).subspan(8000)));
}

double mu_law_snr_db(float amplitude) {
  const std::vector<float> clean = tone(437.0, 1.0, amplitude);
  std::vector<float> coded = clean;
  emo::apply_mu_law(coded);
  for (std::size_t i = 0; i < coded.size(); ++i) coded[i] -= clean[i];
  return decibels(rms(clean) / rms(coded));
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

TEST_CASE("µ-law knows the values of G.711") {
  // ITU-T G.711, table 2a/2b: the ends of the table, the value next to 0, and the first of the largest segment.
  CHECK(emo::mu_law_sample(0xFF) == 0.0F);
  CHECK(emo::mu_law_sample(0xFE) == 8.0F / 32768.0F);
  CHECK(emo::mu_law_sample(0x80) == 32124.0F / 32768.0F);
  CHECK(emo::mu_law_sample(0x00) == -32124.0F / 32768.0F);
  CHECK(emo::mu_law_sample(0x8F) == 16764.0F / 32768.0F);
  CHECK(emo::mu_law_code(0.0F) == 0xFF);
  CHECK(emo::mu_law_code(1.0F) == 0x80);
  CHECK(emo::mu_law_code(-7.0F) == 0x00);
}

TEST_CASE("every µ-law code comes back from its own sample, but the negative zero") {
  for (int code = 0; code < 256; ++code) {
    const int back = emo::mu_law_code(emo::mu_law_sample(static_cast<std::uint8_t>(code)));
    CHECK(back == (code == 0x7F ? 0xFF : code));
  }
}

TEST_CASE("µ-law keeps a signal-to-noise ratio of about 37 dB over 30 dB of level") {
  for (const float amplitude : {0.9F, 0.3F, 0.1F, 0.03F}) {
    CAPTURE(amplitude);
    CHECK(mu_law_snr_db(amplitude) > 34.0);
    CHECK(mu_law_snr_db(amplitude) < 41.0);
  }
}

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

TEST_CASE("inverted polarity added to the sound is silence, and inverted twice it is the sound") {
  const std::vector<float> input = utterance();
  std::vector<float> inverted = input;
  emo::invert_polarity(inverted);
  for (std::size_t i = 0; i < input.size(); ++i) REQUIRE(inverted[i] + input[i] == 0.0F);
  CHECK(rms(inverted) > 0.0);
  emo::invert_polarity(inverted);
  CHECK(inverted == input);
}
