#include "signal/fft4.h"

#include <cassert>
#include <cstdlib>
#include <vector>

#include "signal/vec4.h"

#ifdef EMO_FFT4_SIMD
#include <kiss_fftr.h>
#else
#include "signal/fft.h"
#endif

namespace emo {
namespace {

struct alignas(16) Lanes {
  float of[kLanes];
};

}  // namespace

#ifdef EMO_FFT4_SIMD

static_assert(sizeof(kiss_fft_scalar) == sizeof(Lanes) && sizeof(kiss_fft_cpx) == 2 * sizeof(Lanes));

struct Fft4::Impl {
  int size;
  kiss_fftr_cfg plan;
  std::vector<Lanes> input, spectrum;

  explicit Impl(int n)
      : size(n),
        plan(kiss_fftr_alloc(n, 0, nullptr, nullptr)),
        input(static_cast<std::size_t>(n)),
        spectrum(static_cast<std::size_t>(n + 2)) {}
  ~Impl() { kiss_fftr_free(plan); }

  void transform() noexcept {
    kiss_fftr(plan, reinterpret_cast<const kiss_fft_scalar*>(input.data()),
              reinterpret_cast<kiss_fft_cpx*>(spectrum.data()));
  }
};

#else

struct Fft4::Impl {
  int size;
  RealFft fft;
  std::vector<Lanes> input, spectrum;
  std::vector<float> frame;
  std::vector<std::complex<float>> bins;

  explicit Impl(int n)
      : size(n),
        fft(n),
        input(static_cast<std::size_t>(n)),
        spectrum(static_cast<std::size_t>(n + 2)),
        frame(static_cast<std::size_t>(n)),
        bins(static_cast<std::size_t>(n / 2 + 1)) {}

  void transform() noexcept {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      for (std::size_t i = 0; i < frame.size(); ++i) frame[i] = input[i].of[lane];
      fft.forward(frame, bins);
      for (std::size_t k = 0; k < bins.size(); ++k) {
        spectrum[2 * k].of[lane] = bins[k].real();
        spectrum[2 * k + 1].of[lane] = bins[k].imag();
      }
    }
  }
};

#endif

Fft4::Fft4(int size) : impl_(std::make_unique<Impl>(size)) { assert(size >= 2 && size % 2 == 0); }
Fft4::~Fft4() = default;
Fft4::Fft4(Fft4&&) noexcept = default;
Fft4& Fft4::operator=(Fft4&&) noexcept = default;

int Fft4::size() const noexcept { return impl_->size; }

std::span<float> Fft4::input() noexcept { return {impl_->input.data()->of, impl_->input.size() * kLanes}; }

std::span<const float> Fft4::forward() noexcept {
  impl_->transform();
  return {impl_->spectrum.data()->of, impl_->spectrum.size() * kLanes};
}

void Fft4::power(std::span<float> power) noexcept {
  assert(power.size() == static_cast<std::size_t>(bins()) * kLanes);
  const float* spectrum = forward().data();
  for (std::size_t i = 0; i < power.size(); i += kLanes) {
    const Vec4 real = load4(spectrum + 2 * i);
    const Vec4 imaginary = load4(spectrum + 2 * i + kLanes);
    store4(power.data() + i, real * real + imaginary * imaginary);
  }
}

}  // namespace emo
