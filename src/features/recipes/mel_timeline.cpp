#include "features/recipes/mel_timeline.h"

#include <algorithm>
#include <cassert>
#include <cstdint>

#include "features/decibel.h"
#include "signal/fft4.h"

namespace emo {

MelTimeline::MelTimeline(const MelConfig& config, std::int64_t frames)
    : bank_(config),
      frames_(frames),
      values_(static_cast<std::size_t>((frames + kLanes - 1) / kLanes) * kLanes *
              static_cast<std::size_t>(config.n_mels)) {}

void MelTimeline::add(std::span<const float> power, int lanes) noexcept {
  const std::size_t size = kLanes * static_cast<std::size_t>(bank_.bands());
  assert(used_ + size <= values_.size());
  const auto group = std::span(values_).subspan(used_, size);
  bank_.apply4(power, group);
  for (std::size_t i = 0; lanes < kLanes && i < size; ++i)
    if (i % kLanes >= static_cast<std::size_t>(lanes)) group[i] = 0.0F;
  used_ += size;
}

std::vector<float> MelTimeline::means() const {
  const auto bands = static_cast<std::size_t>(bank_.bands());
  std::vector<double> sums(bands);
  const float* v = values_.data();
  for (std::size_t group = 0; group < values_.size() / (kLanes * bands); ++group)
    for (std::size_t b = 0; b < bands; ++b, v += kLanes) sums[b] += (v[0] + v[1]) + (v[2] + v[3]);
  std::vector<float> means(bands);
  for (std::size_t b = 0; b < bands; ++b) means[b] = static_cast<float>(sums[b] / static_cast<double>(frames_));
  return means;
}

std::vector<float> MelTimeline::mean_power() const { return means(); }

std::vector<float> MelTimeline::take_mean_db() noexcept {
  power_to_db(values_);
  // What lies behind the last frame must not count: zero powers have become dB.
  const auto behind = static_cast<std::size_t>(kLanes - 1 - (frames_ - 1) % kLanes);
  const std::size_t size = kLanes * static_cast<std::size_t>(bank_.bands());
  for (std::size_t i = values_.size() - size; i < values_.size(); ++i)
    if (i % kLanes >= kLanes - behind) values_[i] = 0.0F;
  return means();
}

}  // namespace emo
