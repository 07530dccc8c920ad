#include "signal/resampler.h"

#include <doctest/doctest.h>

#include <cmath>
#include <span>
#include <vector>

#include "signal/level.h"
#include "support/audio.h"

using namespace emo;

TEST_CASE("the resampler gives the same samples for any block size") {
  const auto signal = test::noise(20000);
  for (double rate : {48000.0, 44100.0, 22050.0, 8000.0, 24414.0, 96000.0}) {
    const auto run = [&](std::size_t block) {
      Resampler r({.input_rate_hz = rate});
      std::vector<float> out;
      test::in_blocks(signal, block, [&](std::span<const float> b) { r.push(b, out); });
      r.finish(out);
      return out;
    };
    const auto whole = run(signal.size());
    CHECK(whole.size() == static_cast<std::size_t>(std::ceil(20000.0 * 16000.0 / rate)));
    for (std::size_t block : {1, 127, 128, 1000}) CHECK(run(block) == whole);
  }
}

TEST_CASE("the resampler stops what would fold back by at least 80 dB and passes speech unchanged") {
  for (double rate : {44100.0, 48000.0, 32000.0, 24414.0, 96000.0, 192000.0}) {
    CAPTURE(rate);
    const auto level_after = [&](double hz) {
      Resampler r({.input_rate_hz = rate});
      std::vector<float> out;
      r.push(test::tone(hz, rate, 1.0, 0.5), out);
      return 20.0 *
             std::log10(rms(std::span(out).subspan(2000, out.size() - 4000)) / rms(test::tone(440, 16000, 1.0, 0.5)) +
                        1e-12);
    };
    for (double hz : {100.0, 1000.0, 4000.0, 7100.0}) CHECK(std::abs(level_after(hz)) < 0.02);
    for (double hz : {8010.0, 8500.0, 9000.0, 11000.0})
      if (hz < rate / 2) CHECK(level_after(hz) < -80.0);
  }
}

TEST_CASE("the resampler keeps time: a tone comes out in phase") {
  for (double rate : {48000.0, 44100.0, 24414.0, 8000.0, 11025.0}) {
    CAPTURE(rate);
    Resampler r({.input_rate_hz = rate});
    std::vector<float> out;
    r.push(test::tone(440, rate, 1.0), out);
    r.finish(out);
    const auto expected = test::tone(440, 16000, 1.0);
    const std::size_t inner = expected.size() - 2000;
    CHECK(test::relative_error(std::span(out).subspan(1000, inner), std::span(expected).subspan(1000, inner)) < 1e-4);
  }
}
