// When Praat's analyses look: as many windows as fit into the sound, centred together (Praat manual, "Intro 4.2" and
// its Sampled_shortTermAnalysis). A sound shorter than the window gets one frame, in its middle.
#pragma once
#include <cmath>
#include <vector>

#include "features/feature.h"

namespace emo {

struct VoiceFrames {
  int count = 1;
  double first_s = 0.0;
  double step_s = 0.01;

  [[nodiscard]] double time_s(int frame) const { return first_s + frame * step_s; }
  [[nodiscard]] std::vector<double> times_s() const {
    std::vector<double> times(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) times[static_cast<std::size_t>(i)] = time_s(i);
    return times;
  }
};

// Sample i lies at i / rate, as everywhere in this project.
inline VoiceFrames voice_frames(const Sound& sound, double window_s, double step_s) {
  const double duration_s = static_cast<double>(sound.samples.size()) / sound.sample_rate_hz;
  const double middle_s = 0.5 * (duration_s - 1.0 / sound.sample_rate_hz);
  VoiceFrames frames{.step_s = step_s};
  if (duration_s > window_s) frames.count = static_cast<int>(std::floor((duration_s - window_s) / step_s)) + 1;
  frames.first_s = middle_s - 0.5 * step_s * (frames.count - 1);
  return frames;
}

}  // namespace emo
