// Real FFT in double precision (KissFFT behind one file), for what the rounding noise of single precision would change:
// moments and peaks of spectra whose larger part is all but silent.
#pragma once
#include <complex>
#include <memory>
#include <span>

namespace emo {

class ExactFft {
 public:
  // size: even, ≥ 2; products of 2, 3 and 5 are fast.
  explicit ExactFft(int size);
  ~ExactFft();
  ExactFft(ExactFft&&) noexcept;
  ExactFft& operator=(ExactFft&&) noexcept;

  // input: size samples; output: size/2 + 1 values, unnormalised, as RealFft.
  void forward(std::span<const double> input, std::span<std::complex<double>> output) noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace emo
