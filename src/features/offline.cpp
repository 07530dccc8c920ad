#include "features/offline.h"

#include <algorithm>
#include <cmath>
#include <numeric>

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

struct Entry {
  std::string_view name;
  FeatureMatrix (*compute)(std::span<const float>, double);
  int version = 1;
};

constexpr Entry kFeatures[] = {
    {"stft_magnitude", stft_magnitude},
    {"mel_power", mel_power},
    {"mel_db", mel_db},
    {"rms", rms_feature},
    {"zcr", zcr},
    {"resample16k", resample16k},
    {"logmel64_16k", logmel64_16k},
};
constexpr Entry kRecipes[] = {{LogMel64Recipe::name, logmel64_recipe, LogMel64Recipe::version}};

template <std::size_t N>
std::vector<std::string_view> names_of(const Entry (&entries)[N]) {
  std::vector<std::string_view> names;
  for (const Entry& e : entries) names.push_back(e.name);
  return names;
}

std::string list(const std::vector<std::string_view>& names) {
  std::string text;
  for (std::string_view n : names) text += (text.empty() ? "" : ", ") + std::string(n);
  return text;
}

template <std::size_t N>
Result<FeatureMatrix> compute(const Entry (&entries)[N], std::string_view what, std::string_view name,
                              std::span<const float> samples, double rate_hz) {
  const auto* entry =
      std::find_if(std::begin(entries), std::end(entries), [&](const Entry& e) { return e.name == name; });
  if (entry == std::end(entries))
    return Error{"There is no " + std::string(what) + " \"" + std::string(name) +
                 "\". Nearest: " + list(nearest_names(name, names_of(entries))) + "."};
  if (samples.empty()) return Error{"The sound has no samples, so no feature can be computed."};
  if (!std::all_of(samples.begin(), samples.end(), [](float s) { return std::isfinite(s); }))
    return Error{"The sound holds values that are not finite numbers (NaN or infinity). Export the file again."};
  return entry->compute(samples, rate_hz);
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row.back();
}

}  // namespace

const std::vector<std::string_view>& feature_names() {
  static const auto names = names_of(kFeatures);
  return names;
}

const std::vector<std::string_view>& recipe_names() {
  static const auto names = names_of(kRecipes);
  return names;
}

int recipe_version(std::string_view name) {
  for (const Entry& e : kRecipes)
    if (e.name == name) return e.version;
  return 0;
}

Result<FeatureMatrix> compute_feature(std::string_view name, std::span<const float> samples, double sample_rate_hz) {
  return compute(kFeatures, "feature", name, samples, sample_rate_hz);
}

Result<FeatureMatrix> compute_recipe(std::string_view name, std::span<const float> samples, double sample_rate_hz) {
  return compute(kRecipes, "recipe", name, samples, sample_rate_hz);
}

std::vector<std::string_view> nearest_names(std::string_view name, const std::vector<std::string_view>& known) {
  std::vector<std::string_view> names = known;
  std::stable_sort(names.begin(), names.end(), [&](std::string_view a, std::string_view b) {
    return edit_distance(name, a) < edit_distance(name, b);
  });
  if (names.size() > 3) names.resize(3);
  return names;
}

}  // namespace emo
