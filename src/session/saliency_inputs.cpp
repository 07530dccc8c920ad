#include "session/saliency_inputs.h"

#include <algorithm>
#include <cmath>

#include "contract/constants.h"
#include "features/recipes/logmel64.h"
#include "session/model_input.h"
#include "signal/resampler.h"

namespace emo {
namespace {

using R = LogMel64Recipe;

constexpr double kWindowSeconds = static_cast<double>(kWindowSamples) / kCoreRateHz;
constexpr double kMaxSpacingSeconds = 2.0;
constexpr double kSeedRateHz = 22050.0;  // of mfcc40_mean and logmel40x174

double working_rate(const Card& card, const Sound& sound) {
  if (card.recipe->name == "mlp180") return card.rate_hz > 0.0 ? card.rate_hz : sound.sample_rate_hz;
  const bool of_seeds = card.recipe->name == "mfcc40_mean" || card.recipe->name == "logmel40x174";
  return of_seeds ? kSeedRateHz : R::sample_rate_hz;
}

// Frame t of logmel64 covers samples 160 t ± 200.
constexpr std::ptrdiff_t kHalf = R::win_length / 2;

// Frames that hold one of those samples: begin and end.
std::pair<std::ptrdiff_t, std::ptrdiff_t> frames_touched(SampleRange samples) {
  if (samples.first >= samples.last) return {0, 0};
  const auto a = static_cast<std::ptrdiff_t>(samples.first);
  const auto b = static_cast<std::ptrdiff_t>(samples.last);
  return {std::max<std::ptrdiff_t>(0, (a - kHalf) / R::hop_length), (b + kHalf) / R::hop_length + 1};
}

}  // namespace

Result<SaliencyInputs> SaliencyInputs::open(const Card& card, const Sound& sound) {
  SaliencyInputs in;
  if (const auto tried = model_input(card, sound); !tried) return Error{tried.error()};
  in.card_ = card;
  in.rate_hz_ = working_rate(card, sound);
  in.fmax_hz_ = std::min(in.rate_hz_, sound.sample_rate_hz) / 2.0;
  Resampler resampler({.input_rate_hz = sound.sample_rate_hz, .output_rate_hz = in.rate_hz_});
  resampler.push(sound.samples, in.samples_);
  resampler.finish(in.samples_);
  const bool whole = card.clip_rule == ClipRule::whole;
  in.frame_by_frame_ = card.takes_frames() && !whole;
  in.lay_windows(whole);
  if (in.frame_by_frame_) in.frames_of(in.samples_, 0, in.windows_.back().last_frame, in.frames_);
  return in;
}

void SaliencyInputs::lay_windows(bool whole) {
  const std::size_t count = samples_.size();
  const auto length = static_cast<std::size_t>(std::lround(kWindowSeconds * rate_hz_));
  const std::size_t rest = whole || count <= length ? 0 : count - length;
  const auto gaps = static_cast<std::size_t>(std::ceil(static_cast<double>(rest) / (kMaxSpacingSeconds * rate_hz_)));
  for (std::size_t i = 0; i <= gaps; ++i) {
    Window w{};
    w.end = gaps == 0 ? count : length + rest * i / gaps;
    w.begin = whole || w.end < length ? 0 : w.end - length;
    w.last_frame = static_cast<std::ptrdiff_t>(R::frames_after(static_cast<std::int64_t>(w.end)));
    w.first_frame = w.last_frame - R::window_frames;
    windows_.push_back(w);
  }
}

bool SaliencyInputs::touches(int window, SampleRange changed) const {
  const Window& w = windows_[static_cast<std::size_t>(window)];
  if (changed.first >= changed.last) return false;
  if (!frame_by_frame_) return changed.first < w.end && changed.last > w.begin;
  const auto [begin, end] = frames_touched(changed);
  return begin < w.last_frame && end > w.first_frame;
}

// The first two frames of a stream show its padded beginning: it begins two frames earlier, unless the sound does.
void SaliencyInputs::frames_of(std::span<const float> sound, std::ptrdiff_t first, std::ptrdiff_t last,
                               std::vector<float>& to) const {
  to.clear();
  if (first >= last) return;
  const std::ptrdiff_t lead = std::min<std::ptrdiff_t>(first, 2);
  const std::ptrdiff_t begin = (first - lead) * R::hop_length;
  const std::ptrdiff_t end = std::min(static_cast<std::ptrdiff_t>(sound.size()), last * R::hop_length + kHalf);
  std::ptrdiff_t frame = first - lead;
  LogMel64 recipe;
  recipe.push(sound.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)),
              [&](const LogMel64::Frame& values) {
                if (frame >= first && frame < last) to.insert(to.end(), values.begin(), values.end());
                ++frame;
              });
}

Result<std::span<const float>> SaliencyInputs::input(int window, std::span<const float> sound, SampleRange changed) {
  const Window& w = windows_[static_cast<std::size_t>(window)];
  if (!frame_by_frame_) {
    auto values = model_input(card_, {sound.subspan(w.begin, w.end - w.begin), rate_hz_});
    if (!values) return Error{values.error()};
    input_ = std::move(values.value());
    return std::span<const float>(input_);
  }
  auto [begin, end] = frames_touched(changed);
  begin = std::max(begin, w.first_frame);
  end = std::min(end, w.last_frame);
  frames_of(sound, begin, end, patch_);
  input_.resize(static_cast<std::size_t>(R::window_frames) * R::n_mels);
  float* out = input_.data();
  for (std::ptrdiff_t f = w.first_frame; f < w.last_frame; ++f, out += R::n_mels) {
    if (f < 0)
      std::fill_n(out, R::n_mels, R::floor());
    else if (f >= begin && f < end)
      std::copy_n(patch_.data() + (f - begin) * R::n_mels, R::n_mels, out);
    else
      std::copy_n(frames_.data() + f * R::n_mels, R::n_mels, out);
  }
  return std::span<const float>(input_);
}

}  // namespace emo
