// Real FFT (KissFFT behind one file).
#pragma once
#include <complex>
#include <cstddef>
#include <memory>
#include <span>

namespace emo {

class RealFft {
 public:
  // size: even, ≥ 2; products of 2, 3 and 5 are fast.
  explicit RealFft(int size);
  ~RealFft();
  RealFft(RealFft&&) noexcept;
  RealFft& operator=(RealFft&&) noexcept;

  [[nodiscard]] int size() const noexcept;
  [[nodiscard]] int bins() const noexcept { return size() / 2 + 1; }

  // input: size() samples; output: bins() values, unnormalised: X[k] = Σ x[n] e^(−2πi kn/size).
  void forward(std::span<const float> input, std::span<std::complex<float>> output) noexcept;
  // output[k] = |X[k]|²
  void power(std::span<const float> input, std::span<float> output) noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

class InverseRealFft {
 public:
  explicit InverseRealFft(int size);  // as RealFft
  ~InverseRealFft();
  InverseRealFft(InverseRealFft&&) noexcept;
  InverseRealFft& operator=(InverseRealFft&&) noexcept;

  // input: size/2 + 1 bins of a real signal; output: size samples with RealFft(output) = input.
  void inverse(std::span<const std::complex<float>> input, std::span<float> output) noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace emo
