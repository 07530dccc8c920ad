// The right edge of the live picture moves with the sound, not with frames or messages: captured_s is extrapolated by
// the page clock, and stands still when the sound does.
#pragma once
#include <algorithm>

namespace emo::ui {

class SoundClock {
 public:
  void reset() { *this = {}; }

  void heard(double captured_s, double captured_at_ms) {
    const double offset_s = captured_s - captured_at_ms / 1000.0;
    // Messages come late, never early: the largest offset of late is the truest. It leaks, because clocks drift.
    constexpr double kLeakS = 0.0005;
    offset_s_ = started_ ? std::max(offset_s, offset_s_ - kLeakS) : offset_s;
    captured_s_ = captured_s;
    started_ = true;
  }

  // Seconds of sound at the right edge. newest_s: end of the newest column that can be drawn.
  [[nodiscard]] double edge_s(double now_ms, double newest_s) const {
    if (!started_) return newest_s;
    constexpr double kLongestWaitS = 0.15;
    return std::clamp(offset_s_ + now_ms / 1000.0, newest_s, std::max(newest_s, captured_s_ + kLongestWaitS));
  }

 private:
  bool started_ = false;
  double offset_s_ = 0;
  double captured_s_ = 0;
};

}  // namespace emo::ui
