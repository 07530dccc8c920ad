// The table of all features and recipes, and the one way to compute them.
#pragma once
#include "features/feature.h"

namespace emo {

const std::vector<Feature>& feature_catalogue();
const std::vector<Recipe>& recipe_catalogue();
const Feature* find_feature(std::string_view name);  // nullptr: unknown
const Recipe* find_recipe(std::string_view name);

// Parameters that every feature takes beside its own: what is done to the sound first (features/preprocessing.h).
std::span<const Parameter> preprocessing_parameters();
// A feature's own parameters, then those of the preprocessing.
std::span<const Parameter> all_parameters(const Feature& feature);

// settings: made from all_parameters(feature).
// Error: no samples, values that are not numbers, a rate outside 4 … 768 kHz, settings that contradict each other.
Result<FeatureMatrix> compute_feature(const Feature& feature, const FeatureSettings& settings, const Sound& sound);
Result<FeatureMatrix> compute_recipe(const Recipe& recipe, const Sound& sound);

// By name, with the defaults. Error: also an unknown name, with the nearest known ones.
Result<FeatureMatrix> compute_feature(std::string_view name, const Sound& sound);
Result<FeatureMatrix> compute_recipe(std::string_view name, const Sound& sound);

std::vector<std::string_view> feature_names();
std::vector<std::string_view> recipe_names();

// The known names most like the given one, best first, at most three.
std::vector<std::string_view> nearest_names(std::string_view name, const std::vector<std::string_view>& known);

}  // namespace emo
