#include "features/chroma.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "signal/vec4.h"

namespace emo {
namespace {

constexpr double kA0Hz = 27.5;
// Squared distance, in standard deviations, from which on a bump (< 1.1e-7 of its peak) counts as nothing: more than
// half of all weights.
constexpr double kFarthest = 32.0;

// Python's remainder: of the divisor's sign.
double remainder_of(double x, double y) { return x - y * std::floor(x / y); }

// Position of each bin on the scale of chroma bins, and how many of these it spans.
struct BinScale {
  std::vector<double> position, width;

  explicit BinScale(const ChromaConfig& c) {
    const int bins = c.n_fft / 2 + 1;
    const double bin_hz = c.sample_rate_hz / c.n_fft;
    const auto at = [&](int k) { return c.n_chroma * std::log2(k * bin_hz / kA0Hz) - c.tuning; };
    for (int k = 1; k <= bins; ++k) position.push_back(at(k));
    position.insert(position.begin(), position.front() - 1.5 * c.n_chroma);  // DC: half turned from bin 1, and broad
    for (std::size_t k = 0; k < static_cast<std::size_t>(bins); ++k)
      width.push_back(std::max(position[k + 1] - position[k], 1.0));
  }
};

// Gaussian bumps around a position on the circle of chroma bins; returns the sum of their squares.
double put_bumps(double position, double width, std::span<double> column) {
  const auto n = static_cast<double>(column.size());
  const double half = std::nearbyint(n / 2);
  double sum = 0.0;
  double d = remainder_of(position + half + 10 * n, n) - half;
  for (double& weight : column) {
    const double z = 2.0 * d / width;
    weight = z * z < kFarthest ? std::exp(-0.5 * z * z) : 0.0;
    sum += weight * weight;
    d -= 1.0;
    if (d < -half) d += n;
  }
  return sum;
}

}  // namespace

ChromaFilterbank::ChromaFilterbank(const ChromaConfig& config) : n_chroma_(config.n_chroma) {
  const auto bins = static_cast<std::size_t>(config.n_fft / 2 + 1);
  const auto rows = static_cast<std::size_t>(config.n_chroma);
  const BinScale scale(config);
  const int turn = config.base_c ? 3 * (config.n_chroma / 12) : 0;
  std::vector<double> column(rows);
  std::vector<float> weights(rows * bins);
  for (std::size_t k = 0; k < bins; ++k) {
    const double sum = put_bumps(scale.position[k], scale.width[k], column);
    double factor = sum > 0.0 ? 1.0 / std::sqrt(sum) : 1.0;
    if (config.octwidth > 0) {
      const double octaves = (scale.position[k] / config.n_chroma - config.ctroct) / config.octwidth;
      factor *= std::exp(-0.5 * octaves * octaves);
    }
    for (int c = 0; c < config.n_chroma; ++c) {
      const auto row = static_cast<std::size_t>((c - turn + config.n_chroma) % config.n_chroma);
      weights[row * bins + k] = static_cast<float>(column[static_cast<std::size_t>(c)] * factor);
    }
  }
  for (std::size_t row = 0; row < rows; ++row) add_row(std::span(weights).subspan(row * bins, bins));
  first_run_.push_back(runs_.size());
}

void ChromaFilterbank::add_row(std::span<const float> weights) {
  first_run_.push_back(runs_.size());
  for (std::size_t k = 0; k < weights.size(); ++k) {
    if (weights[k] == 0.0F) continue;
    if (k == 0 || weights[k - 1] == 0.0F) runs_.push_back({k, 0, weights_.size()});
    ++runs_.back().bins;
    weights_.push_back(weights[k]);
  }
}

void ChromaFilterbank::apply(std::span<const float> spectrum, std::span<float> chroma) const noexcept {
  assert(static_cast<int>(chroma.size()) == n_chroma_);
  for (std::size_t row = 0; row < chroma.size(); ++row) {
    float sum = 0.0F;
    for (const Run& run : runs_of(row)) {
      const float* s = spectrum.data() + run.first_bin;
      const float* w = weights_.data() + run.first_weight;
      for (std::size_t i = 0; i < run.bins; ++i) sum += s[i] * w[i];
    }
    chroma[row] = sum;
  }
}

void ChromaFilterbank::apply4(std::span<const float> spectrum, std::span<float> chroma) const noexcept {
  const auto n = static_cast<std::size_t>(n_chroma_);
  assert(chroma.size() == 4 * n);
  for (std::size_t row = 0; row < n; ++row) {
    Vec4 sum0{};  // four sums: one would wait for itself
    Vec4 sum1{};
    Vec4 sum2{};
    Vec4 sum3{};
    for (const Run& run : runs_of(row)) {
      const float* s = spectrum.data() + 4 * run.first_bin;
      const float* w = weights_.data() + run.first_weight;
      std::size_t i = 0;
      for (; i + 4 <= run.bins; i += 4) {
        sum0 += load4(s + 4 * i) * w[i];
        sum1 += load4(s + 4 * i + 4) * w[i + 1];
        sum2 += load4(s + 4 * i + 8) * w[i + 2];
        sum3 += load4(s + 4 * i + 12) * w[i + 3];
      }
      for (; i < run.bins; ++i) sum0 += load4(s + 4 * i) * w[i];
    }
    sum0 = (sum0 + sum1) + (sum2 + sum3);
    for (std::size_t lane = 0; lane < 4; ++lane) chroma[lane * n + row] = sum0[lane];
  }
}

float ChromaFilterbank::weight(int row, int bin) const noexcept {
  const auto k = static_cast<std::size_t>(bin);
  for (const Run& run : runs_of(static_cast<std::size_t>(row)))
    if (k >= run.first_bin && k < run.first_bin + run.bins) return weights_[run.first_weight + k - run.first_bin];
  return 0.0F;
}

void normalize(std::span<float> chroma, ChromaNorm norm) noexcept {
  double length = norm == ChromaNorm::min ? std::numeric_limits<double>::infinity() : 0.0;
  for (float c : chroma) {
    const double mag = std::abs(c);
    switch (norm) {
      case ChromaNorm::max:
        length = std::max(length, mag);
        break;
      case ChromaNorm::min:
        length = std::min(length, mag);
        break;
      case ChromaNorm::l1:
        length += mag;
        break;
      case ChromaNorm::l2:
        length += mag * mag;
        break;
      case ChromaNorm::count:
        length += mag > 0 ? 1 : 0;
        break;
      case ChromaNorm::none:
        return;
    }
  }
  if (norm == ChromaNorm::l2) length = std::sqrt(length);
  if (length < std::numeric_limits<float>::min()) return;
  for (float& c : chroma) c = static_cast<float>(c / length);
}

}  // namespace emo
