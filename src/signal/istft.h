// Inverse short-time Fourier transform, librosa.istft.
#pragma once
#include <complex>
#include <cstddef>
#include <span>
#include <vector>

#include "signal/stft.h"

namespace emo {

// frames: frame after frame, n_fft/2 + 1 bins each, as StftFrames::spectra gives them with the same config.
// Returns `length` samples: the windowed frames added up, divided by the sum of the squared windows.
std::vector<float> istft(std::span<const std::complex<float>> frames, const StftConfig& config, std::size_t length);

}  // namespace emo
