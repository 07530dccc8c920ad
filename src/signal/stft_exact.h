// librosa.stft of a whole sound at librosa's own precision: window and FFT in double, the spectrum rounded to float.
// Three times the time of StftFrames (signal/stft_frames.h).
#pragma once
#include <complex>
#include <cstdint>
#include <span>
#include <vector>

#include "signal/fft_exact.h"
#include "signal/stft.h"

namespace emo {

class ExactStft {
 public:
  explicit ExactStft(const StftConfig& config);

  [[nodiscard]] int bins() const noexcept { return static_cast<int>(magnitude_.size()); }
  [[nodiscard]] const StftConfig& config() const noexcept { return config_; }

  // Frames first … first + count − 1 of a whole sound (not empty), in order.
  // on_frame(std::int64_t frame, std::span<float> magnitude): bins() values |X[k]|, which may be written over
  template <class OnFrame>
  void magnitudes(std::span<const float> sound, std::int64_t first, std::int64_t count, OnFrame&& on_frame) {
    for (std::int64_t t = first; t < first + count; ++t) {
      transform(sound, t);
      on_frame(t, std::span<float>(magnitude_));
    }
  }

 private:
  void transform(std::span<const float> sound, std::int64_t frame) noexcept;

  StftConfig config_;
  std::vector<double> window_;
  std::size_t offset_;  // of the window inside the frame
  ExactFft fft_;
  std::vector<float> samples_;
  std::vector<double> input_;
  std::vector<std::complex<double>> spectrum_;
  std::vector<float> magnitude_;
};

}  // namespace emo
