// Inverse short-time Fourier transform, librosa.istft.
#pragma once
#include <complex>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "signal/stft.h"

namespace emo {

// One frame after the other: the windowed frames added up, divided by the sum of the squared windows.
class OverlapAdd {
 public:
  OverlapAdd(const StftConfig& config, std::size_t length);
  void add(std::span<const std::complex<float>> spectrum);  // n_fft/2 + 1 bins
  std::vector<float> finish();                              // length samples; once

 private:
  std::int64_t frames_ = 0;
  std::int64_t hop_;
  std::int64_t before_;  // samples of frame 0's window that lie before the sound
  std::size_t offset_;   // of the window in the frame
  std::vector<float> window_;
  InverseRealFft fft_;
  std::vector<float> frame_;
  std::vector<float> sum_;
  std::vector<float> weight_;
};

// frames: frame after frame, n_fft/2 + 1 bins each, as StftFrames::spectra gives them with the same config.
std::vector<float> istft(std::span<const std::complex<float>> frames, const StftConfig& config, std::size_t length);

}  // namespace emo
