#include "signal/stft_frames.h"

#include <array>
#include <cassert>

#include "signal/vec4.h"

namespace emo {

StftFrames::StftFrames(const StftConfig& config)
    : config_(config),
      window_(make_window(config.window, config.window_samples())),
      offset_((config.n_fft - config.window_samples()) / 2),
      fft_(config.n_fft),
      edges_(window_.size() * kLanes),
      power_(static_cast<std::size_t>(fft_.bins()) * kLanes),
      separated_(power_.size()),
      spectrum_(static_cast<std::size_t>(fft_.bins())) {
  assert(config.window_samples() <= config.n_fft && config.hop_length > 0);
}

// Windows four frames into the lanes; beyond the window the input holds zeros for ever.
void StftFrames::load(std::span<const float> sound, std::int64_t first, int lanes) noexcept {
  const std::size_t length = window_.size();
  std::array<const float*, kLanes> from{};
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    if (lane >= static_cast<std::size_t>(lanes)) {
      from[lane] = from[0];
      continue;
    }
    const std::int64_t frame = first + static_cast<std::int64_t>(lane);
    const std::int64_t start = frame * config_.hop_length - config_.pad_samples() + offset_;
    if (start >= 0 && start + static_cast<std::int64_t>(length) <= static_cast<std::int64_t>(sound.size())) {
      from[lane] = sound.data() + start;
    } else {
      const auto edge = std::span(edges_).subspan(lane * length, length);
      copy_padded(sound, start, config_.pad_samples(), config_.pad_mode, edge);
      from[lane] = edge.data();
    }
  }
  float* to = fft_.input().data() + static_cast<std::size_t>(offset_) * kLanes;
  std::size_t i = 0;
  for (; i + kLanes <= length; i += kLanes) {
    const Vec4 w = load4(window_.data() + i);
    Vec4 a = load4(from[0] + i) * w;
    Vec4 b = load4(from[1] + i) * w;
    Vec4 c = load4(from[2] + i) * w;
    Vec4 d = load4(from[3] + i) * w;
    transpose4(a, b, c, d);
    store4(to + 4 * i, a);
    store4(to + 4 * i + 4, b);
    store4(to + 4 * i + 8, c);
    store4(to + 4 * i + 12, d);
  }
  for (; i < length; ++i)
    for (std::size_t lane = 0; lane < kLanes; ++lane) to[4 * i + lane] = from[lane][i] * window_[i];
}

void StftFrames::separate(std::span<const float> power) noexcept {
  const auto n = static_cast<std::size_t>(bins());
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t lane = 0; lane < kLanes; ++lane) separated_[lane * n + k] = power[kLanes * k + lane];
}

void StftFrames::take_lane(std::span<const float> spectrum, int lane) noexcept {
  const auto l = static_cast<std::size_t>(lane);
  for (std::size_t k = 0; k < spectrum_.size(); ++k) spectrum_[k] = {spectrum[8 * k + l], spectrum[8 * k + kLanes + l]};
}

}  // namespace emo
