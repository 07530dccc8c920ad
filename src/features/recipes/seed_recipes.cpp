// mfcc40_mean and logmel40x174: what the other seed projects fed their networks, at 22.05 kHz.
#include "features/dct.h"
#include "features/decibel.h"
#include "features/recipes/mel_timeline.h"
#include "features/recipes/recipes.h"
#include "signal/resampler.h"
#include "signal/stft_frames.h"

namespace emo {
namespace {

std::vector<float> resampled(const Sound& sound) {
  std::vector<float> samples;
  Resampler resampler({.input_rate_hz = sound.sample_rate_hz, .output_rate_hz = kSeedRecipeRateHz});
  resampler.push(sound.samples, samples);
  resampler.finish(samples);
  return samples;
}

}  // namespace

FeatureMatrix mfcc40_mean_recipe(const Sound& sound) { return mfcc40_mean_at_rate(resampled(sound)); }
FeatureMatrix logmel40x174_recipe(const Sound& sound) { return logmel40x174_at_rate(resampled(sound)); }

FeatureMatrix mfcc40_mean_at_rate(std::span<const float> samples) {
  const StftConfig config{};
  const std::int64_t frames = stft_frame_count(static_cast<std::int64_t>(samples.size()), config);
  StftFrames stft(config);
  MelTimeline mel({.sample_rate_hz = kSeedRecipeRateHz, .n_fft = config.n_fft, .n_mels = 128}, frames);
  stft.power4(samples, 0, frames,
              [&](std::int64_t, int lanes, std::span<const float> power) { mel.add(power, lanes); });
  FeatureMatrix m{{40}, std::vector<float>(40)};
  Dct(40, 128).apply(mel.take_mean_db(), m.values);
  return m;
}

// Frames 0 … 173 of the sound followed by silence without end: longer sounds are cut at the end, shorter ones filled up
// with frames of digital silence, which become the floor, −80 dB.
FeatureMatrix logmel40x174_at_rate(std::span<const float> samples) {
  constexpr std::size_t bands = 40;
  constexpr std::size_t frames = 174;
  const StftConfig config{};
  StftFrames stft(config);
  const MelFilterbank bank({.sample_rate_hz = kSeedRecipeRateHz, .n_fft = config.n_fft, .n_mels = bands});
  FeatureMatrix m{{bands, frames}, std::vector<float>(bands * frames)};
  m.frame_s = config.hop_length / kSeedRecipeRateHz;
  std::vector<float> mel(bands);
  stft.power(samples, 0, frames, [&](std::int64_t t, std::span<const float> power) {
    bank.apply(power, mel);
    for (std::size_t b = 0; b < bands; ++b) m.values[b * frames + static_cast<std::size_t>(t)] = mel[b];
  });
  power_to_db(m.values, {.ref_is_max = true});
  return m;
}

}  // namespace emo
