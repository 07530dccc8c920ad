#include "session/feature_sound.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "contract/features_view.h"

namespace emo {
namespace {

constexpr double kRingSeconds = kLiveFeatureSeconds + 6.0;  // the oldest frames need sound before them
constexpr double kHeadSeconds = 6.0;
constexpr double kFilterBlockSeconds = 0.02;
constexpr double kNoiseBlockSeconds = 1.0;
constexpr double kNoiseContextSeconds = 2.0;
constexpr double kLiveNoiseLookAheadSeconds = 0.2;
constexpr double kCachedSeconds = 8.0;            // of preprocessed sound …
constexpr std::int64_t kCachedSamples = 1 << 19;  // … and more than a piece of any pane needs
constexpr double kForgottenAfter = 30.0;

std::int64_t samples_in(double seconds, double rate_hz) { return std::llround(seconds * rate_hz); }

// A Butterworth high-pass of second order forgets with the time constant √2 / (2π f).
double highpass_memory_s(double highpass_hz) {
  return highpass_hz > 0.0 ? kForgottenAfter * std::numbers::sqrt2 / (2.0 * std::numbers::pi * highpass_hz) : 0.0;
}

}  // namespace

std::span<float> FeatureSound::open_clip(std::size_t count, double sample_rate_hz) {
  close();
  rate_hz_ = sample_rate_hz;
  data_.resize(count);
  heard_ = static_cast<std::int64_t>(count);
  return data_;
}

void FeatureSound::open_live(double sample_rate_hz) {
  close();
  live_ = true;
  rate_hz_ = sample_rate_hz;
  data_.resize(static_cast<std::size_t>(samples_in(kRingSeconds, rate_hz_)));
  head_capacity_ = samples_in(kHeadSeconds, rate_hz_);
  head_.reserve(static_cast<std::size_t>(head_capacity_));
}

void FeatureSound::close() { *this = FeatureSound(); }

void FeatureSound::push(std::span<const float> samples) noexcept {
  const auto room = static_cast<std::size_t>(head_capacity_) - head_.size();
  const auto for_head = samples.first(std::min(room, samples.size()));
  head_.insert(head_.end(), for_head.begin(), for_head.end());
  while (!samples.empty()) {
    const auto at = static_cast<std::size_t>(heard_) % data_.size();
    const std::size_t count = std::min(samples.size(), data_.size() - at);
    std::copy_n(samples.begin(), count, data_.begin() + static_cast<std::ptrdiff_t>(at));
    heard_ += static_cast<std::int64_t>(count);
    samples = samples.subspan(count);
  }
}

void FeatureSound::set_preprocessing(const PreprocessingConfig& config) {
  preprocessing_ = config;
  blocks_.clear();
  if (config.is_off()) return;
  const bool noise = config.noise_reduction_db > 0.0F;
  const double block_s = noise ? kNoiseBlockSeconds : kFilterBlockSeconds;
  block_samples_ = samples_in(block_s, rate_hz_);
  const double memory_s = highpass_memory_s(static_cast<double>(config.highpass_hz));
  before_ = samples_in(memory_s + (noise ? kNoiseContextSeconds : 0.0), rate_hz_) + 1;
  after_ = noise ? samples_in(live_ ? kLiveNoiseLookAheadSeconds : kNoiseContextSeconds, rate_hz_) : 0;
  const std::int64_t cached = std::max(kCachedSamples, samples_in(kCachedSeconds, rate_hz_));
  blocks_.resize(static_cast<std::size_t>(cached / block_samples_ + 2));
}

std::int64_t FeatureSound::first() const {
  return live_ ? std::max<std::int64_t>(0, heard_ - static_cast<std::int64_t>(data_.size())) : 0;
}

std::int64_t FeatureSound::first_settled() const {
  const std::int64_t oldest = first();
  if (oldest == 0 || blocks_.empty()) return oldest;
  return (oldest + before_ + block_samples_ - 1) / block_samples_ * block_samples_;
}

std::int64_t FeatureSound::settled() const {
  if (!live_ || blocks_.empty()) return heard_;
  return std::max<std::int64_t>(0, heard_ - after_) / block_samples_ * block_samples_;
}

void FeatureSound::copy_held(std::int64_t first, std::span<float> out) const {
  const std::int64_t end = first + static_cast<std::int64_t>(out.size());
  if (!live_ || end <= static_cast<std::int64_t>(head_.size())) {
    std::copy_n((live_ ? head_ : data_).begin() + first, out.size(), out.begin());
    return;
  }
  const auto at = static_cast<std::size_t>(first) % data_.size();
  const std::size_t count = std::min(out.size(), data_.size() - at);
  const auto rest = std::copy_n(data_.begin() + static_cast<std::ptrdiff_t>(at), count, out.begin());
  std::copy_n(data_.begin(), out.size() - count, rest);
}

template <class Copy>
void FeatureSound::read_with_outside(std::int64_t first, std::span<float> out, Outside outside, Copy&& copy) const {
  const std::int64_t end = first + static_cast<std::int64_t>(out.size());
  const std::int64_t from = std::clamp<std::int64_t>(first, 0, heard_);
  const std::int64_t to = std::clamp<std::int64_t>(end, from, heard_);
  const auto held = out.subspan(static_cast<std::size_t>(from - first), static_cast<std::size_t>(to - from));
  copy(from, held);
  float low = 0.0F;
  float high = 0.0F;
  if (outside == Outside::edge && heard_ > 0) {
    if (first < 0) copy(0, {&low, 1});
    if (end > heard_) copy(heard_ - 1, {&high, 1});
  }
  std::fill(out.begin(), held.begin(), low);
  std::fill(held.end(), out.end(), high);
}

void FeatureSound::read_raw(std::int64_t first, std::span<float> out, Outside outside) const {
  read_with_outside(first, out, outside, [this](std::int64_t at, std::span<float> to) { copy_held(at, to); });
}

void FeatureSound::read(std::int64_t first, std::span<float> out, Outside outside) {
  if (blocks_.empty()) return read_raw(first, out, outside);
  read_with_outside(first, out, outside, [this](std::int64_t at, std::span<float> to) {
    while (!to.empty()) {
      const std::int64_t index = at / block_samples_;
      const auto offset = static_cast<std::size_t>(at - index * block_samples_);
      const Block& block = block_at(index);
      const std::size_t count = std::min(to.size(), block.samples.size() - offset);
      std::copy_n(block.samples.begin() + static_cast<std::ptrdiff_t>(offset), count, to.begin());
      to = to.subspan(count);
      at += static_cast<std::int64_t>(count);
    }
  });
}

bool FeatureSound::prepare(std::int64_t first, std::int64_t end) {
  if (preprocessing_.noise_reduction_db == 0.0F) return false;
  const std::int64_t to = std::min(end, heard_);
  for (std::int64_t index = std::max<std::int64_t>(0, first) / block_samples_; index * block_samples_ < to; ++index) {
    if (slot(index).index == index) continue;
    block_at(index);
    return true;
  }
  return false;
}

const FeatureSound::Block& FeatureSound::block_at(std::int64_t index) {
  Block& block = slot(index);
  if (block.index == index) return block;
  const std::int64_t begin = index * block_samples_;
  const std::int64_t end = std::min(heard_, begin + block_samples_);
  const std::int64_t from = std::max<std::int64_t>(0, begin - before_);
  const std::int64_t to = std::min(heard_, end + after_);
  window_.resize(static_cast<std::size_t>(to - from));
  copy_held(from, window_);
  const std::vector<float> processed = preprocess(window_, rate_hz_, preprocessing_);
  block.samples.assign(processed.begin() + (begin - from), processed.begin() + (end - from));
  block.index = index;
  return block;
}

}  // namespace emo
