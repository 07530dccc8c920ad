// Mel filterbank as librosa.filters.mel (Slaney's scale and area normalisation; O'Shaughnessy's with htk).
#pragma once
#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace emo {

// What is 1 of each filter: slaney: its area per Hz; none: its peak; l1, l2, max: librosa.util.normalize of its
// weights.
enum class MelNorm : unsigned char { slaney, none, l1, l2, max };
inline constexpr std::array<std::string_view, 5> kMelNormNames{"slaney", "none", "1", "2", "inf"};

struct MelConfig {
  double sample_rate_hz = 22050.0;
  int n_fft = 2048;
  int n_mels = 128;
  double fmin_hz = 0.0;
  double fmax_hz = 0.0;  // 0 = half the sample rate
  bool htk = false;
  MelNorm norm = MelNorm::slaney;
};

double hz_to_mel(double hz, bool htk);
double mel_to_hz(double mel, bool htk);

class MelFilterbank {
 public:
  explicit MelFilterbank(const MelConfig& config);

  // power: n_fft/2 + 1 values; mel: n_mels values.
  void apply(std::span<const float> power, std::span<float> mel) const noexcept;
  // Four frames, lane-interleaved: power[4k + l], mel[4m + l].
  void apply4(std::span<const float> power, std::span<float> mel) const noexcept;
  [[nodiscard]] int bands() const noexcept { return static_cast<int>(bands_.size()); }
  // The filter's weight at a bin; for tests and pictures.
  [[nodiscard]] float weight(int band, int bin) const noexcept;

 private:
  struct Band {
    std::size_t first_bin = 0;
    std::size_t bins = 0;
    std::size_t first_weight = 0;
  };
  std::vector<Band> bands_;
  std::vector<float> weights_;  // of all bands, one behind the other
};

}  // namespace emo
