// One decoded clip → what the Data room keeps of it: the catalogue's measures, recipes, and a hash that finds copies.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "contract/result.h"
#include "dataset/catalogue.h"
#include "features/feature.h"
#include "signal/decode.h"
#include "signal/resampler.h"

namespace emo {

// By these names the recipes stand in features/catalogue.h; the values are the same to the bit.
enum class ClipRecipe : std::uint8_t { mlp180, mfcc40_mean, logmel40x174, logmel64 };
inline constexpr std::size_t kClipRecipeCount = 4;
inline constexpr std::array<std::string_view, kClipRecipeCount> kClipRecipeNames{"mlp180", "mfcc40_mean",
                                                                                 "logmel40x174", "logmel64"};

struct AnalysisOptions {
  bool measures = true;
  std::uint8_t recipes = 0;  // bit 1 << ClipRecipe

  [[nodiscard]] bool wants(ClipRecipe recipe) const { return (recipes >> static_cast<unsigned>(recipe) & 1U) != 0; }
};

struct ClipAnalysis {
  // By Measure, in the units of kMeasures; all kNotKnown where they were not requested. F0 is kNotKnown without a
  // voiced frame; the RMS level of digital silence is −∞.
  //   duration, RMS level, clipped share: of the samples as decoded (channels averaged).
  //   F0: pitch_by_autocorrelation (Boersma 1993, Praat's "To Pitch (ac)") with Praat's defaults, 75 … 600 Hz, each
  //   10 ms; range: 5th to 95th percentile, linearly interpolated between the ranks.
  //   speaking rate: features/speaking_rate.h, syllables a second of the whole clip.
  //   onset strength, spectral slope: the features' means over all frames, with librosa's defaults.
  //   Whatever is of a feature is heard at 16 kHz, so that it means the same of copies at any rate.
  std::array<float, kMeasureCount> measures{};
  // Of the rate and the samples as decoded, each rounded to 24 bits: equal for copies of a recording, whatever lossless
  // form they are in.
  std::uint64_t content_hash = 0;
  // By ClipRecipe, as features/recipes gives them: mlp180 {180}, mfcc40_mean {40}, logmel40x174 {40, 174}, logmel64
  // {frames, 64}. An empty shape: not requested.
  std::array<FeatureMatrix, kClipRecipeCount> recipes;

  [[nodiscard]] const FeatureMatrix& recipe(ClipRecipe r) const { return recipes[static_cast<std::size_t>(r)]; }
};

// "mlp180" → its place; kClipRecipeCount: no recipe has that name.
std::size_t find_clip_recipe(std::string_view name);

// Analyses one clip after the other and keeps the resampling filters of the rates it met: designing one costs as much
// as a tenth of a clip. What a clip gives does not depend on the clips before it. // [one thread]
class ClipAnalyser {
 public:
  // Error: no samples, values that are not numbers, a rate outside 4 … 768 kHz.
  Result<ClipAnalysis> analyse(const DecodedClip& clip, const AnalysisOptions& options);

 private:
  std::vector<float> resampled(const Sound& sound, double rate_hz);
  ResamplerFilters filters_;
};

}  // namespace emo
