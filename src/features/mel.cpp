#include "features/mel.h"

#include <algorithm>
#include <cmath>

#include "signal/vec4.h"

namespace emo {
namespace {

// Slaney's Auditory Toolbox: linear below 1 kHz, 27 logarithmic steps per factor 6.4 above.
constexpr double kLinearStepHz = 200.0 / 3.0;
constexpr double kLogStartHz = 1000.0;
constexpr double kLogStartMel = kLogStartHz / kLinearStepHz;
const double kLogStep = std::log(6.4) / 27.0;

double scale_of(const std::vector<double>& filter, MelNorm norm) {
  double length = 0.0;
  for (double w : filter) {
    if (norm == MelNorm::l1) length += w;
    if (norm == MelNorm::l2) length += w * w;
    if (norm == MelNorm::max) length = std::max(length, w);
  }
  if (norm == MelNorm::l2) length = std::sqrt(length);
  return length > 0.0 ? 1.0 / length : 1.0;
}

}  // namespace

double hz_to_mel(double hz, bool htk) {
  if (htk) return 2595.0 * std::log10(1.0 + hz / 700.0);
  return hz < kLogStartHz ? hz / kLinearStepHz : kLogStartMel + std::log(hz / kLogStartHz) / kLogStep;
}

double mel_to_hz(double mel, bool htk) {
  if (htk) return 700.0 * (std::pow(10.0, mel / 2595.0) - 1.0);
  return mel < kLogStartMel ? mel * kLinearStepHz : kLogStartHz * std::exp(kLogStep * (mel - kLogStartMel));
}

MelFilterbank::MelFilterbank(const MelConfig& config) {
  const double fmax = config.fmax_hz > 0.0 ? config.fmax_hz : config.sample_rate_hz / 2.0;
  const double low = hz_to_mel(config.fmin_hz, config.htk);
  const double high = hz_to_mel(fmax, config.htk);
  std::vector<double> edges(static_cast<std::size_t>(config.n_mels) + 2);
  for (std::size_t i = 0; i < edges.size(); ++i)
    edges[i] = mel_to_hz(low + (high - low) * static_cast<double>(i) / (config.n_mels + 1), config.htk);

  const double bin_hz = config.sample_rate_hz / config.n_fft;
  std::vector<double> filter;
  for (std::size_t m = 0; m < static_cast<std::size_t>(config.n_mels); ++m) {
    const double left = edges[m];
    const double centre = edges[m + 1];
    const double right = edges[m + 2];
    filter.clear();
    const int from = std::max(0, static_cast<int>(left / bin_hz));
    const int to = std::min(config.n_fft / 2, static_cast<int>(right / bin_hz) + 1);
    Band band{.first_weight = weights_.size()};
    for (int k = from; k <= to; ++k) {
      const double hz = k * bin_hz;
      const double w = std::min((hz - left) / (centre - left), (right - hz) / (right - centre));
      if (!(w > 0.0)) continue;
      if (filter.empty()) band.first_bin = static_cast<std::size_t>(k);
      filter.push_back(w);
    }
    band.bins = filter.size();
    const double scale = config.norm == MelNorm::slaney ? 2.0 / (right - left) : scale_of(filter, config.norm);
    for (double w : filter) weights_.push_back(static_cast<float>(w * scale));
    bands_.push_back(band);
  }
}

void MelFilterbank::apply(std::span<const float> power, std::span<float> mel) const noexcept {
  for (std::size_t m = 0; m < bands_.size(); ++m) {
    const Band& band = bands_[m];
    const float* p = power.data() + band.first_bin;
    const float* w = weights_.data() + band.first_weight;
    float sum = 0.0F;
    for (std::size_t k = 0; k < band.bins; ++k) sum += p[k] * w[k];
    mel[m] = sum;
  }
}

void MelFilterbank::apply4(std::span<const float> power, std::span<float> mel) const noexcept {
  for (std::size_t m = 0; m < bands_.size(); ++m) {
    const Band& band = bands_[m];
    const float* p = power.data() + 4 * band.first_bin;
    const float* w = weights_.data() + band.first_weight;
    Vec4 sum{};
    for (std::size_t k = 0; k < band.bins; ++k) sum += load4(p + 4 * k) * w[k];
    store4(mel.data() + 4 * m, sum);
  }
}

float MelFilterbank::weight(int band, int bin) const noexcept {
  const Band& b = bands_[static_cast<std::size_t>(band)];
  const auto k = static_cast<std::size_t>(bin);
  return k >= b.first_bin && k < b.first_bin + b.bins ? weights_[b.first_weight + k - b.first_bin] : 0.0F;
}

}  // namespace emo
