#include "features/recipes/logmel64.h"

#include <doctest/doctest.h>

#include <span>
#include <vector>

#include "features/catalogue.h"
#include "support/audio.h"
#include "support/files.h"

using namespace emo;

TEST_CASE("logmel64 agrees with librosa when fed with librosa's resampled samples") {
  for (const char* name : {"tones", "chirp", "noise", "click", "silence", "glottal48k"}) {
    CAPTURE(name);
    const auto samples = test::read_npy(test::golden_folder() + name + ".resample16k.npy");
    const auto reference = test::read_npy(test::golden_folder() + name + ".logmel64_16k.npy");
    const auto ours = compute_feature("logmel64", {samples.values, 16000.0});
    REQUIRE(ours.ok());
    REQUIRE(ours.value().shape == reference.shape);
    CHECK(test::mean_absolute(ours.value().values, reference.values) <= 1e-3);
  }
}

TEST_CASE("the logmel64 stream gives the same frames for any block size") {
  const auto signal = test::joined({test::tone(300, 16000, 0.7), test::noise(9001)});
  const auto run = [&](std::size_t block) {
    LogMel64 recipe;
    std::vector<float> values;
    const auto keep = [&](const LogMel64::Frame& f) { values.insert(values.end(), f.begin(), f.end()); };
    test::in_blocks(signal, block, [&](std::span<const float> b) { recipe.push(b, keep); });
    recipe.finish(keep);
    return values;
  };
  const auto whole = run(signal.size());
  CHECK(whole.size() == 64 * (1 + signal.size() / 160));
  for (std::size_t block : {1, 127, 128, 1000}) CHECK(run(block) == whole);
}

TEST_CASE("frames_after says how many logmel64 frames a number of samples completes") {
  for (int samples : {0, 199, 200, 359, 360, 1600, 48000}) {
    LogMel64 recipe;
    std::int64_t frames = 0;
    recipe.push(std::vector<float>(static_cast<std::size_t>(samples)), [&](const LogMel64::Frame&) { ++frames; });
    CHECK(LogMel64Recipe::frames_after(samples) == frames);
  }
}
