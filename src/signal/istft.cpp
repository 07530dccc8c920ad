#include "signal/istft.h"

#include <algorithm>
#include <limits>

namespace emo {

OverlapAdd::OverlapAdd(const StftConfig& config, std::size_t length)
    : hop_(config.hop_length),
      before_(config.pad_samples() - (config.n_fft - config.window_samples()) / 2),
      offset_(static_cast<std::size_t>((config.n_fft - config.window_samples()) / 2)),
      window_(make_window(config.window, config.window_samples())),
      fft_(config.n_fft),
      frame_(static_cast<std::size_t>(config.n_fft)),
      sum_(length),
      weight_(length) {}

void OverlapAdd::add(std::span<const std::complex<float>> spectrum) {
  const std::int64_t start = frames_++ * hop_ - before_;
  if (start >= static_cast<std::int64_t>(sum_.size())) return;
  fft_.inverse(spectrum, frame_);
  for (auto i = static_cast<std::size_t>(std::max<std::int64_t>(0, -start)); i < window_.size(); ++i) {
    const auto at = static_cast<std::size_t>(start + static_cast<std::int64_t>(i));
    if (at >= sum_.size()) break;
    sum_[at] += frame_[offset_ + i] * window_[i];
    weight_[at] += window_[i] * window_[i];
  }
}

std::vector<float> OverlapAdd::finish() {
  for (std::size_t i = 0; i < sum_.size(); ++i)
    if (weight_[i] > std::numeric_limits<float>::min()) sum_[i] /= weight_[i];
  return std::move(sum_);
}

std::vector<float> istft(std::span<const std::complex<float>> frames, const StftConfig& config, std::size_t length) {
  const auto bins = static_cast<std::size_t>(config.n_fft / 2 + 1);
  OverlapAdd sum(config, length);
  for (std::size_t t = 0; t < frames.size() / bins; ++t) sum.add(frames.subspan(t * bins, bins));
  return sum.finish();
}

}  // namespace emo
