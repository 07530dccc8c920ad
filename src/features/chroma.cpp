#include "features/chroma.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "signal/vec4.h"

namespace emo {
namespace {

constexpr double kA0Hz = 27.5;

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

}  // namespace

ChromaFilterbank::ChromaFilterbank(const ChromaConfig& config)
    : n_chroma_(config.n_chroma), groups_((config.n_chroma + 3) / 4) {
  const auto bins = static_cast<std::size_t>(config.n_fft / 2 + 1);
  weights_.resize(bins * stride());
  const BinScale scale(config);
  const double n = config.n_chroma;
  const double half = std::nearbyint(n / 2);
  const int turn = config.base_c ? 3 * (config.n_chroma / 12) : 0;
  std::vector<double> column(static_cast<std::size_t>(config.n_chroma));
  for (std::size_t k = 0; k < bins; ++k) {
    double sum = 0.0;
    for (int c = 0; c < config.n_chroma; ++c) {
      const double d = remainder_of(scale.position[k] - c + half + 10 * n, n) - half;
      const double z = 2.0 * d / scale.width[k];
      // A bump 8 widths away adds less than 1e-14.
      const double w = z * z < 64.0 ? std::exp(-0.5 * z * z) : 0.0;
      column[static_cast<std::size_t>(c)] = w;
      sum += w * w;
    }
    double factor = sum > 0.0 ? 1.0 / std::sqrt(sum) : 1.0;
    if (config.octwidth > 0) {
      const double octaves = (scale.position[k] / n - config.ctroct) / config.octwidth;
      factor *= std::exp(-0.5 * octaves * octaves);
    }
    for (int c = 0; c < config.n_chroma; ++c) {
      const int row = (c - turn + config.n_chroma) % config.n_chroma;
      weights_[k * stride() + static_cast<std::size_t>(row)] =
          static_cast<float>(column[static_cast<std::size_t>(c)] * factor);
    }
  }
}

void ChromaFilterbank::apply(std::span<const float> spectrum, std::span<float> chroma) const noexcept {
  assert(spectrum.size() * stride() == weights_.size() && static_cast<int>(chroma.size()) == n_chroma_);
  std::fill(chroma.begin(), chroma.end(), 0.0F);
  for (std::size_t k = 0; k < spectrum.size(); ++k) {
    const float* w = weights_.data() + k * stride();
    for (std::size_t c = 0; c < chroma.size(); ++c) chroma[c] += spectrum[k] * w[c];
  }
}

void ChromaFilterbank::apply4(std::span<const float> spectrum, std::span<float> chroma) const noexcept {
  const std::size_t bins = spectrum.size() / 4;
  const auto n = static_cast<std::size_t>(n_chroma_);
  assert(bins * stride() == weights_.size() && chroma.size() == 4 * n);
  for (std::size_t group = 0; group < static_cast<std::size_t>(groups_); ++group) {
    const float* w = weights_.data() + 4 * group;
    Vec4 sum0{};
    Vec4 sum1{};
    Vec4 sum2{};
    Vec4 sum3{};
    for (std::size_t k = 0; k < bins; ++k, w += stride()) {
      const Vec4 weights = load4(w);
      const float* s = spectrum.data() + 4 * k;
      sum0 += weights * s[0];
      sum1 += weights * s[1];
      sum2 += weights * s[2];
      sum3 += weights * s[3];
    }
    const Vec4 sums[4] = {sum0, sum1, sum2, sum3};
    for (std::size_t lane = 0; lane < 4; ++lane)
      for (std::size_t i = 0; i < 4 && 4 * group + i < n; ++i) chroma[lane * n + 4 * group + i] = sums[lane][i];
  }
}

float ChromaFilterbank::weight(int row, int bin) const noexcept {
  return weights_[static_cast<std::size_t>(bin) * stride() + static_cast<std::size_t>(row)];
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
