#include "features/tuning.h"

#include <algorithm>
#include <cmath>

#include "signal/stft_exact.h"

namespace emo {
namespace {

// numpy.median, in the values' precision.
float median(std::vector<float> values) {
  const std::size_t half = values.size() / 2;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(half);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

}  // namespace

Piptrack::Piptrack(const PiptrackConfig& config) : config_(config), first_(0), last_(-1) {
  const double fmin = std::max(config.fmin_hz, 0.0F);
  const double fmax = std::min<double>(config.fmax_hz, config.sample_rate_hz / 2);
  const double bin_hz = config.sample_rate_hz / config.n_fft;
  first_ = config.n_fft;
  for (int k = 1; k <= config.n_fft / 2; ++k) {
    const double hz = k * bin_hz;
    if (hz < fmin || !(hz < fmax)) continue;
    first_ = std::min(first_, k);
    last_ = k;
  }
}

float TuningEstimator::tuning() const {
  if (pitches_.empty()) return 0.0F;
  const float threshold = median(magnitudes_);
  const int bins = static_cast<int>(std::ceil(1.0 / resolution_));
  std::vector<int> counts(static_cast<std::size_t>(bins));
  const double step = 1.0 / bins;
  for (std::size_t i = 0; i < pitches_.size(); ++i) {
    if (!(magnitudes_[i] >= threshold)) continue;
    // In single precision, as librosa's are: what lies at the edge of two bins must fall as there.
    const float position = static_cast<float>(bins_per_octave_) * std::log2(pitches_[i] / 27.5F);
    float residual = position - std::floor(position);
    if (residual >= 0.5F) residual -= 1.0F;
    int bin = static_cast<int>(std::floor((residual + 0.5) * bins));
    while (bin > 0 && residual < -0.5 + bin * step) --bin;
    while (bin < bins - 1 && residual >= -0.5 + (bin + 1) * step) ++bin;
    ++counts[static_cast<std::size_t>(std::clamp(bin, 0, bins - 1))];
  }
  const auto most = std::max_element(counts.begin(), counts.end()) - counts.begin();
  return static_cast<float>(-0.5 + static_cast<double>(most) * step);
}

float estimate_tuning(std::span<const float> sound, double sample_rate_hz, const TuningConfig& config) {
  const Piptrack piptrack({.sample_rate_hz = sample_rate_hz,
                           .n_fft = config.stft.n_fft,
                           .fmin_hz = config.fmin_hz,
                           .fmax_hz = config.fmax_hz,
                           .threshold = config.threshold,
                           .ref = config.ref});
  ExactStft stft(config.stft);
  TuningEstimator estimator(config.bins_per_octave, config.resolution);
  stft.magnitudes(sound, 0, stft_frame_count(static_cast<std::int64_t>(sound.size()), config.stft),
                  [&](std::int64_t, std::span<float> spectrum) {
                    if (config.power == 2.0F)
                      for (float& s : spectrum) s *= s;
                    piptrack.peaks(spectrum, [&](int, float hz, float strength) { estimator.add(hz, strength); });
                  });
  return estimator.tuning();
}

}  // namespace emo
