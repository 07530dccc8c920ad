#include "session/model_input.h"

#include <algorithm>
#include <cmath>

#include "features/catalogue.h"
#include "signal/resampler.h"

namespace emo {
namespace {

constexpr double kLiveSamplesS = 8.0;

using R = LogMel64Recipe;

}  // namespace

Result<std::vector<float>> model_input(const Card& card, const Sound& sound) {
  std::vector<float> resampled;
  Sound heard = sound;
  if (card.rate_hz > 0.0 && card.rate_hz != sound.sample_rate_hz) {
    Resampler resampler({.input_rate_hz = sound.sample_rate_hz, .output_rate_hz = card.rate_hz});
    resampler.push(sound.samples, resampled);
    resampler.finish(resampled);
    heard = {resampled, card.rate_hz};
  }
  auto matrix = compute_recipe(*card.recipe, heard);
  if (!matrix) return Error{matrix.error()};
  std::vector<float>& values = matrix.value().values;
  constexpr std::size_t fewest = std::size_t{kFewestFrames} * R::n_mels;
  if (card.takes_frames() && values.size() < fewest) values.insert(values.begin(), fewest - values.size(), R::floor());
  return std::move(values);
}

ModelInput::ModelInput(double sample_rate_hz, double kept_s, bool live)
    : rate_hz_(sample_rate_hz),
      kept_s_(kept_s),
      samples_kept_(live),
      frames_(static_cast<std::size_t>(kept_s * kCoreRateHz) / R::hop_length + 8) {
  input_.reserve(std::size_t{R::window_frames} * R::n_mels);
  if (live) samples_ = SampleRing<float>(static_cast<std::size_t>(kLiveSamplesS * rate_hz_));
}

void ModelInput::keep_samples(bool wanted) {
  if (begun_ || samples_kept_ || !wanted) return;
  samples_kept_ = true;
  samples_ = SampleRing<float>(static_cast<std::size_t>(kept_s_ * rate_hz_));
}

bool ModelInput::can_feed(const Card& card) const { return card.takes_frames() || samples_kept_ || !begun_; }

void ModelInput::push_device_rate(std::span<const float> samples) noexcept {
  begun_ = true;
  if (samples_kept_) samples_.push(samples);
}

void ModelInput::push_16k(std::span<const float> samples) {
  recipe_.push(samples, [this](const LogMel64::Frame& frame) { frames_.push(frame); });
}

void ModelInput::finish() {
  recipe_.finish([this](const LogMel64::Frame& frame) { frames_.push(frame); });
}

std::span<const float> ModelInput::frames(std::int64_t first, std::int64_t end) {
  input_.resize(static_cast<std::size_t>(end - first) * R::n_mels);
  float* out = input_.data();
  for (std::int64_t f = first; f < end; ++f, out += R::n_mels) {
    if (f >= frames_.first() && f < frames_.count())
      std::copy(frames_[f].begin(), frames_[f].end(), out);
    else
      std::fill_n(out, R::n_mels, R::floor());
  }
  return input_;
}

std::span<const float> ModelInput::computed(const Card& card, std::int64_t first, std::int64_t end) {
  std::vector<float> sound;
  for (std::int64_t i = std::max(first, samples_.first()); i < end; ++i) sound.push_back(samples_[i]);
  auto input = model_input(card, {sound, rate_hz_});
  if (!input) return {};
  input_ = std::move(input.value());
  return input_;
}

std::span<const float> ModelInput::window(const Card& card, std::int64_t end) {
  if (card.takes_frames()) {
    const std::int64_t frames_end = R::frames_after(end);
    return frames(frames_end - R::window_frames, frames_end);
  }
  const auto at = static_cast<std::int64_t>(std::llround(static_cast<double>(end) * rate_hz_ / kCoreRateHz));
  const std::int64_t last = std::min(at, samples_.count());
  return computed(card, last - std::llround(rate_hz_ * kWindowSamples / kCoreRateHz), last);
}

std::span<const float> ModelInput::clip(const Card& card) {
  if (!card.takes_frames()) return computed(card, 0, samples_.count());
  return frames(std::min<std::int64_t>(0, frames_.count() - kFewestFrames), frames_.count());
}

}  // namespace emo
