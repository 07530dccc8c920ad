// Shape of one spectrum: librosa.feature.spectral_centroid, _bandwidth, _rolloff and _flatness. Bin k lies at k ·
// bin_hz.
#pragma once
#include <span>

namespace emo {

// Σ f |X| / Σ |X| in Hz; 0 in silence.
float spectral_centroid_hz(std::span<const float> magnitude, float bin_hz) noexcept;

struct BandwidthConfig {
  float p = 2.0F;    // > 0
  bool norm = true;  // divide the magnitudes by their sum
};
// (Σ |X| |f − centroid|^p)^(1/p) in Hz
float spectral_bandwidth_hz(std::span<const float> magnitude, float bin_hz, float centroid_hz,
                            const BandwidthConfig& config = {}) noexcept;

// The first frequency up to which roll_percent (0 … 1) of the summed magnitudes lie, in Hz.
float spectral_rolloff_hz(std::span<const float> magnitude, float bin_hz, float roll_percent = 0.85F) noexcept;

struct FlatnessConfig {
  float amin = 1e-10F;  // smaller values count as this; > 0
  float power = 2.0F;   // exponent of the magnitudes
};
// Geometric mean over arithmetic mean, 0 … 1; 1: white.
float spectral_flatness(std::span<const float> magnitude, const FlatnessConfig& config = {}) noexcept;

}  // namespace emo
