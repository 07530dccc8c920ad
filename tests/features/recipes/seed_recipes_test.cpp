#include <doctest/doctest.h>

#include <algorithm>
#include <span>
#include <vector>

#include "features/catalogue.h"
#include "features/computed.h"
#include "support/audio.h"

using namespace emo;

TEST_CASE("mfcc40_mean is mlp180's cepstrum where the rate is 22.05 kHz already") {
  const auto sound = test::joined({test::tone(300, 22050, 0.5), test::noise(9001)});
  const auto all = compute_recipe("mlp180", {sound, 22050});
  const auto mean = compute_recipe("mfcc40_mean", {sound, 22050});
  REQUIRE(mean.value().shape == std::vector<int>{40});
  CHECK(test::relative_error(mean.value().values, std::span(all.value().values).first(40)) < 1e-6);
}

TEST_CASE("logmel40x174 cuts long sounds, fills short ones with its floor, and has its maximum at 0 dB") {
  const auto loud = test::noise(22050);
  const auto short_one = compute_recipe("logmel40x174", {loud, 22050});
  REQUIRE(short_one.ok());
  CHECK(short_one.value().shape == std::vector<int>{40, 174});
  const auto& v = short_one.value().values;
  CHECK(*std::max_element(v.begin(), v.end()) == doctest::Approx(0.0));
  for (std::size_t band = 0; band < 40; ++band) {
    CHECK(v[band * 174 + 20] > -60.0F);
    for (std::size_t t = 50; t < 174; ++t) CHECK(v[band * 174 + t] == doctest::Approx(-80.0));
  }
  std::vector<float> long_one;
  for (int i = 0; i < 6; ++i) long_one.insert(long_one.end(), loud.begin(), loud.end());
  auto longer = long_one;
  longer.insert(longer.end(), loud.begin(), loud.end());  // beyond frame 173: it must not matter
  const auto a = compute_recipe("logmel40x174", {long_one, 22050});
  const auto b = compute_recipe("logmel40x174", {longer, 22050});
  CHECK(a.value().values == b.value().values);
}
