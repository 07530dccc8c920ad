#include "session/feature_panes.h"

#include <cassert>
#include <cmath>
#include <limits>

namespace emo {
namespace {

constexpr int kPieceFrames = 64;
constexpr int kFormantPieceFrames = 32;
constexpr double kClipTuningSeconds = 60.0;
constexpr double kLiveTuningSeconds = 4.0;
constexpr std::int64_t kEndless = std::numeric_limits<std::int64_t>::max() / 4;

StftConfig uncentred(const AnalysisSettings& settings) {
  StftConfig config = stft_of(settings);
  config.center = false;
  return config;
}

std::int64_t divided_up(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }

}  // namespace

FeaturePanes::FeaturePanes(FeatureSound& sound, const AnalysisSettings& settings)
    : sound_(sound),
      settings_(settings),
      spectra_(sound.sample_rate_hz(), settings),
      voice_(sound, settings),
      tuning_stft_(uncentred(settings)),
      piptrack_({.sample_rate_hz = sound.sample_rate_hz(), .n_fft = settings.n_fft}) {
  for_each_pane(panes_of(PaneSource::feature),
                [&](Pane pane) { pieces_[static_cast<std::size_t>(pane)].emplace(sound, settings, pane); });
}

int FeaturePanes::rows(Pane pane) const { return spectra_.rows(pane); }

std::int64_t FeaturePanes::total() const {
  return sound_.live() ? kEndless : 1 + sound_.heard() / settings_.hop_length;
}

int FeaturePanes::piece(PaneGroup group) const {
  if (group == PaneGroup::formants) return kFormantPieceFrames;
  return group == PaneGroup::pitch ? voice_.pitch_pieces().frames : kPieceFrames;
}

FrameReach FeaturePanes::reach(Pane pane) const {
  if (const auto& pieces = pieces_[static_cast<std::size_t>(pane)]) return pieces->reach();
  if (!has(kSpectralPanes, pane)) return voice_.reach(pane);
  const std::int64_t half = settings_.n_fft / 2 + (pane == Pane::delta ? kDeltaReach * settings_.hop_length : 0);
  return {half, half};
}

FrameRange FeaturePanes::available(Pane pane) const {
  if (!sound_.live()) return {0, total()};
  if (pane == Pane::chroma && !tuning_known()) return {};
  const std::int64_t hop = settings_.hop_length;
  const auto [before, after] = reach(pane);
  const std::int64_t oldest = pane == Pane::waveform ? sound_.first() : sound_.first_settled();
  const std::int64_t newest = pane == Pane::waveform ? sound_.heard() : sound_.settled();
  FrameRange range{oldest == 0 ? 0 : divided_up(oldest + before, hop), newest < after ? 0 : (newest - after) / hop + 1};
  if (pane == Pane::delta && range.end <= kDeltaReach) range.end = 0;  // the first nine frames make the first four
  if (pane == Pane::pitch) {
    const auto [frames, context_before, context_after] = voice_.pitch_pieces();
    range.end = (range.end - context_after) / frames * frames;
    if (oldest > 0) range.first = divided_up(range.first + context_before, frames) * frames;
  }
  range.end = std::max(range.end, std::int64_t{0});
  return range.first < range.end ? range : FrameRange{range.end, range.end};
}

std::int64_t FeaturePanes::tuning_frames() const {
  const double rate = sound_.sample_rate_hz();
  if (!sound_.live())
    return std::min(total(), 1 + static_cast<std::int64_t>(kClipTuningSeconds * rate) / settings_.hop_length);
  const auto samples = static_cast<std::int64_t>(kLiveTuningSeconds * rate);
  return std::max<std::int64_t>(0, (samples - settings_.n_fft / 2) / settings_.hop_length + 1);
}

bool FeaturePanes::learn_tuning() {
  if (tuning_known()) return false;
  if (sound_.live() && static_cast<double>(sound_.settled()) < kLiveTuningSeconds * sound_.sample_rate_hz())
    return false;
  const FrameRange frames{tuning_frames_done_, std::min(tuning_frames(), tuning_frames_done_ + kPieceFrames)};
  const std::int64_t hop = settings_.hop_length;
  const std::int64_t half = settings_.n_fft / 2;
  if (sound_.prepare(frames.first * hop - half, (frames.end - 1) * hop + half)) return true;
  // chroma_stft searches the powers, not the magnitudes.
  tuning_stft_.power(sound_around(frames), 0, frames.count(), [&](std::int64_t, std::span<const float> power) {
    piptrack_.peaks(power, [&](int, float hz, float strength) { estimator_.add(hz, strength); });
  });
  tuning_frames_done_ = frames.end;
  if (tuning_frames_done_ >= tuning_frames()) {
    tuning_ = estimator_.tuning();
    estimator_ = TuningEstimator();
    spectra_.set_tuning(*tuning_);
  }
  return true;
}

// From n_fft / 2 samples before the first frame's centre to as many behind the last one's.
std::span<const float> FeaturePanes::sound_around(FrameRange frames) {
  const std::int64_t half = settings_.n_fft / 2;
  sound_piece_.resize(static_cast<std::size_t>((frames.count() - 1) * settings_.hop_length + 2 * half));
  sound_.read(frames.first * settings_.hop_length - half, sound_piece_, Outside::zeros);
  return sound_piece_;
}

bool FeaturePanes::prepare(PaneMask panes, FrameRange frames) {
  std::int64_t before = 0;
  std::int64_t after = 0;
  for_each_pane(panes & ~bit_of(Pane::pitch) & ~bit_of(Pane::waveform), [&](Pane pane) {
    before = std::max(before, reach(pane).before);
    after = std::max(after, reach(pane).after);
  });
  const std::int64_t hop = settings_.hop_length;
  return (before > 0 && sound_.prepare(frames.first * hop - before, (frames.end - 1) * hop + after)) ||
         voice_.prepare(panes, frames, total());
}

const PaneValues& FeaturePanes::compute(PaneMask panes, FrameRange frames) {
  assert(frames.count() > 0);
  for (auto& values : values_) values.clear();
  if (const PaneMask spectral = panes & kSpectralPanes; spectral != 0) {
    const FrameRange needed = FeatureSpectra::needed(spectral, frames, total());
    spectra_.compute(spectral, frames, total(), sound_around(needed), values_);
  }
  for_each_pane(panes & ~kSpectralPanes, [&](Pane pane) {
    if (auto& pieces = pieces_[static_cast<std::size_t>(pane)]) return pieces->compute(frames, of(values_, pane));
    voice_.compute(pane, frames, total(), of(values_, pane));
  });
  return values_;
}

}  // namespace emo
