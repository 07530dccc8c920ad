#include "cases.h"

#include <algorithm>
#include <complex>
#include <functional>
#include <string>
#include <utility>

#include "contract/constants.h"
#include "features/catalogue.h"
#include "features/recipes/logmel64.h"
#include "signal/fft.h"
#include "signal/fft4.h"
#include "signal/resampler.h"

namespace emo::bench {
namespace {

using CaseOrError = Result<std::unique_ptr<Case>>;

// A feature or a recipe of a whole clip, tables and all, as `emoscope features` computes it.
class WholeClip : public Case {
 public:
  using Compute = std::function<Result<FeatureMatrix>()>;
  // only_row: the result's row to compare; all
  static CaseOrError make(Compute compute, std::string_view only_row = {}) {
    Result<FeatureMatrix> first = compute();
    if (!first) return Error{first.error()};
    const auto& rows = first.value().rows;
    if (!only_row.empty() && std::find(rows.begin(), rows.end(), only_row) == rows.end())
      return Error{"The feature has no row \"" + std::string(only_row) + "\"."};
    return CaseOrError(std::make_unique<WholeClip>(std::move(compute), std::move(first.value()), only_row));
  }
  WholeClip(Compute compute, FeatureMatrix first, std::string_view only_row)
      : compute_(std::move(compute)), last_(std::move(first)), only_row_(only_row) {}

  void step() override { last_ = std::move(compute_().value()); }
  std::vector<float> result() override {
    if (only_row_.empty()) return last_.values;
    const auto row = std::find(last_.rows.begin(), last_.rows.end(), only_row_) - last_.rows.begin();
    const auto frames = last_.shape.back();
    const auto first = last_.values.begin() + row * frames;
    return {first, first + frames};
  }

 private:
  Compute compute_;
  FeatureMatrix last_;
  std::string_view only_row_;
};

CaseOrError recipe_case(std::string_view name, const Sound& sound) {
  return WholeClip::make([name, sound] { return compute_recipe(name, sound); });
}

using Settings = std::vector<std::pair<std::string_view, std::string_view>>;

CaseOrError feature_case(std::string_view name, const Sound& sound, const Settings& changed = {},
                         std::string_view only_row = {}) {
  const Feature* feature = find_feature(name);
  if (feature == nullptr) return Error{"There is no feature \"" + std::string(name) + "\"."};
  FeatureSettings settings(all_parameters(*feature));
  for (const auto& [parameter, text] : changed)
    if (auto set = settings.set(parameter, text); !set) return Error{set.error()};
  return WholeClip::make([=] { return compute_feature(*feature, settings, sound); }, only_row);
}

// As while listening: the classes live on, the sound comes in the blocks that a 48 kHz worklet delivers in 10 ms.
class LogMel64Stream : public Case {
 public:
  explicit LogMel64Stream(const Sound& sound) : sound_(sound), live_(sound.sample_rate_hz) {}

  void step() override {
    live_.frames.clear();
    live_.push_in_blocks(sound_.samples);
  }
  std::vector<float> result() override {
    Stream fresh(sound_.sample_rate_hz);
    fresh.push_in_blocks(sound_.samples);
    fresh.finish();
    return fresh.frames;
  }

 private:
  static constexpr std::size_t kBlockSamples = 480;

  struct Stream {
    explicit Stream(double rate_hz) : resampler({.input_rate_hz = rate_hz, .output_rate_hz = kCoreRateHz}) {}

    void push_in_blocks(std::span<const float> samples) {
      for (; !samples.empty(); samples = samples.subspan(std::min(kBlockSamples, samples.size()))) {
        at_16k.clear();
        resampler.push(samples.first(std::min(kBlockSamples, samples.size())), at_16k);
        extractor.push(at_16k, [&](const LogMel64::Frame& f) { frames.insert(frames.end(), f.begin(), f.end()); });
      }
    }
    void finish() {
      const auto keep = [&](const LogMel64::Frame& f) { frames.insert(frames.end(), f.begin(), f.end()); };
      at_16k.clear();
      resampler.finish(at_16k);
      extractor.push(at_16k, keep);
      extractor.finish(keep);
    }

