// How far a model that is run as a stream has heard the sound, in steps of 100 ms, and its state. Step s hears the
// frames that complete between s × 100 ms and (s + 1) × 100 ms, so that a window is known after the step it ends with.
// An answer depends on the last `memory` steps alone: wherever the stream begins, as long as it begins so many steps
// earlier, it gives the same numbers.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "session/card.h"

namespace emo {

class ModelStream {
 public:
  // Steps that a window ending at this sample (16 kHz) needs; the last one of a clip may be cut short.
  static std::int64_t steps_until(std::int64_t end) noexcept {
    return (end + kWindowHopSamples - 1) / kWindowHopSamples;
  }

  explicit ModelStream(const StreamContract& contract);

  // What the next step is, if `until` of them are to be heard: skips those that cannot matter, and forgets.
  void go_towards(std::int64_t until) noexcept;
  // The sound before the last step of `until` is left out, as if it had never been: for devices that are too slow.
  void cut_to(std::int64_t until) noexcept;

  [[nodiscard]] std::int64_t heard() const noexcept { return heard_; }  // the number of the next step
  // Frames of the next step (the first ones of a sound lie before it).
  [[nodiscard]] std::int64_t first_frame() const noexcept { return heard_ * frames_ - 1; }
  [[nodiscard]] std::int64_t end_frame() const noexcept { return first_frame() + frames_; }
  // Empty: nothing but silence was heard.
  [[nodiscard]] std::span<const float> state() const noexcept { return begun_ ? state_ : std::span<const float>(); }

  // The answer to the next step: keeps the state at its end, returns what comes before.
  std::span<const float> take(std::span<const float> answer) noexcept;

 private:
  int frames_;
  std::int64_t memory_;
  std::vector<float> state_;
  std::int64_t heard_ = 0;
  bool begun_ = false;
};

}  // namespace emo
