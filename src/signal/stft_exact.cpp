#include "signal/stft_exact.h"

#include <cassert>
#include <cmath>

namespace emo {

ExactStft::ExactStft(const StftConfig& config)
    : config_(config),
      window_(make_exact_window(config.window, config.window_samples())),
      offset_(static_cast<std::size_t>((config.n_fft - config.window_samples()) / 2)),
      fft_(config.n_fft),
      samples_(window_.size()),
      input_(static_cast<std::size_t>(config.n_fft)),
      spectrum_(static_cast<std::size_t>(config.n_fft / 2 + 1)),
      magnitude_(spectrum_.size()) {
  assert(config.window_samples() <= config.n_fft && config.hop_length > 0);
}

void ExactStft::transform(std::span<const float> sound, std::int64_t frame) noexcept {
  const std::int64_t start = frame * config_.hop_length - config_.pad_samples() + static_cast<std::int64_t>(offset_);
  copy_padded(sound, start, config_.pad_samples(), config_.pad_mode, samples_);
  for (std::size_t i = 0; i < window_.size(); ++i) input_[offset_ + i] = window_[i] * samples_[i];
  fft_.forward(input_, spectrum_);
  for (std::size_t k = 0; k < spectrum_.size(); ++k) {
    const auto real = static_cast<double>(static_cast<float>(spectrum_[k].real()));
    const auto imaginary = static_cast<double>(static_cast<float>(spectrum_[k].imag()));
    magnitude_[k] = static_cast<float>(std::sqrt(real * real + imaginary * imaginary));
  }
}

}  // namespace emo
