#include <algorithm>
#include <cmath>

#include "features/groups.h"
#include "features/mel.h"
#include "features/recipes/logmel64.h"
#include "signal/level.h"
#include "signal/resampler.h"
#include "signal/stft.h"

namespace emo {
namespace {

constexpr int kFrameLength = 2048;
constexpr int kHopLength = 512;
constexpr int kMelBands = 128;

using Frames = std::vector<std::vector<float>>;

FeatureMatrix transposed(const Frames& frames) {
  const std::size_t rows = frames.empty() ? 0 : frames.front().size();
  FeatureMatrix m{{static_cast<int>(rows), static_cast<int>(frames.size())}, std::vector<float>(rows * frames.size())};
  for (std::size_t t = 0; t < frames.size(); ++t)
    for (std::size_t r = 0; r < rows; ++r) m.values[r * frames.size() + t] = frames[t][r];
  return m;
}

FeatureMatrix vector_of(std::vector<float> values) {
  const int count = static_cast<int>(values.size());
  return {{count}, std::move(values)};
}

std::vector<float> resampled(std::span<const float> samples, double rate_hz) {
  Resampler resampler({.input_rate_hz = rate_hz, .output_rate_hz = kCoreRateHz});
  std::vector<float> out;
  resampler.push(samples, out);
  resampler.finish(out);
  return out;
}

Frames power_frames(std::span<const float> samples) {
  PowerStft stft({.n_fft = kFrameLength, .hop_length = kHopLength});
  Frames frames;
  const auto keep = [&](std::span<const float> power) { frames.emplace_back(power.begin(), power.end()); };
  stft.push(samples, keep);
  stft.finish(keep);
  return frames;
}

Frames mel_frames(std::span<const float> samples, double rate_hz) {
  const MelFilterbank bank({.sample_rate_hz = rate_hz, .n_fft = kFrameLength, .n_mels = kMelBands});
  Frames mel;
  for (const auto& power : power_frames(samples)) bank.apply(power, mel.emplace_back(kMelBands));
  return mel;
}

Frames logmel64_frames(std::span<const float> samples_16k) {
  LogMel64 recipe;
  Frames frames;
  const auto keep = [&](const LogMel64::Frame& f) { frames.emplace_back(f.begin(), f.end()); };
  recipe.push(samples_16k, keep);
  recipe.finish(keep);
  return frames;
}

FeatureMatrix stft_magnitude(std::span<const float> samples, double) {
  Frames frames = power_frames(samples);
  for (auto& frame : frames)
    for (float& value : frame) value = std::sqrt(value);
  return transposed(frames);
}

FeatureMatrix mel_power(std::span<const float> samples, double rate_hz) {
  return transposed(mel_frames(samples, rate_hz));
}

// librosa.power_to_db(S, ref=np.max): 10 log10(max(amin, S) / max(amin, ref)), not more than 80 dB below its maximum.
FeatureMatrix mel_db(std::span<const float> samples, double rate_hz) {
  constexpr float amin = 1e-10F;
  constexpr float top_db = 80.0F;
  FeatureMatrix m = mel_power(samples, rate_hz);
  const float ref = std::max(amin, *std::max_element(m.values.begin(), m.values.end()));
  float highest = -1e30F;
  for (float& value : m.values) {
    value = 10.0F * (std::log10(std::max(amin, value)) - std::log10(ref));
    highest = std::max(highest, value);
  }
  for (float& value : m.values) value = std::max(value, highest - top_db);
  return m;
}

template <class PerFrame>
FeatureMatrix by_frame(std::span<const float> samples, PerFrame&& per_frame) {
  Framer framer({kFrameLength, kHopLength, kFrameLength / 2});
  std::vector<float> values;
  const auto keep = [&](std::span<const float> frame) { values.push_back(per_frame(frame)); };
  framer.push(samples, keep);
  framer.finish(keep);
  return vector_of(std::move(values));
}

FeatureMatrix rms_feature(std::span<const float> samples, double) { return by_frame(samples, rms); }

// librosa.feature.zero_crossing_rate pads with the edge values, not with zeros, and does not count the first sample.
FeatureMatrix zcr(std::span<const float> samples, double) {
  std::vector<float> padded(samples.size() + kFrameLength);
  const auto middle =
      std::copy(samples.begin(), samples.end(), std::fill_n(padded.begin(), kFrameLength / 2, samples.front()));
  std::fill(middle, padded.end(), samples.back());
  Framer framer({kFrameLength, kHopLength, 0});
  std::vector<float> values;
  framer.push(padded, [&](std::span<const float> frame) {
    // librosa.zero_crossings: |x| ≤ 1e-10 counts as +0.
    const auto negative = [](float x) { return std::abs(x) > 1e-10F && std::signbit(x); };
    int crossings = 0;
    for (std::size_t i = 1; i < frame.size(); ++i) crossings += negative(frame[i]) != negative(frame[i - 1]) ? 1 : 0;
    values.push_back(static_cast<float>(crossings) / kFrameLength);
  });
  return vector_of(std::move(values));
}

FeatureMatrix resample16k(std::span<const float> samples, double rate_hz) {
  return vector_of(resampled(samples, rate_hz));
}

FeatureMatrix logmel64_16k(std::span<const float> samples, double rate_hz) {
  return transposed(logmel64_frames(resampled(samples, rate_hz)));
}

FeatureMatrix logmel64_recipe(std::span<const float> samples, double rate_hz) {
  FeatureMatrix m{{0, LogMel64Recipe::n_mels}, {}};
  for (const auto& frame : logmel64_frames(resampled(samples, rate_hz))) {
    m.values.insert(m.values.end(), frame.begin(), frame.end());
    ++m.shape[0];
  }
  return m;
}

template <FeatureMatrix (*F)(std::span<const float>, double)>
Result<FeatureMatrix> adapt(const Sound& sound, const FeatureSettings&) {
  return F(sound.samples, sound.sample_rate_hz);
}

Result<FeatureMatrix> logmel64_compute(const Sound& sound) {
  return logmel64_recipe(sound.samples, sound.sample_rate_hz);
}

}  // namespace

std::vector<Feature> spectral_features() {
  return {
      {"stft_magnitude", "", "", {}, adapt<stft_magnitude>},
      {"mel_power", "", "", {}, adapt<mel_power>},
      {"mel_db", "dB", "", {}, adapt<mel_db>},
      {"rms", "", "", {}, adapt<rms_feature>},
      {"zcr", "", "", {}, adapt<zcr>},
      {"resample16k", "", "", {}, adapt<resample16k>},
      {"logmel64_16k", "", "", {}, adapt<logmel64_16k>},
  };
}

std::vector<Recipe> recipes() {
  using R = LogMel64Recipe;
  const auto text = [](const char* word) { return '"' + std::string(word) + '"'; };
  return {{R::name,
           R::version,
           "64 log-mel bands each 10 ms at 16 kHz: the input of the flagship models",
           {{"sample_rate_hz", std::to_string(R::sample_rate_hz)},
            {"n_fft", std::to_string(R::n_fft)},
            {"win_length", std::to_string(R::win_length)},
            {"hop_length", std::to_string(R::hop_length)},
            {"window", text("hann")},
            {"center", "true"},
            {"pad_mode", text("constant")},
            {"n_mels", std::to_string(R::n_mels)},
            {"fmin_hz", std::to_string(R::fmin_hz)},
            {"fmax_hz", std::to_string(R::fmax_hz)},
            {"mel_scale", text("slaney")},
            {"norm", text("slaney")},
            {"power", "2.0"},
            {"log", text("ln(x + 1e-6)")},
            {"floor", std::to_string(R::floor())},
            {"window_frames", std::to_string(R::window_frames)}},
           logmel64_compute}};
}

}  // namespace emo
