#include "explorer/clip_analysis.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>
#include <memory>
#include <string>

#include "contract/constants.h"
#include "features/features_in_pieces.h"
#include "features/pitch_autocorrelation.h"
#include "features/recipes/recipes.h"
#include "features/speaking_rate.h"

namespace emo {
namespace {

constexpr double kLowestRateHz = 4000.0, kHighestRateHz = 768000.0;
constexpr float kClipped = 0.999F;  // of full scale
constexpr float kHashScale = 8388608.0F;

// "" if it can be analysed.
std::string fault_of(const DecodedClip& clip) {
  if (clip.samples.empty()) return "The sound has no samples, so there is nothing to measure.";
  if (!(clip.sample_rate_hz >= kLowestRateHz && clip.sample_rate_hz <= kHighestRateHz))
    return "A sample rate of " + std::to_string(std::lround(clip.sample_rate_hz)) +
           " Hz cannot be used; 4000 to 768000 Hz can.";
  if (!std::all_of(clip.samples.begin(), clip.samples.end(), [](float s) { return std::isfinite(s); }))
    return "The sound holds values that are not finite numbers (NaN or infinity). Export the file again.";
  return "";
}

// Four chains side by side: one alone waits for each multiplication.
std::uint64_t hash_of(const DecodedClip& clip) {
  constexpr std::uint64_t start = 0xcbf29ce484222325ULL, prime = 0x100000001b3ULL;
  std::array<std::uint64_t, 4> chains{start, start + 1, start + 2, start + 3};
  for (std::size_t i = 0; i < clip.samples.size(); ++i) {
    const float x = std::clamp(clip.samples[i], -1e3F, 1e3F) * kHashScale;
    const auto value = static_cast<std::int64_t>(std::nearbyint(static_cast<double>(x)));
    std::uint64_t& chain = chains[i % chains.size()];
    chain = (chain ^ static_cast<std::uint64_t>(value)) * prime;
    chain ^= chain >> 32;  // so that high bits of a value reach low bits of the sum
  }
  std::uint64_t hash = (start ^ std::bit_cast<std::uint64_t>(clip.sample_rate_hz)) * prime;
  hash = (hash ^ clip.samples.size()) * prime;
  for (const std::uint64_t chain : chains) hash = ((hash ^ chain) * prime) ^ (hash >> 29);
  return hash;
}

// The voiced frames' F0, Hz.
std::vector<float> voiced_f0(const Sound& sound) {
  std::vector<float> f0_hz;
  for (const PeriodicityFrame& frame : pitch_by_autocorrelation(sound).values)
    if (frame.f0_hz != 0.0F) f0_hz.push_back(frame.f0_hz);
  return f0_hz;
}

// What a measure summarises; nothing if the feature cannot be computed from this sound.
std::vector<float> series_of(const MeasureInfo& measure, const Sound& sound) {
  if (measure.feature == "pitch_ac") return voiced_f0(sound);
  if (measure.feature == "speaking_rate") return {static_cast<float>(speaking_rate(sound).per_second())};
  const Feature* feature = find_feature_in_pieces(measure.feature);
  assert(feature != nullptr);
  FeatureSettings settings(feature->parameters);
  settings.set(measure.settings);
  const auto matrix = feature->compute(sound, settings);
  if (!matrix) return {};
  const auto frames = static_cast<std::ptrdiff_t>(matrix.value().shape.back());
  const auto row = matrix.value().values.begin() + measure.row * frames;
  return {row, row + frames};
}

// Linearly between the ranks, as numpy.percentile.
float percentile(std::span<const float> sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + static_cast<float>(place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

float summary_of(std::vector<float> series, Summary summary) {
  if (series.empty()) return kNotKnown;
  if (summary == Summary::range) {
    std::ranges::sort(series);
    return percentile(series, 0.95) - percentile(series, 0.05);
  }
  double sum = 0.0;
  for (const float value : series) sum += value;
  return static_cast<float>(sum / static_cast<double>(series.size()));
}

class Measures {
 public:
  Measures() { values_.fill(kNotKnown); }

  void of_samples(const DecodedClip& clip) {
    double square = 0.0;
    std::size_t clipped = 0;
    for (const float s : clip.samples) {
      square += static_cast<double>(s) * s;
      clipped += std::abs(s) >= kClipped ? 1 : 0;
    }
    const auto count = static_cast<double>(clip.samples.size());
    at(Measure::duration) = static_cast<float>(count / clip.sample_rate_hz);
    at(Measure::rms) =
        square > 0.0 ? static_cast<float>(10.0 * std::log10(square / count)) : -std::numeric_limits<float>::infinity();
    at(Measure::clipped_share) = static_cast<float>(static_cast<double>(clipped) / count);
  }

  void of_features(const Sound& sound_16k) {
    std::vector<float> series;
    for (std::size_t m = 0; m < kMeasureCount; ++m) {
      const MeasureInfo& measure = kMeasures[m];
      if (measure.feature.empty()) continue;
      const bool same = m > 0 && measure.feature == kMeasures[m - 1].feature && measure.row == kMeasures[m - 1].row;
      if (!same) series = series_of(measure, sound_16k);
      values_[m] = summary_of(series, measure.summary) * measure.shown;
    }
  }

  [[nodiscard]] const std::array<float, kMeasureCount>& values() const { return values_; }

 private:
  float& at(Measure m) { return values_[static_cast<std::size_t>(m)]; }
  std::array<float, kMeasureCount> values_{};
};

}  // namespace

std::size_t find_clip_recipe(std::string_view name) {
  return static_cast<std::size_t>(std::find(kClipRecipeNames.begin(), kClipRecipeNames.end(), name) -
                                  kClipRecipeNames.begin());
}

std::vector<float> ClipAnalyser::resampled(const Sound& sound, double rate_hz) {
  Resampler resampler(filters_.get({.input_rate_hz = sound.sample_rate_hz, .output_rate_hz = rate_hz}));
  std::vector<float> samples;
  samples.reserve(static_cast<std::size_t>(static_cast<double>(sound.samples.size()) * rate_hz / sound.sample_rate_hz) +
                  2);
  resampler.push(sound.samples, samples);
  resampler.finish(samples);
  return samples;
}

Result<ClipAnalysis> ClipAnalyser::analyse(const DecodedClip& clip, const AnalysisOptions& options) {
  if (std::string fault = fault_of(clip); !fault.empty()) return Error{std::move(fault)};
  const Sound sound{clip.samples, clip.sample_rate_hz};
  ClipAnalysis analysis;
  analysis.content_hash = hash_of(clip);
  const auto put = [&](ClipRecipe recipe, auto&& compute) {
    if (options.wants(recipe)) analysis.recipes[static_cast<std::size_t>(recipe)] = compute();
  };
  put(ClipRecipe::mlp180, [&] { return mlp180_recipe(sound); });

  std::vector<float> samples;
  Measures measures;
  if (options.measures || options.wants(ClipRecipe::logmel64)) samples = resampled(sound, kCoreRateHz);
  put(ClipRecipe::logmel64, [&] { return logmel64_at_rate(samples); });
  if (options.measures) {
    measures.of_samples(clip);
    measures.of_features({samples, kCoreRateHz});
  }
  analysis.measures = measures.values();

  if (options.wants(ClipRecipe::mfcc40_mean) || options.wants(ClipRecipe::logmel40x174))
    samples = resampled(sound, kSeedRecipeRateHz);
  put(ClipRecipe::mfcc40_mean, [&] { return mfcc40_mean_at_rate(samples); });
  put(ClipRecipe::logmel40x174, [&] { return logmel40x174_at_rate(samples); });
  return analysis;
}

}  // namespace emo
