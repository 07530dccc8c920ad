#include "session/picture.h"

#include <algorithm>
#include <cmath>

namespace emo {
namespace {

// 40 ms: harmonics of most voices stand apart, and only 20 ms of the future are needed.
constexpr int kDisplayWindow = 640;

std::uint8_t to_byte(float power) {
  const float db = 10.0F * std::log10(std::max(power, 1e-13F));
  return static_cast<std::uint8_t>(std::clamp((db - kDbFloor) / kDbStep + 0.5F, 0.0F, 255.0F));
}

}  // namespace

Picture::Picture(int frames_per_column, const SampleRing<float>& audio)
    : frames_per_column_(frames_per_column),
      audio_(audio),
      stft_({.n_fft = kDisplayFftSize, .win_length = kDisplayWindow, .hop_length = kColumnHopSamples}),
      scale_(0.0F),
      pooled_(kDisplayBins, 0.0F) {
  const float window_sum = 0.5F * kDisplayWindow;  // of a periodic Hann window
  scale_ = (2.0F / window_sum) * (2.0F / window_sum);
  new_columns_.reserve(std::size_t{64} * kDisplayBins);
  new_peaks_.reserve(64);
}

void Picture::push(std::span<const float> samples) {
  stft_.push(samples, [this](std::span<const float> power) { add_frame(power); });
}

void Picture::finish() {
  stft_.finish([this](std::span<const float> power) { add_frame(power); });
  if (pooled_frames_ > 0) close_column();
}

void Picture::add_frame(std::span<const float> power) {
  for (std::size_t k = 0; k < pooled_.size(); ++k) pooled_[k] = std::max(pooled_[k], power[k]);
  const std::int64_t from = std::max(frames_ * kColumnHopSamples, audio_.first());
  const std::int64_t to = std::min((frames_ + 1) * kColumnHopSamples, audio_.count());
  float highest = 0.0F;
  for (std::int64_t i = from; i < to; ++i) {
    pooled_peak_.low = std::min(pooled_peak_.low, audio_[i]);
    pooled_peak_.high = std::max(pooled_peak_.high, audio_[i]);
    highest = std::max(highest, std::abs(audio_[i]));
  }
  frame_peaks_.push(highest);
  ++frames_;
  if (++pooled_frames_ == frames_per_column_) close_column();
}

void Picture::close_column() {
  for (float& power : pooled_) {
    new_columns_.push_back(to_byte(power * scale_));
    power = 0.0F;
  }
  new_peaks_.push_back(pooled_peak_);
  pooled_peak_ = {0.0F, 0.0F};
  pooled_frames_ = 0;
  ++columns_;
}

void Picture::drain(SnapshotParts& parts) {
  parts.header.first_column = static_cast<std::uint64_t>(drained_);
  parts.columns.swap(new_columns_);
  parts.peaks.swap(new_peaks_);
  new_columns_.clear();
  new_peaks_.clear();
  drained_ = columns_;
}

float Picture::peak_last_second() const noexcept {
  float highest = 0.0F;
  for (std::int64_t i = frame_peaks_.first(); i < frame_peaks_.count(); ++i)
    highest = std::max(highest, frame_peaks_[i]);
  return highest;
}

}  // namespace emo
