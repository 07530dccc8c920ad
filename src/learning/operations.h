// The table of augmentations by name. The command line, training and the page read names, defaults, ranges and units
// from here, as they read features from features/catalogue.h. Masks of a feature matrix: learning/masks.h.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "contract/result.h"
#include "features/feature.h"

namespace emo {

struct AugmentationOperation {
  std::string_view name;
  std::string_view summary;  // one line
  bool random = false;       // whether the seed matters
  std::vector<Parameter> parameters{};
  // Use apply_operation(), which checks the sound first. The sample rate stays; the length may change.
  Result<std::vector<float>> (*apply)(std::span<const float> samples, int sample_rate_hz,
                                      const FeatureSettings& settings, std::uint64_t seed) = nullptr;
};

std::span<const AugmentationOperation> augmentation_operations();
const AugmentationOperation* find_augmentation_operation(std::string_view name);  // nullptr: unknown
std::vector<std::string_view> augmentation_operation_names();

struct AugmentationStep {
  const AugmentationOperation* operation;
  FeatureSettings settings{operation->parameters};
};

// samples: mono, full scale ±1; none are fine. Nothing is clipped unless the operation says so.
// Error: values that are not numbers, a rate outside 4 … 768 kHz, settings that cannot work at this rate.
Result<std::vector<float>> apply_operation(const AugmentationStep& step, std::span<const float> samples,
                                           int sample_rate_hz, std::uint64_t seed);
// One after the other, each with its own seed: the first, second, … number of Random(seed).
Result<std::vector<float>> apply_operations(std::span<const AugmentationStep> steps, std::span<const float> samples,
                                            int sample_rate_hz, std::uint64_t seed);

}  // namespace emo
