#include "features/yin.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace emo {
namespace {

std::string hertz(double hz) {
  std::string text = std::to_string(hz);
  return text.substr(0, text.find('.') + 3) + " Hz";
}

}  // namespace

PeriodRange period_range(const PitchRange& range, double sample_rate_hz) {
  return {static_cast<int>(std::floor(sample_rate_hz / range.fmax_hz)),
          std::min(static_cast<int>(std::ceil(sample_rate_hz / range.fmin_hz)), range.frame_length - 1)};
}

std::int64_t pitch_frame_count(const PitchRange& range, std::size_t samples) {
  const std::int64_t pad = range.center ? range.frame_length / 2 : 0;
  const std::int64_t room = static_cast<std::int64_t>(samples) + 2 * pad - range.frame_length;
  return room < 0 ? 0 : 1 + room / range.hop();
}

std::string pitch_range_problem(const PitchRange& range, double sample_rate_hz, std::size_t samples) {
  if (!(range.fmin_hz < range.fmax_hz))
    return "fmin (" + hertz(range.fmin_hz) + ") must be lower than fmax (" + hertz(range.fmax_hz) + ").";
  if (range.fmax_hz > sample_rate_hz / 2)
    return "fmax (" + hertz(range.fmax_hz) + ") lies above half the sample rate; take at most " +
           hertz(sample_rate_hz / 2) + ".";
  if (sample_rate_hz / range.fmin_hz >= range.frame_length - 1)
    return "One period of fmin (" + hertz(range.fmin_hz) + ") does not fit into a frame of " +
           std::to_string(range.frame_length) + " samples at " + hertz(sample_rate_hz) + "; take fmin above " +
           hertz(sample_rate_hz / (range.frame_length - 1)) + " or frame_length " +
           std::to_string(static_cast<int>(std::ceil(sample_rate_hz / range.fmin_hz)) + 2) + ".";
  if (pitch_frame_count(range, samples) == 0)
    return "The sound has " + std::to_string(samples) + " samples, less than a frame of " +
           std::to_string(range.frame_length) + "; take a shorter frame_length or center=true.";
  return {};
}

YinFrames::YinFrames(const Sound& sound, const PitchRange& range)
    : sound_(sound.samples),
      range_(range),
      periods_(period_range(range, sound.sample_rate_hz)),
      count_(pitch_frame_count(range, sound.samples.size())),
      correlation_(range.frame_length, periods_.longest),
      frame_(static_cast<std::size_t>(range.frame_length)),
      difference_(periods_.count()) {
  for (auto& energy : head_energy_) energy.resize(static_cast<std::size_t>(periods_.longest) + 1);
}

void YinFrames::transform(std::int64_t first) noexcept {
  const std::int64_t pad = range_.center ? range_.frame_length / 2 : 0;
  for (int lane = 0; lane < kLanes; ++lane) {
    const std::int64_t frame = std::min(first + lane, count_ - 1);
    copy_padded(sound_, frame * range_.hop() - pad, pad, range_.pad_mode, frame_);
    correlation_.set_frame(lane, frame_);
    double sum = 0.0;
    auto& energy = head_energy_[lane];
    for (std::size_t lag = 0; lag < energy.size(); ++lag) {
      energy[lag] = sum;
      sum += static_cast<double>(frame_[lag]) * frame_[lag];
    }
  }
  correlation_.transform();
}

// librosa: d(k) = 2 (r(0) − r(k)) − Σ x[m]², m < k; then d(k) over its mean up to k.
void YinFrames::normalise(int lane) noexcept {
  const auto& energy = head_energy_[lane];
  const double r0 = correlation_.at(lane, 0);
  double sum = 0.0;
  for (int lag = 1; lag <= periods_.longest; ++lag) {
    const double d = 2.0 * (r0 - correlation_.at(lane, lag)) - energy[static_cast<std::size_t>(lag)];
    sum += d;
    if (lag >= periods_.shortest)
      difference_[static_cast<std::size_t>(lag - periods_.shortest)] =
          static_cast<float>(d / (sum / lag + std::numeric_limits<float>::min()));
  }
}

float parabolic_shift(std::span<const float> difference, std::size_t at) noexcept {
  if (at == 0 || at + 1 == difference.size()) return 0.0F;
  const float a = difference[at + 1] + difference[at - 1] - 2.0F * difference[at];
  const float b = (difference[at + 1] - difference[at - 1]) / 2.0F;
  return std::abs(b) >= std::abs(a) ? 0.0F : -b / a;
}

bool is_trough(std::span<const float> difference, std::size_t at) noexcept {
  const std::size_t last = difference.size() - 1;
  if (at == 0) return difference[0] < difference[1];
  return difference[at] < difference[at - 1] && (at == last || difference[at] <= difference[at + 1]);
}

std::vector<float> yin(const Sound& sound, const YinConfig& config) {
  YinFrames frames(sound, config);
  std::vector<float> f0_hz(static_cast<std::size_t>(frames.count()));
  frames.each([&](std::int64_t frame, std::span<const float> difference) {
    std::size_t best = difference.size();
    for (std::size_t i = 0; i < difference.size() && best == difference.size(); ++i)
      if (difference[i] < config.trough_threshold && is_trough(difference, i)) best = i;
    if (best == difference.size())
      best = static_cast<std::size_t>(std::min_element(difference.begin(), difference.end()) - difference.begin());
    const double period = frames.periods().shortest + static_cast<double>(best) + parabolic_shift(difference, best);
    f0_hz[static_cast<std::size_t>(frame)] = static_cast<float>(sound.sample_rate_hz / period);
  });
  return f0_hz;
}

}  // namespace emo
