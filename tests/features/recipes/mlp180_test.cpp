#include <doctest/doctest.h>

#include <span>
#include <vector>

#include "features/catalogue.h"
#include "features/computed.h"
#include "support/audio.h"

using namespace emo;
using test::compute;

TEST_CASE("mlp180 is the means of the features that it is made of") {
  auto sound = test::joined({test::tone(300, 48000, 0.3), test::noise(9001, 0.05F), test::tone(523, 48000, 0.1)});
  const auto mean_rows = [&](const FeatureMatrix& m, std::vector<float>& into) {
    const auto frames = static_cast<std::size_t>(m.shape[1]);
    for (std::size_t r = 0; r < static_cast<std::size_t>(m.shape[0]); ++r) {
      double sum = 0.0;
      for (std::size_t t = 0; t < frames; ++t) sum += m.values[r * frames + t];
      into.push_back(static_cast<float>(sum / static_cast<double>(frames)));
    }
  };
  for (std::size_t cut : {0, 512, 1024, 1536}) {  // every count of frames in the last group of four
    std::vector<float> expected;
    const std::span<const float> part = std::span(sound).first(sound.size() - cut);
    mean_rows(compute("mfcc", part, 48000, {{"n_mfcc", "40"}}).value(), expected);
    mean_rows(compute("chroma_stft", part, 48000, {{"power", "1"}}).value(), expected);
    mean_rows(compute("melspectrogram", part, 48000).value(), expected);
    const auto ours = compute_recipe("mlp180", {part, 48000});
    REQUIRE(ours.ok());
    REQUIRE(ours.value().shape == std::vector<int>{180});
    CHECK(test::relative_error(std::span(ours.value().values).first(40), std::span(expected).first(40)) < 1e-5);
    CHECK(test::relative_error(std::span(ours.value().values).subspan(40, 12), std::span(expected).subspan(40, 12)) <
          1e-4);
    CHECK(test::relative_error(std::span(ours.value().values).last(128), std::span(expected).last(128)) < 1e-5);
  }
}

TEST_CASE("mlp180 of a sound too long to keep its spectra is the same as of a short one") {
  // Stationary: the means of 3 minutes and of 10 s agree. 3 minutes at 48 kHz exceed the 64 MB that are kept.
  const auto second = test::noise(48000, 0.3F);
  std::vector<float> sound;
  for (int i = 0; i < 180; ++i) sound.insert(sound.end(), second.begin(), second.end());
  const auto whole = compute_recipe("mlp180", {sound, 48000});
  const auto part = compute_recipe("mlp180", {std::span(sound).first(480000), 48000});
  REQUIRE(whole.ok());
  CHECK(test::relative_error(whole.value().values, part.value().values) < 2e-2);
}
