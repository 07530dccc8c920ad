// Named, versioned ways from sound to a model's input. A changed number in any of them is a new version.
#pragma once
#include "features/feature.h"

namespace emo {

// Seed 002: mean over time of 40 MFCC, 12 chroma and 128 mel powers; {180}.
FeatureMatrix mlp180_recipe(const Sound& sound);
// Seeds 001 and 004: mean over time of 40 MFCC at 22.05 kHz; {40}.
FeatureMatrix mfcc40_mean_recipe(const Sound& sound);
// Seed 003: 40 log-mel bands in 174 frames at 22.05 kHz; {40, 174}.
FeatureMatrix logmel40x174_recipe(const Sound& sound);
// Ours, of how something is spoken: {kVoiceNumberCount}, see recipes/voice.h.
FeatureMatrix voice_recipe(const Sound& sound);
// Ours, both: {kLogMel64VoiceCount}.
FeatureMatrix logmel64_voice_recipe(const Sound& sound);
// Ours: {frames, 64}, see recipes/logmel64.h.
FeatureMatrix logmel64_recipe(const Sound& sound);

// The same of a sound that has been brought to the recipe's rate already, so that recipes can share the resampling.
inline constexpr double kSeedRecipeRateHz = 22050.0;
FeatureMatrix mfcc40_mean_at_rate(std::span<const float> samples);
FeatureMatrix logmel40x174_at_rate(std::span<const float> samples);
FeatureMatrix logmel64_at_rate(std::span<const float> samples_16k);

}  // namespace emo