    Resampler resampler;
    LogMel64 extractor;
    std::vector<float> at_16k;
    std::vector<float> frames;
  };

  Sound sound_;
  Stream live_;
};

// The spectra of kFftFrames overlapping frames from a third of the clip on, without a window.
constexpr int kFftSize = 2048;
constexpr int kFftHop = 512;
constexpr int kFftFrames = 32;

class FftScalar : public Case {
 public:
  explicit FftScalar(std::span<const float> samples)
      : samples_(samples), fft_(kFftSize), spectra_(static_cast<std::size_t>(kFftFrames * fft_.bins())) {}

  void step() override {
    const std::span<std::complex<float>> all(spectra_);
    const auto bins = static_cast<std::size_t>(fft_.bins());
    for (std::size_t t = 0; t < kFftFrames; ++t)
      fft_.forward(samples_.subspan(t * kFftHop, kFftSize), all.subspan(t * bins, bins));
  }
  std::vector<float> result() override {
    step();
    std::vector<float> power;
    for (const auto& value : spectra_) power.push_back(std::norm(value));
    return power;
  }

 private:
  std::span<const float> samples_;
  RealFft fft_;
  std::vector<std::complex<float>> spectra_;
};

// The frames are interleaved beforehand, as the STFT's windowing does on its way.
class FftFourLanes : public Case {
 public:
  explicit FftFourLanes(std::span<const float> samples) {
    for (int group = 0; group < kFftFrames / kLanes; ++group) {
      Fft4& fft = ffts_.emplace_back(kFftSize);
      for (int i = 0; i < kFftSize; ++i)
        for (int lane = 0; lane < kLanes; ++lane)
          fft.input()[at(i, lane)] = samples[static_cast<std::size_t>((group * kLanes + lane) * kFftHop + i)];
    }
  }

  void step() override {
    for (Fft4& fft : ffts_) fft.forward();
  }
  std::vector<float> result() override {
    std::vector<float> power;
    for (Fft4& fft : ffts_) {
      const auto spectrum = fft.forward();
      for (int lane = 0; lane < kLanes; ++lane)
        for (int k = 0; k < fft.bins(); ++k)
          power.push_back(std::norm(std::complex<float>(spectrum[at(2 * k, lane)], spectrum[at(2 * k + 1, lane)])));
    }
    return power;
  }

 private:
  static std::size_t at(int row, int lane) { return static_cast<std::size_t>(row * kLanes + lane); }
  std::vector<Fft4> ffts_;
};

template <class FftCase>
CaseOrError fft_case(const Sound& sound) {
  constexpr std::size_t needed = (kFftFrames - 1) * kFftHop + kFftSize;
  const auto from_third = sound.samples.subspan(sound.samples.size() / 3);
  if (from_third.size() < needed) return Error{"The clip is too short for the FFT's frames."};
  return CaseOrError(std::make_unique<FftCase>(from_third.first(needed)));
}

}  // namespace

CaseOrError make_case(std::string_view name, const Sound& sound) {
  if (name == "mlp180" || name == "logmel64") return recipe_case(name, sound);
  if (name == "logmel64_stream") return CaseOrError(std::make_unique<LogMel64Stream>(sound));
  if (name == "mfcc40") return feature_case("mfcc", sound, {{"n_mfcc", "40"}});
  if (name == "mel128") return feature_case("melspectrogram", sound, {{"n_mels", "128"}});
  if (name == "chroma") return feature_case("chroma_stft", sound);
  if (name == "pyin")
    return feature_case("pyin", sound, {{"fmin", "65"}, {"fmax", "800"}, {"hop_length", "512"}}, "f0_hz");
  if (name == "fft2048") return fft_case<FftScalar>(sound);
  if (name == "fft2048:four") return fft_case<FftFourLanes>(sound);
  return Error{"There is no case \"" + std::string(name) + "\"."};
}

}  // namespace emo::bench
