#include "session/feature_spectra.h"

#include <cmath>
#include <numeric>

#include "features/decibel.h"
#include "features/shape.h"

namespace emo {
namespace {

constexpr float kNoTopDb = -1.0F;
constexpr float kSameBin = 1e-3F;  // rounding of a frequency that is a bin's centre

// Appends count zeros; where they begin.
std::span<float> appended(std::vector<float>& to, std::size_t count) {
  to.resize(to.size() + count);
  return std::span(to).last(count);
}

WindowKind window_of(AnalysisWindow window) {
  switch (window) {
    case AnalysisWindow::hamming:
      return WindowKind::hamming;
    case AnalysisWindow::blackman:
      return WindowKind::blackman;
    case AnalysisWindow::boxcar:
      return WindowKind::boxcar;
    case AnalysisWindow::hann:
      break;
  }
  return WindowKind::hann;
}

StftConfig uncentred(const AnalysisSettings& settings) {
  StftConfig config = stft_of(settings);
  config.center = false;  // the pieces of sound come padded
  return config;
}

float sine_power(const AnalysisSettings& settings) {
  const auto window = make_window(window_of(settings.window), settings.n_fft);
  return std::pow(std::accumulate(window.begin(), window.end(), 0.0F) / 2.0F, 2.0F);
}

// There are no more coefficients than bands.
AnalysisSettings within(AnalysisSettings settings) {
  settings.n_mfcc = std::min(settings.n_mfcc, settings.n_mels);
  return settings;
}

int last_bin(float position, int n_fft) {
  return std::min(n_fft / 2, static_cast<int>(std::floor(position + kSameBin)));
}

float highest_hz(const AnalysisSettings& settings, double rate_hz) {
  return std::min(settings.fmax_hz, static_cast<float>(rate_hz / 2.0));
}

}  // namespace

StftConfig stft_of(const AnalysisSettings& settings) {
  return {.n_fft = settings.n_fft, .hop_length = settings.hop_length, .window = window_of(settings.window)};
}

FeatureSpectra::FeatureSpectra(double sample_rate_hz, const AnalysisSettings& settings)
    : settings_(within(settings)),
      rate_hz_(sample_rate_hz),
      fmin_hz_(std::min(settings.fmin_hz, 0.9F * highest_hz(settings, sample_rate_hz))),
      fmax_hz_(highest_hz(settings, sample_rate_hz)),
      bin_hz_(static_cast<float>(sample_rate_hz / settings.n_fft)),
      first_bin_(std::min(static_cast<int>(std::ceil(fmin_hz_ / bin_hz_ - kSameBin)),
                          last_bin(fmax_hz_ / bin_hz_, settings.n_fft))),
      bin_count_(last_bin(fmax_hz_ / bin_hz_, settings.n_fft) - first_bin_ + 1),
      sine_power_(sine_power(settings)),
      mel_offset_db_(10.0F * std::log10(bin_hz_ / sine_power_)),
      stft_(uncentred(settings)),
      mel_({.sample_rate_hz = sample_rate_hz,
            .n_fft = settings.n_fft,
            .n_mels = settings.n_mels,
            .fmin_hz = static_cast<double>(fmin_hz_),
            .fmax_hz = static_cast<double>(fmax_hz_)}),
      dct_(settings_.n_mfcc, settings.n_mels),
      magnitude_(static_cast<std::size_t>(stft_.bins())),
      mel_db_(static_cast<std::size_t>(settings.n_mels)) {}

void FeatureSpectra::set_tuning(float tuning) {
  chroma_.emplace(ChromaConfig{.sample_rate_hz = rate_hz_, .n_fft = settings_.n_fft, .tuning = tuning});
}

int FeatureSpectra::rows(Pane pane) const {
  switch (pane_info(pane).counted) {
    case PaneRows::bins:
      return bin_count_;
    case PaneRows::n_mels:
      return settings_.n_mels;
    case PaneRows::n_mfcc:
      return settings_.n_mfcc;
    case PaneRows::fixed:
      break;
  }
  return pane_info(pane).rows;
}

FrameRange FeatureSpectra::needed(PaneMask panes, FrameRange frames, std::int64_t total) {
  if (!has(panes, Pane::delta)) return frames;
  FrameRange wide{std::max<std::int64_t>(0, frames.first - kDeltaReach), std::min(total, frames.end + kDeltaReach)};
  // The first and last four frames take the slope of the first and last nine.
  if (frames.first < kDeltaReach) wide.end = std::max(wide.end, std::min<std::int64_t>(total, kDeltaWidth));
  if (frames.end > total - kDeltaReach)
    wide.first = std::min(wide.first, std::max<std::int64_t>(0, total - kDeltaWidth));
  return wide;
}

void FeatureSpectra::compute(PaneMask panes, FrameRange frames, std::int64_t total, std::span<const float> sound,
                             PaneValues& out) {
  const FrameRange wide = needed(panes, frames, total);
  mfcc_.clear();
  stft_.power(sound, 0, wide.count(), [&](std::int64_t frame, std::span<const float> power) {
    const std::int64_t at = wide.first + frame;
    take_frame(panes, at >= frames.first && at < frames.end, power, out);
  });
  if (has(panes, Pane::delta)) take_deltas(frames, wide, total, of(out, Pane::delta));
}

void FeatureSpectra::take_frame(PaneMask panes, bool inside, std::span<const float> power, PaneValues& out) {
  if (inside && has(panes, Pane::spectrogram)) {
    const auto to = appended(of(out, Pane::spectrogram), static_cast<std::size_t>(bin_count_));
    std::copy_n(power.begin() + first_bin_, to.size(), to.begin());
    const float lowest = sine_power_ * std::pow(10.0F, 0.1F * kDbFloor);
    power_to_db(to, {.ref = sine_power_, .amin = lowest, .top_db = kNoTopDb});
  }
  if ((panes & (bit_of(Pane::mel) | bit_of(Pane::mfcc) | bit_of(Pane::delta))) != 0)
    take_mel(panes, inside, power, out);
  if (inside && has(panes, Pane::chroma)) {
    const auto to = appended(of(out, Pane::chroma), pane_info(Pane::chroma).rows);
    chroma_->apply(power, to);
    normalize(to, ChromaNorm::max);
  }
  if (inside && has(panes, Pane::shape)) {
    for (std::size_t k = 0; k < power.size(); ++k) magnitude_[k] = std::sqrt(power[k]);
    const auto to = appended(of(out, Pane::shape), 2);
    to[0] = spectral_centroid_hz(magnitude_, bin_hz_);
    to[1] = spectral_rolloff_hz(magnitude_, bin_hz_);
  }
}

void FeatureSpectra::take_mel(PaneMask panes, bool inside, std::span<const float> power, PaneValues& out) {
  mel_.apply(power, mel_db_);
  power_to_db(mel_db_, {.top_db = kNoTopDb});
  if (inside && has(panes, Pane::mel)) std::ranges::copy(mel_db_, appended(of(out, Pane::mel), mel_db_.size()).begin());
  if ((panes & (bit_of(Pane::mfcc) | bit_of(Pane::delta))) == 0) return;
  const auto mfcc = appended(mfcc_, static_cast<std::size_t>(settings_.n_mfcc));
  dct_.apply(mel_db_, mfcc);
  if (inside && has(panes, Pane::mfcc)) std::ranges::copy(mfcc, appended(of(out, Pane::mfcc), mfcc.size()).begin());
}

// A Savitzky–Golay filter of order 1: the slope of the straight line through nine frames.
void FeatureSpectra::take_deltas(FrameRange frames, FrameRange held, std::int64_t total,
                                 std::vector<float>& out) const {
  const auto rows = static_cast<std::size_t>(settings_.n_mfcc);
  constexpr float sum_of_squares = kDeltaReach * (kDeltaReach + 1) * kDeltaWidth / 3.0F;  // Σ k², −4 … 4
  for (std::int64_t frame = frames.first; frame < frames.end; ++frame) {
    const auto to = appended(out, rows);
    if (total < kDeltaWidth) continue;
    const std::int64_t centre = std::clamp<std::int64_t>(frame, kDeltaReach, total - 1 - kDeltaReach);
    for (int k = -kDeltaReach; k <= kDeltaReach; ++k) {
      const float* values = mfcc_.data() + static_cast<std::size_t>(centre + k - held.first) * rows;
      for (std::size_t r = 0; r < rows; ++r) to[r] += static_cast<float>(k) / sum_of_squares * values[r];
    }
  }
}

}  // namespace emo
