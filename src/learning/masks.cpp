#include "learning/masks.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace emo {
namespace {

Mask draw(bool over_frames, int count, int widest, Random& random) {
  Mask mask{.over_frames = over_frames};
  mask.width = static_cast<int>(random.below(static_cast<std::size_t>(std::clamp(widest, 0, count)) + 1));
  mask.first = static_cast<int>(random.below(static_cast<std::size_t>(count - mask.width) + 1));
  return mask;
}

float mean_of(std::span<const float> values) {
  return static_cast<float>(std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()));
}

// What each row is filled with.
std::vector<float> fills(std::span<const float> values, std::size_t rows, std::size_t frames, const MaskConfig& c) {
  if (c.fill == MaskFill::value) return std::vector<float>(rows, c.value);
  if (c.fill == MaskFill::mean) return std::vector<float>(rows, mean_of(values));
  std::vector<float> means;
  for (std::size_t r = 0; r < rows; ++r) means.push_back(mean_of(values.subspan(r * frames, frames)));
  return means;
}

}  // namespace

std::vector<Mask> mask_features(std::span<float> values, int rows, int frames, const MaskConfig& config,
                                Random& random) {
  assert(rows >= 0 && frames >= 0);
  const auto height = static_cast<std::size_t>(rows);
  const auto length = static_cast<std::size_t>(frames);
  assert(values.size() == height * length);
  if (values.empty()) return {};
  const int time_width = std::min(config.time_width, static_cast<int>(config.time_share * static_cast<float>(frames)));
  std::vector<Mask> masks;
  for (int i = 0; i < config.frequency_masks; ++i) masks.push_back(draw(false, rows, config.frequency_width, random));
  for (int i = 0; i < config.time_masks; ++i) masks.push_back(draw(true, frames, time_width, random));

  const std::vector<float> fill = fills(values, height, length, config);
  for (const Mask& mask : masks) {
    const auto first = static_cast<std::size_t>(mask.first);
    const auto width = static_cast<std::size_t>(mask.width);
    const std::size_t row_end = mask.over_frames ? height : first + width;
    for (std::size_t r = mask.over_frames ? 0 : first; r < row_end; ++r)
      std::fill_n(values.begin() + static_cast<std::ptrdiff_t>(r * length + (mask.over_frames ? first : 0)),
                  mask.over_frames ? width : length, fill[r]);
  }
  return masks;
}

}  // namespace emo
