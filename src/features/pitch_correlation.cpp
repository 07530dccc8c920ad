#include "features/pitch_correlation.h"

#include <algorithm>

namespace emo {
namespace {

// The smallest even product of 2, 3 and 5 that is not smaller.
int fast_fft_size(int at_least) {
  for (int size = at_least + at_least % 2;; size += 2) {
    int rest = size;
    for (int prime : {2, 3, 5})
      while (rest % prime == 0) rest /= prime;
    if (rest == 1) return size;
  }
}

}  // namespace

Correlation4::Correlation4(int frame_length, int longest_lag)
    : to_power_(fast_fft_size(frame_length + longest_lag)),
      to_correlation_(to_power_.size()),
      scale_(1.0 / to_power_.size()),
      power_(static_cast<std::size_t>(to_power_.bins()) * kLanes) {}

void Correlation4::set_frame(int lane, std::span<const float> frame) noexcept {
  const std::span<float> input = to_power_.input();
  for (std::size_t i = 0; i < frame.size(); ++i) input[kLanes * i + static_cast<std::size_t>(lane)] = frame[i];
}

void Correlation4::transform() noexcept {
  to_power_.power(power_);
  // The power spectrum is real and even: its forward transform is its inverse one, times the size.
  const std::span<float> spectrum = to_correlation_.input();
  std::copy(power_.begin(), power_.end(), spectrum.begin());
  const auto size = static_cast<std::size_t>(to_power_.size());
  for (std::size_t k = power_.size() / kLanes; k < size; ++k)
    std::copy_n(power_.begin() + static_cast<std::ptrdiff_t>(kLanes * (size - k)), kLanes,
                spectrum.begin() + static_cast<std::ptrdiff_t>(kLanes * k));
  correlation_ = to_correlation_.forward();
}

ExactCorrelation4::ExactCorrelation4(int frame_length, int longest_lag)
    : size_(fast_fft_size(frame_length + longest_lag)),
      lags_(longest_lag + 1),
      fft_(size_),
      input_(static_cast<std::size_t>(size_) * kLanes),
      power_(static_cast<std::size_t>(size_)),
      spectrum_(static_cast<std::size_t>(size_ / 2 + 1)),
      correlation_(static_cast<std::size_t>(lags_) * kLanes) {}

void ExactCorrelation4::set_frame(int lane, std::span<const double> frame) noexcept {
  std::ranges::copy(frame, input_.begin() + static_cast<std::ptrdiff_t>(size_) * lane);
}

void ExactCorrelation4::transform() noexcept {
  const auto size = static_cast<std::size_t>(size_);
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    fft_.forward(std::span(input_).subspan(size * lane, size), spectrum_);
    for (std::size_t k = 0; k < size; ++k) power_[k] = std::norm(spectrum_[std::min(k, size - k)]);
    fft_.forward(power_, spectrum_);
    for (std::size_t lag = 0; lag < static_cast<std::size_t>(lags_); ++lag)
      correlation_[kLanes * lag + lane] = spectrum_[lag].real() / size_;
  }
}

}  // namespace emo
