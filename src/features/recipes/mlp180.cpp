#include <algorithm>
#include <cmath>

#include "features/chroma.h"
#include "features/dct.h"
#include "features/recipes/mel_timeline.h"
#include "features/recipes/recipes.h"
#include "features/tuning.h"
#include "signal/stft_frames.h"
#include "signal/vec4.h"

namespace emo {
namespace {

constexpr int kMfcc = 40;
constexpr int kChroma = 12;
constexpr int kMels = 128;

// Chroma needs the tuning, and the tuning needs the whole sound. Up to this many magnitudes (64 MB) are kept for the
// second pass; of longer sounds (3 min at 48 kHz) they are computed twice.
constexpr std::size_t kKeptMagnitudes = std::size_t{1} << 24;

// Square roots of four interleaved spectra, and the largest of each.
Vec4 take_magnitudes(std::span<const float> power, std::span<float> magnitude) noexcept {
  Vec4 highest{};
  for (std::size_t i = 0; i < power.size(); i += kLanes) {
    const Vec4 p = load4(power.data() + i);
    highest = max4(highest, p);
    store4(magnitude.data() + i, sqrt4(p));
  }
  return sqrt4(highest);
}

class MeanChroma {
 public:
  MeanChroma(double rate_hz, int n_fft, float tuning)
      : bank_({.sample_rate_hz = rate_hz, .n_fft = n_fft, .n_chroma = kChroma, .tuning = tuning}) {}

  void add(std::span<const float> magnitude, int lanes) noexcept {
    bank_.apply4(magnitude, chroma_);
    for (std::size_t lane = 0; lane < static_cast<std::size_t>(lanes); ++lane) {
      const auto frame = std::span(chroma_).subspan(lane * kChroma, kChroma);
      normalize(frame, ChromaNorm::max);
      for (std::size_t c = 0; c < kChroma; ++c) sums_[c] += frame[c];
    }
    frames_ += lanes;
  }
  [[nodiscard]] float mean(std::size_t c) const { return static_cast<float>(sums_[c] / static_cast<double>(frames_)); }

 private:
  ChromaFilterbank bank_;
  std::vector<float> chroma_ = std::vector<float>(std::size_t{kChroma} * kLanes);
  std::vector<double> sums_ = std::vector<double>(kChroma);
  std::int64_t frames_ = 0;
};

}  // namespace

FeatureMatrix mlp180_recipe(const Sound& sound) {
  const StftConfig config{};
  const std::int64_t frames = stft_frame_count(static_cast<std::int64_t>(sound.samples.size()), config);
  StftFrames stft(config);
  const std::size_t group = static_cast<std::size_t>(stft.bins()) * kLanes;
  const std::size_t all = static_cast<std::size_t>((frames + kLanes - 1) / kLanes) * group;
  const bool keep = all <= kKeptMagnitudes;
  std::vector<float> magnitudes(keep ? all : group);
  const auto place = [&](std::int64_t first) {
    return std::span(magnitudes).subspan(keep ? static_cast<std::size_t>(first / kLanes) * group : 0, group);
  };

  MelTimeline mel({.sample_rate_hz = sound.sample_rate_hz, .n_fft = config.n_fft, .n_mels = kMels}, frames);
  const Piptrack piptrack({.sample_rate_hz = sound.sample_rate_hz, .n_fft = config.n_fft});
  TuningEstimator tuning(kChroma);
  stft.power4(sound.samples, 0, frames, [&](std::int64_t first, int lanes, std::span<const float> power) {
    mel.add(power, lanes);
    const Vec4 highest = take_magnitudes(power, place(first));
    piptrack.peaks4(place(first), highest, [&](int lane, float hz, float strength) {
      if (lane < lanes) tuning.add(hz, strength);
    });
  });

  MeanChroma chroma(sound.sample_rate_hz, config.n_fft, tuning.tuning());
  if (keep) {
    for (std::int64_t t = 0; t < frames; t += kLanes)
      chroma.add(place(t), static_cast<int>(std::min<std::int64_t>(kLanes, frames - t)));
  } else {
    stft.power4(sound.samples, 0, frames, [&](std::int64_t, int lanes, std::span<const float> power) {
      take_magnitudes(power, magnitudes);
      chroma.add(magnitudes, lanes);
    });
  }

  FeatureMatrix m{{kMfcc + kChroma + kMels}, std::vector<float>(kMfcc)};
  const std::vector<float> mean_mel = mel.mean_power();
  // The mean of the cepstra is the cepstrum of the mean: one transform instead of one a frame.
  Dct(kMfcc, kMels).apply(mel.take_mean_db(), m.values);
  for (std::size_t c = 0; c < kChroma; ++c) m.values.push_back(chroma.mean(c));
  m.values.insert(m.values.end(), mean_mel.begin(), mean_mel.end());
  return m;
}

}  // namespace emo
