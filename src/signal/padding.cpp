#include "signal/padding.h"

#include <algorithm>

namespace emo {
namespace {

// The sample outside that position `at` shows in a mirror at both ends; period 2n − 2 (reflect) or 2n (symmetric).
std::int64_t mirrored(std::int64_t at, std::int64_t n, bool repeat_edge) noexcept {
  if (n == 1) return 0;
  const std::int64_t period = repeat_edge ? 2 * n : 2 * n - 2;
  const std::int64_t phase = ((at % period) + period) % period;
  return phase < n ? phase : (repeat_edge ? period - 1 - phase : period - phase);
}

float outside(std::span<const float> sound, std::int64_t at, std::int64_t pad, PadMode mode) noexcept {
  const auto n = static_cast<std::int64_t>(sound.size());
  const float edge = at < 0 ? sound.front() : sound.back();
  switch (mode) {
    case PadMode::constant:
      return 0.0F;
    case PadMode::edge:
      return edge;
    case PadMode::reflect:
    case PadMode::symmetric:
      return sound[static_cast<std::size_t>(mirrored(at, n, mode == PadMode::symmetric))];
    case PadMode::linear_ramp:
      break;
  }
  const std::int64_t distance = at < 0 ? -at : at - n + 1;
  return edge * static_cast<float>(std::max<std::int64_t>(0, pad - distance)) / static_cast<float>(pad);
}

}  // namespace

void copy_padded(std::span<const float> sound, std::int64_t start, std::int64_t pad, PadMode mode,
                 std::span<float> out) noexcept {
  const auto n = static_cast<std::int64_t>(sound.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::int64_t at = start + static_cast<std::int64_t>(i);
    out[i] = at >= 0 && at < n ? sound[static_cast<std::size_t>(at)] : outside(sound, at, pad, mode);
  }
}

}  // namespace emo
