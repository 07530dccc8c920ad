// A feature of the catalogue, with some of its parameters set as words.
#pragma once
#include <doctest/doctest.h>

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "features/catalogue.h"

namespace emo::test {

using Settings = std::vector<std::pair<std::string, std::string>>;

inline Result<FeatureMatrix> compute(std::string_view name, std::span<const float> samples, double rate_hz,
                                     const Settings& settings = {}) {
  const Feature* feature = find_feature(name);
  REQUIRE(feature != nullptr);
  FeatureSettings all(all_parameters(*feature));
  for (const auto& [key, value] : settings) REQUIRE(all.set(key, value).ok());
  return compute_feature(*feature, all, {samples, rate_hz});
}

}  // namespace emo::test
