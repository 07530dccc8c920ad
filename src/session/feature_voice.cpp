#include "session/feature_voice.h"

#include <cmath>
#include <numeric>

#include "features/formants.h"
#include "features/intensity.h"

namespace emo {
namespace {

// More than half the analysis windows of Praat's intensity (32 ms) and formants (25 ms, and 17 ms of the resampler).
constexpr double kVoiceReachSeconds = 0.05;
constexpr double kFormantRateHz = 11000.0;  // formants_at's: twice Praat's ceiling
constexpr double kFormantPassBand = 0.97;

// Windows of even length lie between two samples: without this, rounding of the time decides on which side, and a frame
// would depend on where its piece begins.
constexpr double kTieBreakSeconds = 1e-8;

// librosa.zero_crossings: |x| ≤ 1e-10 counts as +0.
bool is_negative(float x) { return std::abs(x) > 1e-10F && std::signbit(x); }

}  // namespace

FeatureVoice::FeatureVoice(FeatureSound& sound, const AnalysisSettings& settings)
    : sound_(sound), settings_(settings), pitch_(sound, settings.hop_length) {
  // formants_at would design this filter anew for each piece.
  if (sound.sample_rate_hz() > kFormantRateHz)
    formant_resampler_.emplace(ResamplerConfig{
        .input_rate_hz = sound.sample_rate_hz(), .output_rate_hz = kFormantRateHz, .pass_band = kFormantPassBand});
}

FrameReach FeatureVoice::reach(Pane pane) const {
  const std::int64_t hop = settings_.hop_length;
  switch (pane) {
    case Pane::waveform:
      return {hop / 2, hop - hop / 2};
    case Pane::zcr:
      return {settings_.n_fft / 2, settings_.n_fft / 2};
    case Pane::pitch:
      return {pitch_.frame_length() / 2, pitch_.frame_length() / 2};
    default: {
      const auto samples = static_cast<std::int64_t>(std::ceil(kVoiceReachSeconds * sound_.sample_rate_hz()));
      return {samples, samples};
    }
  }
}

void FeatureVoice::compute(Pane pane, FrameRange frames, std::int64_t total, std::vector<float>& out) {
  switch (pane) {
    case Pane::waveform:
      return waveform(frames, total, out);
    case Pane::zcr:
      return zcr(frames, out);
    case Pane::pitch:
      return pitch_.compute(frames, total, out);
    case Pane::formants:
      return formants(frames, out);
    default:
      return intensity(frames, out);
  }
}

void FeatureVoice::waveform(FrameRange frames, std::int64_t total, std::vector<float>& out) {
  const std::int64_t hop = settings_.hop_length;
  const std::int64_t start = std::max<std::int64_t>(0, centre(frames.first) - hop / 2);
  // A clip's last frame takes what is left.
  const auto end_of = [&](std::int64_t frame) {
    return frame + 1 == total ? sound_.heard() : std::min(sound_.heard(), centre(frame) - hop / 2 + hop);
  };
  piece_.resize(static_cast<std::size_t>(std::max<std::int64_t>(0, end_of(frames.end - 1) - start)));
  sound_.read_raw(start, piece_, Outside::zeros);
  std::span<const float> rest = piece_;
  std::int64_t at = start;
  for (std::int64_t frame = frames.first; frame < frames.end; ++frame) {
    const auto own = rest.first(static_cast<std::size_t>(std::max<std::int64_t>(0, end_of(frame) - at)));
    const auto [low, high] = std::minmax_element(own.begin(), own.end());
    out.push_back(own.empty() ? 0.0F : *low);
    out.push_back(own.empty() ? 0.0F : *high);
    rest = rest.subspan(own.size());
    at += static_cast<std::int64_t>(own.size());
  }
}

// librosa.feature.zero_crossing_rate pads with the edge values, not with zeros, and does not count the first sample.
void FeatureVoice::zcr(FrameRange frames, std::vector<float>& out) {
  const auto length = static_cast<std::size_t>(settings_.n_fft);
  const auto hop = static_cast<std::size_t>(settings_.hop_length);
  piece_.resize(static_cast<std::size_t>(frames.count() - 1) * hop + length);
  sound_.read(centre(frames.first) - settings_.n_fft / 2, piece_, Outside::edge);
  const auto crossings = [&](std::size_t from, std::size_t to) {
    int count = 0;
    for (std::size_t i = from; i < to; ++i) count += is_negative(piece_[i]) != is_negative(piece_[i - 1]) ? 1 : 0;
    return count;
  };
  int count = crossings(1, length);
  for (std::size_t at = 0;; at += hop) {
    out.push_back(static_cast<float>(count) / static_cast<float>(settings_.n_fft));
    if (at + length >= piece_.size()) return;
    count += crossings(at + length, at + length + hop) - crossings(at + 1, at + 1 + hop);
  }
}

void FeatureVoice::read_around(Pane pane, FrameRange frames) {
  const auto [before, after] = reach(pane);
  // A whole number of samples at 11 kHz lies before the piece.
  const auto rate = static_cast<std::int64_t>(std::llround(sound_.sample_rate_hz()));
  const std::int64_t step = rate / std::gcd(rate, static_cast<std::int64_t>(kFormantRateHz));
  const std::int64_t start = std::max<std::int64_t>(0, centre(frames.first) - before) / step * step;
  const std::int64_t end = std::min(sound_.heard(), centre(frames.end - 1) + after);
  piece_.resize(static_cast<std::size_t>(end - start));
  sound_.read(start, piece_, Outside::zeros);
  times_.clear();
  for (std::int64_t frame = frames.first; frame < frames.end; ++frame)
    times_.push_back(static_cast<double>(centre(frame) - start) / sound_.sample_rate_hz() + kTieBreakSeconds);
}

void FeatureVoice::formants(FrameRange frames, std::vector<float>& out) {
  read_around(Pane::formants, frames);
  Sound sound{piece_, sound_.sample_rate_hz()};
  if (formant_resampler_) {
    resampled_.clear();
    formant_resampler_->reset();
    formant_resampler_->push(piece_, resampled_);
    formant_resampler_->finish(resampled_);
    sound = {resampled_, kFormantRateHz};
  }
  for (const FormantFrame& frame : formants_at(sound, times_)) {
    const int count = std::min(frame.count, 3);
    for (int i = 0; i < 3; ++i) out.push_back(i < count ? frame.hz[static_cast<std::size_t>(i)] : 0.0F);
    for (int i = 0; i < 3; ++i) out.push_back(i < count ? frame.bandwidth_hz[static_cast<std::size_t>(i)] : 0.0F);
  }
}

void FeatureVoice::intensity(FrameRange frames, std::vector<float>& out) {
  read_around(Pane::intensity, frames);
  for (float db : intensity_db_at({piece_, sound_.sample_rate_hz()}, times_)) out.push_back(db);
}

}  // namespace emo
