#include "signal/framer.h"

#include <doctest/doctest.h>

#include <span>
#include <vector>

#include "support/audio.h"

using namespace emo;

TEST_CASE("the framer yields the same frames for any block size") {
  const auto signal = test::noise(5000);
  for (FramerConfig config : {FramerConfig{400, 160, 200}, FramerConfig{100, 250, 0}, FramerConfig{64, 64, 32}}) {
    const auto run = [&](std::size_t block) {
      Framer framer(config);
      std::vector<float> all;
      const auto keep = [&](std::span<const float> f) { all.insert(all.end(), f.begin(), f.end()); };
      test::in_blocks(signal, block, [&](std::span<const float> b) { framer.push(b, keep); });
      framer.finish(keep);
      return all;
    };
    const auto whole = run(signal.size());
    for (std::size_t block : {1, 127, 128, 1000}) CHECK(run(block) == whole);
  }
}

TEST_CASE("frame t of a centred framer lies around sample t times hop") {
  std::vector<float> ramp(1000);
  for (std::size_t i = 0; i < ramp.size(); ++i) ramp[i] = static_cast<float>(i + 1);
  Framer framer({8, 100, 4});
  std::vector<float> centres;
  const auto keep = [&](std::span<const float> f) { centres.push_back(f[4]); };
  framer.push(ramp, keep);
  framer.finish(keep);
  CHECK(centres == std::vector<float>{1, 101, 201, 301, 401, 501, 601, 701, 801, 901, 0});
}
