#include "session/occlusion.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "features/mel.h"
#include "signal/istft.h"
#include "signal/stft_frames.h"

namespace emo {
namespace {

constexpr double kFrameSeconds = 0.03;  // the frame is the next power of two
constexpr std::size_t kOverlap = 4;     // frames over a sample
constexpr double kFadeSeconds = 0.024;
constexpr double kFadeOfBand = 1.0 / 7.0;
constexpr double kSteadyDb = 6.0;

StftConfig stft_for(double rate_hz) {
  StftConfig config;
  config.n_fft = 64;
  while (config.n_fft < kFrameSeconds * rate_hz) config.n_fft *= 2;
  config.hop_length = config.n_fft / static_cast<int>(kOverlap);
  return config;
}

// 0 below the edge, 1 above it, a raised cosine over the fade around it.
double rise(double at, double edge, double fade) {
  const double x = std::clamp((at - edge) / fade + 0.5, 0.0, 1.0);
  return 0.5 - 0.5 * std::cos(std::numbers::pi * x);
}

double fade_of(const OcclusionConfig& config, double column_samples) {
  return std::min(kFadeSeconds * config.sample_rate_hz, column_samples / 2);
}

// The value that a share of all lies under.
float quantile(std::vector<float> values, double share) {
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

}  // namespace

Occlusion::Occlusion(std::span<const float> sound, const OcclusionConfig& config)
    : config_(config),
      sound_(sound),
      stft_(stft_for(config.sample_rate_hz)),
      bins_(static_cast<std::size_t>(stft_.n_fft / 2 + 1)),
      frames_(static_cast<std::size_t>(stft_frame_count(static_cast<std::int64_t>(sound.size()), stft_))),
      column_samples_(static_cast<double>(sound.size()) / config.columns),
      fade_samples_(fade_of(config, column_samples_)),
      lost_(bins_) {
  spectra_.reserve(frames_ * bins_);
  StftFrames(stft_).spectra(sound, 0, static_cast<std::int64_t>(frames_),
                            [this](std::int64_t, std::span<const std::complex<float>> spectrum) {
                              spectra_.insert(spectra_.end(), spectrum.begin(), spectrum.end());
                            });
  find_shares_of_bins();
  find_attenuation();
}

void Occlusion::find_shares_of_bins() {
  const double row_mels = hz_to_mel(config_.fmax_hz, false) / config_.rows;
  bin_shares_.resize(static_cast<std::size_t>(config_.rows) * bins_);
  for (std::size_t k = 0; k < bins_; ++k) {
    const double mel = hz_to_mel(static_cast<double>(k) * config_.sample_rate_hz / stft_.n_fft, false) / row_mels;
    for (int row = 0; row < config_.rows; ++row) {
      const double above = row == 0 ? 1.0 : rise(mel, row, kFadeOfBand);
      const double edge = row + 1 == config_.rows ? row + 1 + kFadeOfBand / 2 : row + 1;  // whole up to fmax_hz
      bin_shares_[static_cast<std::size_t>(row) * bins_ + k] = static_cast<float>(above - rise(mel, edge, kFadeOfBand));
    }
  }
}

void Occlusion::find_attenuation() {
  const auto rows = static_cast<std::size_t>(config_.rows);
  const auto depth = static_cast<float>(std::pow(10.0, -config_.depth_db / 20.0));
  const auto steady = static_cast<float>(std::pow(10.0, kSteadyDb / 10.0));
  removable_.resize(frames_ * rows);
  losses_.resize(frames_ * rows);
  std::vector<float> power(frames_);
  for (std::size_t row = 0; row < rows; ++row) {
    const float* share = bin_shares_.data() + row * bins_;
    for (std::size_t t = 0; t < frames_; ++t) {
      power[t] = 0.0F;
      for (std::size_t k = 0; k < bins_; ++k) power[t] += share[k] * std::norm(spectra_[t * bins_ + k]);
    }
    const float quiet = quantile(power, 0.1);
    const float background = quantile(power, 0.9) < steady * quiet ? 0.0F : quiet;
    for (std::size_t t = 0; t < frames_; ++t) {
      const float gain = power[t] > 0.0F ? std::sqrt(background / power[t]) : 1.0F;
      removable_[t * rows + row] = 1.0F - std::clamp(gain, depth, 1.0F);
    }
  }
}

float Occlusion::time_share(std::size_t frame, int column) const {
  const double at = static_cast<double>(frame) * stft_.hop_length;
  const double after = column == 0 ? 1.0 : rise(at, column * column_samples_, fade_samples_);
  const double before = column == config_.columns - 1 ? 0.0 : rise(at, (column + 1) * column_samples_, fade_samples_);
  return static_cast<float>(after - before);
}

// Share of the amplitude that each row of each frame loses; the frames that lose any.
Occlusion::FrameRange Occlusion::find_losses(std::span<const float> cells) {
  const auto rows = static_cast<std::size_t>(config_.rows);
  const auto columns = static_cast<std::size_t>(config_.columns);
  std::fill(losses_.begin(), losses_.end(), 0.0F);
  FrameRange range{frames_, 0};
  for (std::size_t c = 0; c < columns; ++c) {
    for (std::size_t t = 0; t < frames_; ++t) {
      const float here = time_share(t, static_cast<int>(c));
      if (!(here > 0.0F)) continue;
      for (std::size_t row = 0; row < rows; ++row) {
        const float loss = here * cells[row * columns + c] * removable_[t * rows + row];
        if (!(loss > 0.0F)) continue;
        losses_[t * rows + row] += loss;
        range = {std::min(range.first, t), std::max(range.last, t + 1)};
      }
    }
  }
  return range;
}

std::span<const std::complex<float>> Occlusion::lost_of(std::size_t frame) {
  const auto rows = static_cast<std::size_t>(config_.rows);
  std::fill(lost_.begin(), lost_.end(), std::complex<float>());
  for (std::size_t row = 0; row < rows; ++row) {
    const float loss = losses_[frame * rows + row];
    if (!(loss > 0.0F)) continue;
    const float* share = bin_shares_.data() + row * bins_;
    for (std::size_t k = 0; k < bins_; ++k) lost_[k] += loss * share[k] * spectra_[frame * bins_ + k];
  }
  return lost_;
}

Occlusion::Changed Occlusion::without(std::span<const float> cells) {
  samples_.assign(sound_.begin(), sound_.end());
  const FrameRange touched = find_losses(cells);
  if (touched.first >= touched.last) return {samples_, {}};
  // Frames without a loss are resynthesised too, four at each end: their windows belong to the sums that the samples
  // are divided by.
  const std::size_t first = touched.first - std::min<std::size_t>(touched.first, kOverlap);
  const std::size_t last = std::min(frames_, touched.last + kOverlap);
  const auto hop = static_cast<std::size_t>(stft_.hop_length);
  const std::size_t begin = first * hop;
  OverlapAdd sum(stft_, std::min(sound_.size(), last * hop) - begin);
  for (std::size_t t = first; t < last; ++t) sum.add(lost_of(t));
  const std::vector<float> lost = sum.finish();
  for (std::size_t i = 0; i < lost.size(); ++i) samples_[begin + i] -= lost[i];
  const std::size_t half = kOverlap / 2 * hop;
  return {samples_,
          {touched.first * hop - std::min(touched.first * hop, half),
           std::min(sound_.size(), (touched.last - 1) * hop + half)}};
}

SampleRange occlusion_reach(const OcclusionConfig& config, std::size_t samples, int first_column, int last_column) {
  const double column = static_cast<double>(samples) / config.columns;
  const double margin = fade_of(config, column) / 2 + stft_for(config.sample_rate_hz).n_fft / 2.0;
  const double first = first_column == 0 ? 0.0 : std::max(0.0, first_column * column - margin);
  const double last = last_column == config.columns ? static_cast<double>(samples) : last_column * column + margin;
  return {static_cast<std::size_t>(first), std::min(samples, static_cast<std::size_t>(std::ceil(last)))};
}

}  // namespace emo
