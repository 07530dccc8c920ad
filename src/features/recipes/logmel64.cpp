#include "features/recipes/logmel64.h"

#include "features/recipes/recipes.h"
#include "signal/resampler.h"

namespace emo {

FeatureMatrix logmel64_recipe(const Sound& sound) {
  using R = LogMel64Recipe;
  Resampler resampler({.input_rate_hz = sound.sample_rate_hz, .output_rate_hz = R::sample_rate_hz});
  std::vector<float> samples;
  resampler.push(sound.samples, samples);
  resampler.finish(samples);
  return logmel64_at_rate(samples);
}

FeatureMatrix logmel64_at_rate(std::span<const float> samples_16k) {
  using R = LogMel64Recipe;
  FeatureMatrix m{{0, R::n_mels}, {}};
  m.frame_s = static_cast<double>(R::hop_length) / R::sample_rate_hz;
  m.frames_first = true;
  m.values.reserve((samples_16k.size() / R::hop_length + 1) * R::n_mels);
  const auto keep = [&](const LogMel64::Frame& f) { m.values.insert(m.values.end(), f.begin(), f.end()); };
  LogMel64 recipe;
  recipe.push(samples_16k, keep);
  recipe.finish(keep);
  m.shape[0] = static_cast<int>(m.values.size()) / R::n_mels;
  return m;
}

}  // namespace emo
