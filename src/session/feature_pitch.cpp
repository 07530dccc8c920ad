#include "session/feature_pitch.h"

#include <bit>
#include <cmath>
#include <numbers>

#include "features/pyin_path.h"

namespace emo {
namespace {

constexpr std::int64_t kObserved = 16;  // frames; divides all pieces and what lies around them
static_assert(kClipPitch.frames % kObserved == 0 && kClipPitch.before % kObserved == 0);
static_assert(kLivePitch.frames % kObserved == 0 && kLivePitch.before % kObserved == 0);
constexpr std::size_t kSlots = 16;  // more than a path passes
static_assert((kClipPitch.before + kClipPitch.frames + kClipPitch.after) / kObserved < kSlots);

int frame_length_at(double rate_hz) {
  const double samples = 2048.0 * rate_hz / 22050.0;
  return static_cast<int>(std::bit_floor(static_cast<unsigned>(samples * std::numbers::sqrt2)));
}

PyinConfig config_of(double rate_hz, int hop_length) {
  PyinConfig config;
  config.fmin_hz = kPitchLowHz;
  config.fmax_hz = kPitchHighHz;
  config.frame_length = frame_length_at(rate_hz);
  config.hop_length = hop_length;
  config.center = false;  // the pieces come padded
  return config;
}

void append(PitchObservations& to, const PitchObservations& from, std::int64_t frames) {
  for (std::int64_t t = 0; t < frames; ++t) {
    const auto candidates = from.of(t);
    to.candidates.insert(to.candidates.end(), candidates.begin(), candidates.end());
    to.first.push_back(static_cast<std::uint32_t>(to.candidates.size()));
    to.log_unvoiced.push_back(from.log_unvoiced[static_cast<std::size_t>(t)]);
    to.voiced_probability.push_back(from.voiced_probability[static_cast<std::size_t>(t)]);
  }
}

}  // namespace

FeaturePitch::FeaturePitch(FeatureSound& sound, int hop_length)
    : sound_(sound),
      config_(config_of(sound.sample_rate_hz(), hop_length)),
      steps_(pyin_steps(config_, sound.sample_rate_hz())),
      slots_(kSlots) {}

FrameRange FeaturePitch::around(FrameRange frames, std::int64_t total) const {
  const auto [piece, before, after] = pieces();
  const std::int64_t own = frames.first / piece * piece;
  return {std::max<std::int64_t>(0, own - before), std::min(total, own + piece + after)};
}

bool FeaturePitch::prepare(FrameRange frames, std::int64_t total) {
  const FrameRange wide = around(frames, total);
  for (std::int64_t index = wide.first / kObserved; index * kObserved < wide.end; ++index) {
    if (slot(index).index == index) continue;
    const std::int64_t own = index * kObserved;
    observe({own, std::min(total, own + kObserved)});
    return true;
  }
  return false;
}

void FeaturePitch::observe(FrameRange frames) {
  const std::int64_t start = frames.first * config_.hop_length - config_.frame_length / 2;
  const std::int64_t samples = (frames.count() - 1) * config_.hop_length + config_.frame_length;
  if (sound_.prepare(start, start + samples)) return;
  piece_.resize(static_cast<std::size_t>(samples));
  sound_.read(start, piece_, Outside::zeros);
  const std::int64_t index = frames.first / kObserved;
  slot(index) = {index, observe_pitch({piece_, sound_.sample_rate_hz()}, config_, steps_)};
}

void FeaturePitch::gather(FrameRange frames) {
  seen_.candidates.clear();
  seen_.first.assign(1, 0);
  seen_.log_unvoiced.clear();
  seen_.voiced_probability.clear();
  for (std::int64_t at = frames.first; at < frames.end; at += kObserved)
    append(seen_, slot(at / kObserved).seen, std::min(kObserved, frames.end - at));
}

void FeaturePitch::compute(FrameRange frames, std::int64_t total, std::vector<float>& out) {
  while (prepare(frames, total)) {
  }
  const FrameRange wide = around(frames, total);
  gather(wide);
  const std::vector<int> path = pitch_path(seen_, {.bins = steps_.bins,
                                                   .transition_width = steps_.transition_width,
                                                   .switch_prob = config_.switch_prob,
                                                   .transition_min_prob = config_.transition_min_prob});
  for (std::int64_t frame = frames.first; frame < frames.end; ++frame) {
    const auto at = static_cast<std::size_t>(frame - wide.first);
    const double octaves = path[at] / (12.0 * steps_.bins_per_semitone);
    const bool voiced = path[at] < steps_.bins;
    out.push_back(voiced ? static_cast<float>(static_cast<double>(config_.fmin_hz) * std::exp2(octaves)) : 0.0F);
    out.push_back(seen_.voiced_probability[at]);
  }
}

}  // namespace emo
