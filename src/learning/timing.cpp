#include "learning/timing.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace emo {

std::vector<float> change_speed(std::span<const float> samples, float factor) {
  assert(factor >= 0.5F && factor <= 2.0F);
  constexpr int kHalfTaps = 16;
  const double cutoff = std::min(1.0, 1.0 / static_cast<double>(factor));  // faster: keep aliases out
  const double half_width = kHalfTaps / cutoff;
  const auto size = static_cast<std::ptrdiff_t>(samples.size());
  std::vector<float> out(static_cast<std::size_t>(std::llround(static_cast<double>(size) / factor)));
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double at = static_cast<double>(i) * factor;
    const auto first = std::max<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(std::ceil(at - half_width)));
    const auto last = std::min<std::ptrdiff_t>(size - 1, static_cast<std::ptrdiff_t>(std::floor(at + half_width)));
    double sum = 0.0;
    for (std::ptrdiff_t k = first; k <= last; ++k) {
      const double t = static_cast<double>(k) - at;
      const double angle = std::numbers::pi * cutoff * t;
      const double sinc = std::abs(angle) < 1e-9 ? 1.0 : std::sin(angle) / angle;
      const double hann = 0.5 + 0.5 * std::cos(std::numbers::pi * t / half_width);
      sum += cutoff * sinc * hann * samples[static_cast<std::size_t>(k)];
    }
    out[i] = static_cast<float>(sum);
  }
  return out;
}

std::vector<float> shift_in_time(std::span<const float> samples, std::ptrdiff_t shift) {
  if (shift >= 0) {
    std::vector<float> out(static_cast<std::size_t>(shift), 0.0F);
    out.insert(out.end(), samples.begin(), samples.end());
    return out;
  }
  const auto dropped = std::min(samples.size(), static_cast<std::size_t>(-shift));
  const auto kept = samples.subspan(dropped);
  return {kept.begin(), kept.end()};
}

std::vector<float> roll(std::span<const float> samples, std::ptrdiff_t shift, ShiftFill fill) {
  const auto size = static_cast<std::ptrdiff_t>(samples.size());
  std::vector<float> out(samples.size());
  for (std::ptrdiff_t i = 0; i < size; ++i) {
    const std::ptrdiff_t from = i - shift;
    if (from >= 0 && from < size) {
      out[static_cast<std::size_t>(i)] = samples[static_cast<std::size_t>(from)];
    } else if (fill == ShiftFill::wrap) {
      out[static_cast<std::size_t>(i)] = samples[static_cast<std::size_t>((from % size + size) % size)];
    }
  }
  return out;
}

std::vector<float> fit_length(std::span<const float> samples, std::size_t length, Placement placement, Random& random) {
  const std::size_t kept = std::min(samples.size(), length);
  const std::size_t spare = std::max(samples.size(), length) - kept;
  std::size_t before = 0;
  if (placement == Placement::centre) before = spare / 2;
  if (placement == Placement::random) before = random.below(spare + 1);
  const bool cut = samples.size() > length;
  const auto from = samples.subspan(cut ? before : 0, kept);
  std::vector<float> out(length);
  std::copy(from.begin(), from.end(), out.begin() + static_cast<std::ptrdiff_t>(cut ? 0 : before));
  return out;
}

}  // namespace emo
