// Agreement with librosa where parameters are not the defaults: tests/golden/extra, made by
// scripts/golden/make_extra.py.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "features/catalogue.h"
#include "signal/decode.h"
#include "support/audio.h"
#include "support/files.h"

namespace {

using namespace emo;

double worst_difference(std::span<const float> a, std::span<const float> b) {
  double worst = 0.0;
  for (std::size_t i = 0; i < b.size(); ++i) worst = std::max(worst, std::abs(static_cast<double>(a[i]) - b[i]));
  return worst;
}

void check_each_row(const FeatureMatrix& ours, std::span<const float> reference, double limit) {
  const auto frames = static_cast<std::size_t>(ours.shape.back());
  for (std::size_t at = 0; at < reference.size(); at += frames) {
    CAPTURE(at / frames);
    CHECK(test::relative_error(std::span(ours.values).subspan(at, frames), reference.subspan(at, frames)) <= limit);
  }
}

void check_row_limits(const FeatureMatrix& ours, std::span<const float> reference, const std::vector<double>& limits) {
  REQUIRE(limits.size() == static_cast<std::size_t>(ours.shape.front()));
  const std::size_t frames = reference.size() / limits.size();
  for (std::size_t row = 0; row < limits.size(); ++row) {
    CAPTURE(row);
    const auto own = std::span(ours.values).subspan(row * frames, frames);
    CHECK(worst_difference(own, reference.subspan(row * frames, frames)) <= limits[row]);
  }
}

void check_case(const nlohmann::json& c) {
  CAPTURE(c.dump());
  const auto clip = decode_clip(test::read_bytes(test::golden_folder() + c["wav"].get<std::string>()));
  REQUIRE(clip.ok());
  const Feature* feature = find_feature(c["feature"].get<std::string>());
  REQUIRE(feature != nullptr);
  FeatureSettings settings(all_parameters(*feature));
  for (const auto& [name, value] : c["settings"].items()) REQUIRE(settings.set(name, value.get<std::string>()).ok());
  const auto ours = compute_feature(*feature, settings, {clip.value().samples, clip.value().sample_rate_hz});
  REQUIRE(ours.ok());
  const auto reference = test::read_npy(test::golden_folder() + "extra/" + c["file"].get<std::string>());
  REQUIRE(!reference.values.empty());
  REQUIRE(ours.value().shape == reference.shape);
  if (c["tolerance"]["kind"] == "row_limits")
    return check_row_limits(ours.value(), reference.values, c["tolerance"]["limit"].get<std::vector<double>>());
  const double limit = c["tolerance"]["limit"];
  if (c["tolerance"]["kind"] == "relative")
    CHECK(test::relative_error(ours.value().values, reference.values) <= limit);
  else if (c["tolerance"]["kind"] == "each_row")
    check_each_row(ours.value(), reference.values, limit);
  else
    CHECK(worst_difference(ours.value().values, reference.values) <= limit);
}

}  // namespace

TEST_CASE("features agree with librosa also with parameters other than the defaults") {
  const auto bytes = test::read_bytes(test::golden_folder() + "extra/manifest.json");
  const auto manifest = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
  std::set<std::string> features;
  for (const auto& c : manifest["cases"]) {
    check_case(c);
    features.insert(c["feature"].get<std::string>());
  }
  CHECK(manifest["cases"].size() >= 110);
  CHECK(features.size() >= 16);
}
