// Autocorrelation of four frames at once, by two FFTs.
#pragma once
#include <complex>
#include <span>
#include <vector>

#include "signal/fft4.h"
#include "signal/fft_exact.h"

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

// The same in double precision and half as fast: what is all but 1 minus a ten-thousand-millionth is told from 1.
class ExactCorrelation4 {
 public:
  ExactCorrelation4(int frame_length, int longest_lag);

  void set_frame(int lane, std::span<const double> frame) noexcept;
  void transform() noexcept;
  [[nodiscard]] double at(int lane, int lag) const noexcept {
    return correlation_[static_cast<std::size_t>(kLanes * lag + lane)];
  }

 private:
  int size_;
  int lags_;
  ExactFft fft_;
  std::vector<double> input_;  // size_ values a lane, the frame and zeros behind it
  std::vector<double> power_;
  std::vector<std::complex<double>> spectrum_;
  std::vector<double> correlation_;
};

}  // namespace emo
