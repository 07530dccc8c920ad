// How loud the sound of a session is, and whether the person should be told.
#pragma once
#include <cstdint>

#include "contract/constants.h"
#include "contract/states.h"
#include "session/sample_ring.h"
#include "session/speech_tracker.h"
#include "signal/level.h"

namespace emo {

inline constexpr int kLevelSamples = kCoreRateHz / 10;  // what a level is said of

// RMS of the `count` samples before `end`, as far as they are held.
float level_dbfs(const SampleRing<float>& audio, std::int64_t end, std::int64_t count);

// Watches live sound over seconds.
class LevelWatch {
 public:
  // level: of the last 100 ms; heard: samples at 16 kHz so far.
  void follow(float level_dbfs, std::int64_t heard);
  // peak: highest sample of the last second.
  [[nodiscard]] LevelHint hint(float peak, const SpeechTracker& speech, std::int64_t heard) const;

 private:
  float loudest_dbfs_ = kSilenceDbfs;  // falls by 6 dB a second
  std::int64_t loudest_at_ = 0;
};

}  // namespace emo
