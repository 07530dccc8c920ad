// Energy and sign changes of one frame of samples.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "signal/padding.h"
#include "signal/stft.h"

namespace emo {

struct FrameConfig {
  int frame_length = 2048;  // samples
  int hop_length = 512;     // samples
  bool center = true;
  PadMode pad_mode = PadMode::constant;
};

// on_frame(std::span<const float> frame) for each frame of a whole sound (not empty), as librosa.util.frame of the
// padded sound.
template <class OnFrame>
void for_each_frame(std::span<const float> sound, const FrameConfig& config, OnFrame&& on_frame) {
  const int pad = config.center ? config.frame_length / 2 : 0;
  const std::int64_t room = static_cast<std::int64_t>(sound.size()) + 2 * pad - config.frame_length;
  const std::int64_t frames = room < 0 ? 0 : 1 + room / config.hop_length;
  const auto length = static_cast<std::size_t>(config.frame_length);
  std::vector<float> edge(length);
  for (std::int64_t t = 0; t < frames; ++t) {
    const std::int64_t start = t * config.hop_length - pad;
    if (start >= 0 && static_cast<std::size_t>(start) + length <= sound.size()) {
      on_frame(sound.subspan(static_cast<std::size_t>(start), length));
    } else {
      copy_padded(sound, start, pad, config.pad_mode, edge);
      on_frame(std::span<const float>(edge));
    }
  }
}

struct ZeroCrossingConfig {
  double threshold = 1e-10;  // values of −threshold … threshold count as 0
  bool pad = false;          // the first sample counts as a crossing
  bool zero_pos = true;      // 0 counts as positive; false: as a sign of its own
};

// Crossings a sample, 0 … 1: librosa.feature.zero_crossing_rate of one frame.
float zero_crossing_rate(std::span<const float> frame, const ZeroCrossingConfig& config = {}) noexcept;

}  // namespace emo
