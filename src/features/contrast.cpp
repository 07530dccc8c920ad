#include "features/contrast.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace emo {

Result<SpectralContrast> SpectralContrast::make(const ContrastConfig& config) {
  SpectralContrast contrast;
  const int last = config.n_fft / 2;
  const double bin_hz = config.sample_rate_hz / config.n_fft;
  for (int b = 0; b <= config.n_bands; ++b) {
    const double low = b == 0 ? 0.0 : config.fmin_hz * std::pow(2.0, b - 1);
    const double high = config.fmin_hz * std::pow(2.0, b);
    if (low >= config.sample_rate_hz / 2)
      return Error{"Band " + std::to_string(b) + " of the contrast would begin at " + std::to_string(low) +
                   " Hz, above half the sample rate. Lower fmin or n_bands."};
    int from = static_cast<int>(std::ceil(low / bin_hz));
    int to = std::min(last, static_cast<int>(std::floor(high / bin_hz)));
    // librosa lets each band begin one bin earlier, the last reach the end, and the others lose their last bin.
    const bool empty = from > to;
    if (b > 0) --from;
    if (b == config.n_bands) to = last;
    const int selected = to - from + 1;
    if (b < config.n_bands) --to;
    if (empty || to < from)
      return Error{"Band " + std::to_string(b) + " of the contrast holds no frequency bin. Raise n_fft or fmin."};
    const auto bins = static_cast<std::size_t>(to - from + 1);
    const double share = std::nearbyint(config.quantile * selected);
    contrast.bands_.push_back(
        {static_cast<std::size_t>(from), bins, std::clamp<std::size_t>(static_cast<std::size_t>(share), 1, bins)});
  }
  contrast.sorted_.resize(static_cast<std::size_t>(last) + 1);
  return contrast;
}

void SpectralContrast::apply(std::span<const float> magnitude, std::span<float> peak,
                             std::span<float> valley) noexcept {
  for (std::size_t b = 0; b < bands_.size(); ++b) {
    const Band& band = bands_[b];
    const auto from = magnitude.begin() + static_cast<std::ptrdiff_t>(band.first);
    const auto end = std::copy(from, from + static_cast<std::ptrdiff_t>(band.bins), sorted_.begin());
    const auto chosen = static_cast<std::ptrdiff_t>(band.chosen);
    const auto n = static_cast<double>(band.chosen);
    std::nth_element(sorted_.begin(), sorted_.begin() + chosen - 1, end);
    valley[b] = static_cast<float>(std::accumulate(sorted_.begin(), sorted_.begin() + chosen, 0.0) / n);
    std::nth_element(sorted_.begin(), end - chosen, end);
    peak[b] = static_cast<float>(std::accumulate(end - chosen, end, 0.0) / n);
  }
}

}  // namespace emo
