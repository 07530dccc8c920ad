// Discrete cosine transform as scipy.fft.dct, with librosa.feature.mfcc's lifter.
#pragma once
#include <span>
#include <vector>

namespace emo {

class Dct {
 public:
  // type: 1, 2 or 3 (type 1: n_in ≥ 2); n_out ≤ n_in first coefficients; ortho: scipy's norm="ortho", else None.
  // lifter > 0: coefficient i times 1 + lifter/2 · sin(π (i + 1) / lifter).
  Dct(int n_out, int n_in, int type = 2, bool ortho = true, float lifter = 0);

  // in: n_in values; out: n_out values.
  void apply(std::span<const float> in, std::span<float> out) const noexcept;
  [[nodiscard]] int outputs() const noexcept { return n_out_; }

 private:
  int n_out_;
  std::vector<float> matrix_;  // input-major: [n_in][n_out], so that the sums of many outputs run side by side
};

}  // namespace emo
