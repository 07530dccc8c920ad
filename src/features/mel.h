// Mel filterbank as librosa.filters.mel (Slaney's scale and area normalisation; O'Shaughnessy's with htk).
#pragma once
#include <span>
#include <vector>

namespace emo {

struct MelConfig {
  double sample_rate_hz = 22050.0;
  int n_fft = 2048;
  int n_mels = 128;
  double fmin_hz = 0.0;
  double fmax_hz = 0.0;  // 0 = half the sample rate
  bool htk = false;
  bool slaney_norm = true;  // each filter's area is 1 per Hz; false: peaks of 1
};

double hz_to_mel(double hz, bool htk);
double mel_to_hz(double mel, bool htk);

class MelFilterbank {
 public:
  explicit MelFilterbank(const MelConfig& config);

  // power: n_fft/2 + 1 values; mel: n_mels values.
  void apply(std::span<const float> power, std::span<float> mel) const noexcept;
  [[nodiscard]] int bands() const noexcept { return static_cast<int>(bands_.size()); }
  // The filter's weight at a bin; for tests and pictures.
  [[nodiscard]] float weight(int band, int bin) const noexcept;

 private:
  struct Band {
    int first_bin;
    std::vector<float> weights;
  };
  std::vector<Band> bands_;
};

}  // namespace emo
