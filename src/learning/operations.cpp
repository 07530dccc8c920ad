#include "learning/operations.h"

#include <algorithm>
#include <cmath>

#include "learning/random.h"

namespace emo {
namespace {

constexpr int kLowestRateHz = 4000;
constexpr int kHighestRateHz = 768000;

}  // namespace

const AugmentationOperation* find_augmentation_operation(std::string_view name) {
  const auto all = augmentation_operations();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& o) { return o.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<std::string_view> augmentation_operation_names() {
  std::vector<std::string_view> names;
  for (const AugmentationOperation& o : augmentation_operations()) names.push_back(o.name);
  return names;
}

Result<std::vector<float>> apply_operation(const AugmentationStep& step, std::span<const float> samples,
                                           int sample_rate_hz, std::uint64_t seed) {
  if (sample_rate_hz < kLowestRateHz || sample_rate_hz > kHighestRateHz)
    return Error{"A sample rate of " + std::to_string(sample_rate_hz) + " Hz cannot be used; 4000 to 768000 Hz can."};
  if (!std::all_of(samples.begin(), samples.end(), [](float x) { return std::isfinite(x); }))
    return Error{"The sound holds values that are not finite numbers (NaN or infinity). Export the file again."};
  return step.operation->apply(samples, sample_rate_hz, step.settings, seed);
}

Result<std::vector<float>> apply_operations(std::span<const AugmentationStep> steps, std::span<const float> samples,
                                            int sample_rate_hz, std::uint64_t seed) {
  Random seeds(seed);
  std::vector<float> sound(samples.begin(), samples.end());
  for (const AugmentationStep& step : steps) {
    auto next = apply_operation(step, sound, sample_rate_hz, seeds.next());
    if (!next) return next;
    sound = std::move(next.value());
  }
  return sound;
}

}  // namespace emo
