// Whole-clip features by librosa's names, as `emoscope features --feature NAME` writes them and tests compare them.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contract/result.h"

namespace emo {

struct FeatureMatrix {
  std::vector<int> shape;     // {rows, frames} or {count}
  std::vector<float> values;  // row-major
};

// The names that compute_feature knows, in order.
const std::vector<std::string_view>& feature_names();

// samples: mono at sample_rate_hz, at least one, all finite. librosa's defaults for every parameter.
// Error: unknown name (with the nearest known ones), no samples, values that are not numbers.
Result<FeatureMatrix> compute_feature(std::string_view name, std::span<const float> samples, double sample_rate_hz);

// Recipes: logmel64 gives {frames, 64}.
const std::vector<std::string_view>& recipe_names();
int recipe_version(std::string_view name);  // 0: unknown
Result<FeatureMatrix> compute_recipe(std::string_view name, std::span<const float> samples, double sample_rate_hz);

// The known names most like the given one, best first, at most three.
std::vector<std::string_view> nearest_names(std::string_view name, const std::vector<std::string_view>& known);

}  // namespace emo
