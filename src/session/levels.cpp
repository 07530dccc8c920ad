#include "session/levels.h"

#include <algorithm>
#include <cmath>

#include "contract/constants.h"

namespace emo {
namespace {

constexpr float kClippingAt = 0.99F;
constexpr float kQuietSpeechDbfs = -45.0F;
constexpr float kDeadInputDbfs = -80.0F;

}  // namespace

float level_dbfs(const SampleRing<float>& audio, std::int64_t end, std::int64_t count) {
  double sum = 0.0;
  const std::int64_t first = std::max(end - count, audio.first());
  for (std::int64_t i = first; i < end; ++i) sum += static_cast<double>(audio[i]) * audio[i];
  return end > first ? to_dbfs(static_cast<float>(std::sqrt(sum / static_cast<double>(end - first)))) : kSilenceDbfs;
}

void LevelWatch::follow(float level_dbfs, std::int64_t heard) {
  const float fallen = 6.0F * static_cast<float>(heard - loudest_at_) / kCoreRateHz;
  loudest_dbfs_ = std::max(level_dbfs, loudest_dbfs_ - fallen);
  loudest_at_ = heard;
}

LevelHint LevelWatch::hint(float peak, const SpeechTracker& speech, std::int64_t heard) const {
  if (peak >= kClippingAt) return LevelHint::clipping;
  const bool spoke = speech.last_speech_end() >= 0 && heard - speech.last_speech_end() < 2 * kCoreRateHz;
  const bool heard_enough = heard > 3 * kCoreRateHz;
  if ((spoke && loudest_dbfs_ < kQuietSpeechDbfs) || (heard_enough && loudest_dbfs_ < kDeadInputDbfs))
    return LevelHint::too_quiet;
  return LevelHint::ok;
}

}  // namespace emo
