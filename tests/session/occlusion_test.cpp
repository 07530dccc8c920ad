#include "session/occlusion.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include "features/catalogue.h"
#include "features/recipes/logmel64.h"
#include "support/audio.h"

using namespace emo;
using R = LogMel64Recipe;

namespace {

double energy(std::span<const float> samples) {
  return std::accumulate(samples.begin(), samples.end(), 0.0, [](double sum, float s) { return sum + s * s; });
}

}  // namespace

TEST_CASE("what is taken out of one band at one time leaves the rest of the sound alone") {
  auto sound = test::tone(560.0, 16000.0, 2.0, 0.3);
  const auto high = test::tone(3500.0, 16000.0, 2.0, 0.1);
  for (std::size_t i = 0; i < sound.size(); ++i) sound[i] += high[i];
  Occlusion occlusion(sound, {.rows = 8, .columns = 8});
  std::vector<float> cells(64);
  cells[8 + 3] = cells[8 + 4] = 1.0F;  // row 1 holds 560 Hz (377 … 754 Hz); columns 3 and 4: 0.75 … 1.25 s
  const auto changed = occlusion.without(cells);
  REQUIRE(changed.samples.size() == sound.size());
  for (std::size_t i = 0; i < sound.size(); ++i)
    if (i < changed.range.first || i >= changed.range.last) REQUIRE(changed.samples[i] == sound[i]);
  const SampleRange reach = occlusion_reach({.rows = 8, .columns = 8}, sound.size(), 3, 5);
  CHECK(reach.first <= changed.range.first);
  CHECK(reach.last >= changed.range.last);
  CHECK(changed.range.first > 11000);
  CHECK(changed.range.last < 21000);
  // In the middle the low tone is 30 dB down …
  const auto amplitude = [&](double hz, std::size_t from, std::size_t count) {
    double re = 0.0;
    double im = 0.0;
    for (std::size_t i = from; i < from + count; ++i) {
      re += changed.samples[i] * std::cos(2 * 3.14159265358979 * hz * static_cast<double>(i) / 16000.0);
      im += changed.samples[i] * std::sin(2 * 3.14159265358979 * hz * static_cast<double>(i) / 16000.0);
    }
    return 2.0 * std::hypot(re, im) / static_cast<double>(count);
  };
  CHECK(amplitude(560.0, 14000, 4000) == doctest::Approx(0.3 * 0.0316).epsilon(0.02));
  // … the high one is untouched, and no click joins them.
  CHECK(amplitude(3500.0, 14000, 4000) == doctest::Approx(0.1).epsilon(0.001));
  std::vector<float> difference(sound.size());
  for (std::size_t i = 0; i < sound.size(); ++i) difference[i] = sound[i] - changed.samples[i];
  const auto spectrum = compute_recipe("logmel64", {difference, 16000});
  double above = 0.0;
  double all = 0.0;
  for (std::size_t i = 0; i < spectrum.value().values.size(); ++i) {
    const double power = std::exp(static_cast<double>(spectrum.value().values[i])) - R::offset;
    all += power;
    if (i % 64 >= 34) above += power;  // from about 1.9 kHz
  }
  CHECK(above < 1e-5 * all);
}

TEST_CASE("all cells together cover the whole spectrum up to the highest frequency") {
  const auto sound = test::noise(32000, 0.3F);  // steady: no background to fall to
  Occlusion occlusion(sound, {.rows = 8, .columns = 5});
  const auto changed = occlusion.without(std::vector<float>(40, 1.0F));
  CHECK(10.0 * std::log10(energy(changed.samples) / energy(sound)) == doctest::Approx(-30.0).epsilon(0.01));
}

TEST_CASE("steady noise between sounds stays when a tile is taken out") {
  auto sound = test::noise(48000, 0.01F);
  const auto loud = test::noise(16000, 0.3F, 3);
  for (std::size_t i = 0; i < loud.size(); ++i) sound[16000 + i] += loud[i];
  Occlusion occlusion(sound, {.rows = 8, .columns = 6});
  const auto left_of = [&](int column) {
    std::vector<float> cells(48);
    for (int row = 0; row < 8; ++row) cells[static_cast<std::size_t>(row * 6 + column)] = 1.0F;
    const auto changed = occlusion.without(cells);
    const auto middle = [&](std::span<const float> s) {
      return energy(s.subspan(static_cast<std::size_t>(column) * 8000 + 2000, 4000));
    };
    return 10.0 * std::log10(middle(changed.samples) / middle(sound));
  };
  CHECK(left_of(0) > -3.0);
  CHECK(left_of(2) < -25.0);
}
