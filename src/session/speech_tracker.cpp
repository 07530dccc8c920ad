#include "session/speech_tracker.h"

#include <algorithm>
#include <cmath>

#include "contract/constants.h"

namespace emo {

SpeechTracker::SpeechTracker(const SpeechConfig& config, std::size_t remembered_chunks)
    : config_(config), flags_(remembered_chunks) {}

bool SpeechTracker::speech_at(std::int64_t sample) const noexcept {
  const std::int64_t chunk = sample / SpeechConfig::chunk_samples;
  return sample >= 0 && chunk >= flags_.first() && chunk < flags_.count() && flags_[chunk] != 0;
}

float SpeechTracker::speech_seconds(std::int64_t from, std::int64_t to) const noexcept {
  constexpr int size = SpeechConfig::chunk_samples;
  const std::int64_t first = std::max((from + size - 1) / size, flags_.first());
  const std::int64_t end = std::min(to / size, flags_.count());
  int speech = 0;
  for (std::int64_t c = std::max<std::int64_t>(first, 0); c < end; ++c) speech += flags_[c];
  return static_cast<float>(speech) * size / kCoreRateHz;
}

float SpeechTracker::follow_level(float loudest_dbfs) noexcept {
  loudness_dbfs_ = std::max(loudest_dbfs, loudness_dbfs_ - config_.loudness_falls_db);
  loudness_dbfs_ = std::max(loudness_dbfs_, config_.wanted_dbfs - config_.most_gain_db);
  const float gain_db = std::max(0.0F, config_.wanted_dbfs - loudness_dbfs_);
  return std::pow(10.0F, gain_db / 20.0F);
}

void SpeechTracker::record(float probability) noexcept {
  probability_ = probability;
  if (!speaking_ && probability >= config_.on_above) {
    speaking_ = true;
    below_ = 0;
  } else if (speaking_) {
    below_ = probability < config_.off_below ? below_ + 1 : 0;
    if (below_ >= config_.off_after_chunks) speaking_ = false;
  }
  flags_.push(speaking_ ? 1 : 0);
  if (speaking_ && below_ == 0) last_speech_end_ = decided_samples();
}

void SpeechTracker::decide_silent() noexcept {
  state_.fill(0.0F);
  record(0.0F);
}

void SpeechTracker::decide_by_energy(float chunk_dbfs) noexcept {
  // The background follows downwards at once and upwards by about 3 dB a second.
  background_dbfs_ = std::min(chunk_dbfs, background_dbfs_ + 0.1F);
  const float needed = std::max(config_.energy_on_dbfs, background_dbfs_ + config_.energy_margin_db);
  record(chunk_dbfs >= needed ? 1.0F : 0.0F);
}

void SpeechTracker::decide(float probability, std::span<const float> state) noexcept {
  std::copy_n(state.begin(), std::min(state.size(), state_.size()), state_.begin());
  record(probability);
}

void SpeechTracker::bridge(float chunk_dbfs) noexcept {
  state_.fill(0.0F);
  const float said = probability_;
  record(speaking_ && chunk_dbfs >= loudness_dbfs_ - config_.bridge_falls_db ? config_.on_above : 0.0F);
  probability_ = said;
}

}  // namespace emo
