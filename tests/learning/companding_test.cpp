#include "learning/companding.h"

#include <doctest/doctest.h>

#include <vector>

#include "learning/sounds.h"

using namespace emo::test;

namespace {

double mu_law_snr_db(float amplitude) {
  const std::vector<float> clean = tone(437.0, 1.0, amplitude);
  std::vector<float> coded = clean;
  emo::apply_mu_law(coded);
  for (std::size_t i = 0; i < coded.size(); ++i) coded[i] -= clean[i];
  return decibels(rms(clean) / rms(coded));
}

}  // namespace

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
