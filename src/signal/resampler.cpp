#include "signal/resampler.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>
#include <numeric>

#include "signal/vec4.h"
#include "signal/window.h"

namespace emo {
namespace {

constexpr std::size_t kHeldFilters = 8;
constexpr int kInterpolatedPhases = 1024;  // linear interpolation between rows: error below −110 dB

double sinc(double x) { return x == 0.0 ? 1.0 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x); }

}  // namespace

ResamplerFilter::ResamplerFilter(const ResamplerConfig& config)
    : same_rate(config.input_rate_hz == config.output_rate_hz) {
  assert(config.input_rate_hz > 0.0 && config.output_rate_hz > 0.0);
  if (same_rate) return;
  // Whole hertz suffice: browsers and files give whole rates.
  const auto in = static_cast<std::uint64_t>(std::llround(config.input_rate_hz));
  const auto out = static_cast<std::uint64_t>(std::llround(config.output_rate_hz));
  const std::uint64_t divisor = std::gcd(in, out);
  up = out / divisor;
  down = in / divisor;
  exact = up <= kInterpolatedPhases;
  phases = exact ? static_cast<int>(up) : kInterpolatedPhases;

  const double nyquist = 0.5 * static_cast<double>(std::min(in, out)) / static_cast<double>(in);  // in cycles a sample
  const double transition = nyquist * (1.0 - config.pass_band);
  const double cutoff = nyquist - 0.5 * transition;
  // Kaiser's formulas for length and shape.
  const double beta = 0.1102 * (config.stop_band_db - 8.7);
  const double taps = (config.stop_band_db - 7.95) / (14.36 * transition);
  half = static_cast<int>(std::ceil(0.5 * taps)) + 1;

  table.resize(static_cast<std::size_t>(phases + 1) * static_cast<std::size_t>(2 * half));
  const double i0_beta = bessel_i0(beta);
  for (int p = 0; p <= phases; ++p) {
    const double fraction = static_cast<double>(p) / phases;
    double sum = 0.0;
    std::vector<double> row(static_cast<std::size_t>(2 * half));
    for (int j = 0; j < 2 * half; ++j) {
      const double t = (j - half + 1) - fraction;  // from the output instant to this input sample
      const double r = t / half;
      const double kaiser = std::abs(r) <= 1.0 ? bessel_i0(beta * std::sqrt(1.0 - r * r)) / i0_beta : 0.0;
      row[static_cast<std::size_t>(j)] = 2.0 * cutoff * sinc(2.0 * cutoff * t) * kaiser;
      sum += row[static_cast<std::size_t>(j)];
    }
    for (int j = 0; j < 2 * half; ++j)  // unity gain at DC in every phase
      table[static_cast<std::size_t>(p * 2 * half + j)] = static_cast<float>(row[static_cast<std::size_t>(j)] / sum);
  }
}

std::shared_ptr<const ResamplerFilter> ResamplerFilters::get(const ResamplerConfig& config) {
  auto found = std::find_if(held_.begin(), held_.end(), [&](const auto& entry) { return entry.first == config; });
  if (found == held_.end()) {
    if (held_.size() == kHeldFilters) held_.pop_back();
    found = held_.insert(held_.end(), {config, std::make_shared<const ResamplerFilter>(config)});
  }
  std::rotate(held_.begin(), found, found + 1);
  return held_.front().second;
}

Resampler::Resampler(std::shared_ptr<const ResamplerFilter> filter) : filter_(std::move(filter)) { reset(); }

void Resampler::reset() {
  history_.assign(static_cast<std::size_t>(filter_->half), 0.0F);
  first_ = -filter_->half;
  received_ = 0;
  produced_ = 0;
}

