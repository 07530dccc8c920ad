// Four real FFTs at once, one a lane: KissFFT's USE_SIMD build behind one file, as fast per frame as the best SIMD
// FFTs. Where the machine has no SSE (or WASM SIMD) the scalar FFT runs four times: the same numbers, only slower.
#pragma once
#include <memory>
#include <span>

namespace emo {

inline constexpr int kLanes = 4;

class Fft4 {
 public:
  // size: even, ≥ 2; products of 2, 3 and 5 are fast.
  explicit Fft4(int size);
  ~Fft4();
  Fft4(Fft4&&) noexcept;
  Fft4& operator=(Fft4&&) noexcept;

  [[nodiscard]] int size() const noexcept;
  [[nodiscard]] int bins() const noexcept { return size() / 2 + 1; }

  // Lane-interleaved: sample n of frame l at [4n + l]. Zeros at first; a transform leaves it as it is.
  [[nodiscard]] std::span<float> input() noexcept;
  // Transforms. bin k of frame l: real part at [8k + l], imaginary part at [8k + 4 + l]; unnormalised, as RealFft.
  std::span<const float> forward() noexcept;
  // Transforms. power[4k + l] = |X[k]|² of frame l
  void power(std::span<float> power) noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace emo
