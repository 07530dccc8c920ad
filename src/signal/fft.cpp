#include "signal/fft.h"

#include <kiss_fftr.h>

#include <cassert>
#include <vector>

namespace emo {

static_assert(sizeof(kiss_fft_cpx) == sizeof(std::complex<float>));

struct RealFft::Impl {
  int size;
  kiss_fftr_cfg plan;
  std::vector<std::complex<float>> spectrum;

  explicit Impl(int n)
      : size(n), plan(kiss_fftr_alloc(n, 0, nullptr, nullptr)), spectrum(static_cast<std::size_t>(n / 2 + 1)) {}
  ~Impl() { kiss_fftr_free(plan); }
};

RealFft::RealFft(int size) : impl_(std::make_unique<Impl>(size)) { assert(size >= 2 && size % 2 == 0); }
RealFft::~RealFft() = default;
RealFft::RealFft(RealFft&&) noexcept = default;
RealFft& RealFft::operator=(RealFft&&) noexcept = default;

int RealFft::size() const noexcept { return impl_->size; }

void RealFft::forward(std::span<const float> input, std::span<std::complex<float>> output) noexcept {
  assert(static_cast<int>(input.size()) == size() && static_cast<int>(output.size()) == bins());
  kiss_fftr(impl_->plan, input.data(), reinterpret_cast<kiss_fft_cpx*>(output.data()));
}

void RealFft::power(std::span<const float> input, std::span<float> output) noexcept {
  forward(input, impl_->spectrum);
  for (std::size_t k = 0; k < output.size(); ++k) output[k] = std::norm(impl_->spectrum[k]);
}

struct InverseRealFft::Impl {
  int size;
  kiss_fftr_cfg plan;

  explicit Impl(int n) : size(n), plan(kiss_fftr_alloc(n, 1, nullptr, nullptr)) {}
  ~Impl() { kiss_fftr_free(plan); }
};

InverseRealFft::InverseRealFft(int size) : impl_(std::make_unique<Impl>(size)) { assert(size >= 2 && size % 2 == 0); }
InverseRealFft::~InverseRealFft() = default;
InverseRealFft::InverseRealFft(InverseRealFft&&) noexcept = default;
InverseRealFft& InverseRealFft::operator=(InverseRealFft&&) noexcept = default;

void InverseRealFft::inverse(std::span<const std::complex<float>> input, std::span<float> output) noexcept {
  assert(static_cast<int>(input.size()) == impl_->size / 2 + 1 && static_cast<int>(output.size()) == impl_->size);
  kiss_fftri(impl_->plan, reinterpret_cast<const kiss_fft_cpx*>(input.data()), output.data());
  const float scale = 1.0F / static_cast<float>(impl_->size);
  for (float& sample : output) sample *= scale;
}

}  // namespace emo