// Four partial sums and the same order of addition for one output and for four at once: blocks cannot change results.
template <int Outputs>
void Resampler::convolve(std::uint64_t k, float* out) const noexcept {
  const auto length = static_cast<std::size_t>(2 * filter_->half);
  const float* x[Outputs];
  const float* h[Outputs];
  Vec4 sums[Outputs];
  for (int i = 0; i < Outputs; ++i) {
    const std::uint64_t position = (k + static_cast<std::uint64_t>(i)) * filter_->down;
    x[i] = history_.data() + (static_cast<std::int64_t>(position / filter_->up) - filter_->half + 1 - first_);
    h[i] = filter_->table.data() + position % filter_->up * length;
    sums[i] = splat4(0.0F);
  }
  std::size_t j = 0;
  for (; j + 4 <= length; j += 4)
    for (int i = 0; i < Outputs; ++i) sums[i] += load4(x[i] + j) * load4(h[i] + j);
  for (int i = 0; i < Outputs; ++i) {
    float rest = sums[i][0];
    for (std::size_t t = j; t < length; ++t) rest += x[i][t] * h[i][t];
    out[i] = (rest + sums[i][2]) + (sums[i][1] + sums[i][3]);
  }
}

float Resampler::interpolate(std::uint64_t k) const noexcept {
  const std::uint64_t position = k * filter_->down;
  const auto length = static_cast<std::size_t>(2 * filter_->half);
  const float* x = history_.data() + (static_cast<std::int64_t>(position / filter_->up) - filter_->half + 1 - first_);
  const double phase = static_cast<double>(position % filter_->up) * filter_->phases / static_cast<double>(filter_->up);
  const auto row = static_cast<std::size_t>(phase);
  const auto mix = static_cast<float>(phase - static_cast<double>(row));
  const float* below = filter_->table.data() + row * length;
  const float* above = below + length;
  Vec4 sum_below = splat4(0.0F), sum_above = splat4(0.0F);
  std::size_t j = 0;
  for (; j + 4 <= length; j += 4) {
    sum_below += load4(x + j) * load4(below + j);
    sum_above += load4(x + j) * load4(above + j);
  }
  const auto total = [&](Vec4 sum, const float* h) {
    float rest = sum[0];
    for (std::size_t t = j; t < length; ++t) rest += x[t] * h[t];
    return (rest + sum[2]) + (sum[1] + sum[3]);
  };
  return (1.0F - mix) * total(sum_below, below) + mix * total(sum_above, above);
}

void Resampler::produce(std::uint64_t limit, std::vector<float>& output) {
  const std::int64_t available = first_ + static_cast<std::int64_t>(history_.size());  // one past the newest sample
  const auto complete = [&](std::uint64_t k) {                                         // output k and all before it
    return k < limit && static_cast<std::int64_t>(k * filter_->down / filter_->up) + filter_->half < available;
  };
  while (filter_->exact && complete(produced_ + 3)) {
    float four[4];
    convolve<4>(produced_, four);
    output.insert(output.end(), four, four + 4);
    produced_ += 4;
  }
  for (; complete(produced_); ++produced_) {
    float one = 0.0F;
    if (filter_->exact)
      convolve<1>(produced_, &one);
    else
      one = interpolate(produced_);
    output.push_back(one);
  }
  // Forget what no later output needs; in batches, so that the cost stays proportional to new samples.
  const std::int64_t needed = static_cast<std::int64_t>(produced_ * filter_->down / filter_->up) - filter_->half + 1;
  if (needed - first_ > 4096) {
    history_.erase(history_.begin(), history_.begin() + (needed - first_));
    first_ = needed;
  }
}

void Resampler::push(std::span<const float> input, std::vector<float>& output) {
  if (filter_->same_rate) {
    output.insert(output.end(), input.begin(), input.end());
    return;
  }
  history_.insert(history_.end(), input.begin(), input.end());
  received_ += input.size();
  produce(UINT64_MAX, output);
}

void Resampler::finish(std::vector<float>& output) {
  if (filter_->same_rate) return;
  const std::uint64_t total = (received_ * filter_->up + filter_->down - 1) / filter_->down;
  history_.insert(history_.end(), static_cast<std::size_t>(2 * filter_->half + 2), 0.0F);
  produce(total, output);
}

}  // namespace emo
