// Autocorrelation of four frames at once, by two FFTs.
#pragma once
#include <span>
#include <vector>

#include "signal/fft4.h"

namespace emo {

class Correlation4 {
 public:
  // Frames of so many samples, lags 0 … longest_lag < frame_length.
  Correlation4(int frame_length, int longest_lag);

  void set_frame(int lane, std::span<const float> frame) noexcept;  // frame_length samples
  void transform() noexcept;
  // Σ x[n] x[n + lag] over the frame.
  [[nodiscard]] double at(int lane, int lag) const noexcept {
    return scale_ * correlation_[static_cast<std::size_t>(2 * kLanes * lag + lane)];
  }

 private:
  Fft4 to_power_;
  Fft4 to_correlation_;
  double scale_;
  std::vector<float> power_;
  std::span<const float> correlation_;
};

}  // namespace emo
