#include "signal/istft.h"

#include <algorithm>
#include <limits>

namespace emo {

std::vector<float> istft(std::span<const std::complex<float>> frames, const StftConfig& config, std::size_t length) {
  const auto bins = static_cast<std::size_t>(config.n_fft / 2 + 1);
  const std::vector<float> window = make_window(config.window, config.window_samples());
  const int offset = (config.n_fft - config.window_samples()) / 2;
  InverseRealFft fft(config.n_fft);
  std::vector<float> frame(static_cast<std::size_t>(config.n_fft));
  std::vector<float> sum(length);
  std::vector<float> weight(length);
  for (std::size_t t = 0; t < frames.size() / bins; ++t) {
    fft.inverse(frames.subspan(t * bins, bins), frame);
    const std::int64_t start = static_cast<std::int64_t>(t) * config.hop_length - config.pad_samples() + offset;
    const auto from = static_cast<std::size_t>(std::max<std::int64_t>(0, -start));
    for (std::size_t i = from; i < window.size(); ++i) {
      const auto at = static_cast<std::size_t>(start + static_cast<std::int64_t>(i));
      if (at >= length) break;
      sum[at] += frame[static_cast<std::size_t>(offset) + i] * window[i];
      weight[at] += window[i] * window[i];
    }
  }
  for (std::size_t i = 0; i < length; ++i)
    if (weight[i] > std::numeric_limits<float>::min()) sum[i] /= weight[i];
  return sum;
}

}  // namespace emo
