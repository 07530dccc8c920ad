#include "signal/fft_exact.h"

#include <kiss_fftr.h>

#include <cassert>

namespace emo {

static_assert(sizeof(kiss_fft_cpx) == sizeof(std::complex<double>));

struct ExactFft::Impl {
  int size;
  kiss_fftr_cfg plan;

  explicit Impl(int n) : size(n), plan(kiss_fftr_alloc(n, 0, nullptr, nullptr)) {}
  ~Impl() { kiss_fftr_free(plan); }
};

ExactFft::ExactFft(int size) : impl_(std::make_unique<Impl>(size)) { assert(size >= 2 && size % 2 == 0); }
ExactFft::~ExactFft() = default;
ExactFft::ExactFft(ExactFft&&) noexcept = default;
ExactFft& ExactFft::operator=(ExactFft&&) noexcept = default;

void ExactFft::forward(std::span<const double> input, std::span<std::complex<double>> output) noexcept {
  assert(static_cast<int>(input.size()) == impl_->size && static_cast<int>(output.size()) == impl_->size / 2 + 1);
  kiss_fftr(impl_->plan, input.data(), reinterpret_cast<kiss_fft_cpx*>(output.data()));
}

}  // namespace emo
