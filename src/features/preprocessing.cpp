#include "features/preprocessing.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "signal/fft.h"
#include "signal/padding.h"
#include "signal/window.h"

namespace emo {
namespace {

// librosa starts the filter with the state 2 x[0] − x[1], so y[0] = 3 x[0] − x[1].
void preemphasise(std::vector<float>& x, float a) {
  const float state = x.size() > 1 ? 2.0F * x[0] - x[1] : x[0];
  for (std::size_t i = x.size() - 1; i > 0; --i) x[i] -= a * x[i - 1];
  x[0] += state;
}

// Second-order Butterworth by the bilinear transform, its −3 dB exactly at the cut-off.
void highpass(std::vector<float>& x, double cutoff_hz, double rate_hz) {
  const double k = std::tan(std::numbers::pi * std::min(cutoff_hz / rate_hz, 0.49));
  const double norm = 1.0 / (1.0 + std::numbers::sqrt2 * k + k * k);
  const double a1 = 2.0 * (k * k - 1.0) * norm;
  const double a2 = (1.0 - std::numbers::sqrt2 * k + k * k) * norm;
  double s1 = 0.0;
  double s2 = 0.0;
  for (float& sample : x) {
    const double in = norm * sample;
    const double out = in + s1;
    s1 = -2.0 * in - a1 * out + s2;
    s2 = in - a2 * out;
    sample = static_cast<float>(out);
  }
}

// Spectral subtraction: S. Boll (1979), IEEE Trans. ASSP 27(2), 113–120, with the over-subtraction of M. Berouti,
// R. Schwartz & J. Makhoul (1979), Proc. ICASSP, 208–211. The noise is what the quietest tenth of the frames hold.
class NoiseReduction {
 public:
  NoiseReduction(std::span<const float> sound, double rate_hz, double most_db)
      : sound_(sound),
        size_(frame_size(rate_hz)),
        hop_(size_ / 4),
        floor_(std::pow(10.0, -most_db / 10.0)),
        window_(hann_window(size_)),
        fft_(size_),
        inverse_(size_),
        frame_(window_.size()),
        spectrum_(static_cast<std::size_t>(fft_.bins())),
        power_(spectrum_.size()) {}

  std::vector<float> apply() {
    if (!learn_noise()) return {sound_.begin(), sound_.end()};
    std::vector<float> sum(sound_.size());
    std::vector<float> weight(sound_.size());
    const auto end = static_cast<std::int64_t>(sound_.size());
    for (std::int64_t start = hop_ - size_; start < end; start += hop_) {
      transform(start);
      attenuate();
      inverse_.inverse(spectrum_, frame_);
      for (std::int64_t i = std::max<std::int64_t>(0, -start); i < size_ && start + i < end; ++i) {
        const auto at = static_cast<std::size_t>(start + i);
        const float w = window_[static_cast<std::size_t>(i)];
        sum[at] += w * frame_[static_cast<std::size_t>(i)];
        weight[at] += w * w;
      }
    }
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] /= weight[i];
    return sum;
  }

 private:
  static int frame_size(double rate_hz) {  // 32 … 64 ms
    int size = 128;
    while (size < 0.032 * rate_hz) size *= 2;
    return size;
  }

  void transform(std::int64_t start) {
    copy_padded(sound_, start, size_, PadMode::constant, frame_);
    for (std::size_t i = 0; i < frame_.size(); ++i) frame_[i] *= window_[i];
    fft_.forward(frame_, spectrum_);
    for (std::size_t k = 0; k < power_.size(); ++k) power_[k] = std::norm(spectrum_[k]);
  }

  // False: there is nothing to learn from. Digital silence is not noise.
  bool learn_noise() {
    std::vector<std::pair<double, std::int64_t>> frames;  // mean square, start
    for (std::int64_t start = 0; start + size_ <= static_cast<std::int64_t>(sound_.size()); start += hop_) {
      double energy = 0.0;
      for (float s : sound_.subspan(static_cast<std::size_t>(start), static_cast<std::size_t>(size_)))
        energy += static_cast<double>(s) * s;
      if (energy > 1e-10 * size_) frames.emplace_back(energy, start);
    }
    if (frames.empty()) return false;
    constexpr std::size_t fewest = 5;
    const std::size_t quiet = std::min(frames.size(), std::max(fewest, frames.size() / 10));
    std::partial_sort(frames.begin(), frames.begin() + static_cast<std::ptrdiff_t>(quiet), frames.end());
    noise_.assign(power_.size(), 0.0);
    for (std::size_t i = 0; i < quiet; ++i) {
      transform(frames[i].second);
      for (std::size_t k = 0; k < noise_.size(); ++k) noise_[k] += power_[k] / static_cast<double>(quiet);
    }
    for (double n : noise_) noise_energy_ += n;
    return true;
  }

  void attenuate() {
    double energy = 0.0;
    for (float p : power_) energy += p;
    const double snr_db = 10.0 * std::log10(std::max(energy, 1e-30) / noise_energy_);
    const double over = std::clamp(4.0 - 3.0 / 20.0 * snr_db, 1.0, 4.75);
    const std::size_t last = power_.size() - 1;
    for (std::size_t k = 0; k <= last; ++k) {
      // The neighbours steady the estimate: single bins of noise fluctuate into "musical" tones.
      const double power =
          0.25 * power_[k == 0 ? 1 : k - 1] + 0.5 * power_[k] + 0.25 * power_[k == last ? last - 1 : k + 1];
      const double kept = power > 0.0 ? 1.0 - over * noise_[k] / power : 0.0;
      spectrum_[k] *= static_cast<float>(std::sqrt(std::max(kept, floor_)));
    }
  }

  std::span<const float> sound_;
  int size_;
  int hop_;
  double floor_;  // of the power
  std::vector<float> window_;
  RealFft fft_;
  InverseRealFft inverse_;
  std::vector<float> frame_;
  std::vector<std::complex<float>> spectrum_;
  std::vector<float> power_;
  std::vector<double> noise_;
  double noise_energy_ = 0.0;
};

}  // namespace

std::vector<float> preprocess(std::span<const float> samples, double sample_rate_hz,
                              const PreprocessingConfig& config) {
  std::vector<float> out(samples.begin(), samples.end());
  if (out.empty()) return out;
  if (config.highpass_hz > 0.0F) highpass(out, config.highpass_hz, sample_rate_hz);
  if (config.noise_reduction_db > 0.0F) out = NoiseReduction(out, sample_rate_hz, config.noise_reduction_db).apply();
  if (config.preemphasis > 0.0F) preemphasise(out, config.preemphasis);
  return out;
}

}  // namespace emo
