// Spectral contrast: peaks against valleys in octave bands (Jiang et al., 2002), librosa.feature.spectral_contrast.
#pragma once
#include <span>
#include <vector>

#include "contract/result.h"

namespace emo {

struct ContrastConfig {
  double sample_rate_hz = 22050.0;
  int n_fft = 2048;
  float fmin_hz = 200.0F;  // upper edge of the lowest band; > 0
  int n_bands = 6;         // octaves above it, ≥ 1
  double quantile = 0.02;  // share of a band's bins that are its peak and its valley; 0 … 1
};

class SpectralContrast {
 public:
  // Error: a band begins above half the sample rate, or holds no bins.
  static Result<SpectralContrast> make(const ContrastConfig& config);

  [[nodiscard]] int rows() const noexcept { return static_cast<int>(bands_.size()); }  // n_bands + 1
  // Mean of the highest and of the lowest magnitudes of each band; rows() values each.
  void apply(std::span<const float> magnitude, std::span<float> peak, std::span<float> valley) noexcept;

 private:
  struct Band {
    std::size_t first = 0;
    std::size_t bins = 0;
    std::size_t chosen = 1;  // bins that make the peak, and the valley
  };
  std::vector<Band> bands_;
  std::vector<float> sorted_;
};

}  // namespace emo
