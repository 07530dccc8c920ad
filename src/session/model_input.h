// What a session's models are fed with: the sound heard so far, in the forms that their recipes want.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "features/recipes/logmel64.h"
#include "session/card.h"
#include "session/sample_ring.h"

namespace emo {

// Frames of logmel64 that a model takes at least.
inline constexpr int kFewestFrames = 100;

// The input of a whole sound. logmel64: all its frames, at least kFewestFrames (before the sound: the recipe's floor).
// Error: no samples, values that are not numbers, a rate outside 4 … 768 kHz.
Result<std::vector<float>> model_input(const Card& card, const Sound& sound);

// Log-mel frames are kept as they come, for one window or a whole clip, and given without allocating. Recipes of the
// sound itself are computed for each window from its samples at the device's rate: of live sound the last 8 s are held
// (a window that a slow device asks for later has lost its beginning), of a clip all, if such a model was there when
// the first sample came.
class ModelInput {
 public:
  ModelInput(double sample_rate_hz, double kept_s, bool live);

  // Before the first sample of a clip: whether the samples are wanted.
  void keep_samples(bool wanted);
  [[nodiscard]] bool can_feed(const Card& card) const;

  void push_device_rate(std::span<const float> samples) noexcept;
  void push_16k(std::span<const float> samples);
  void finish();

  // The 3 s before `end` (in samples at 16 kHz), valid until the next call. Empty: nothing of them is held.
  std::span<const float> window(const Card& card, std::int64_t end);
  // Frames of logmel64; before the first sound and after a clip's end the recipe's floor. Valid as above.
  std::span<const float> frames(std::int64_t first, std::int64_t end);
  [[nodiscard]] std::int64_t frame_count() const { return frames_.count(); }
  // All that was heard; clips.
  std::span<const float> clip(const Card& card);

 private:
  std::span<const float> computed(const Card& card, std::int64_t first, std::int64_t end);

  double rate_hz_;
  double kept_s_;
  bool begun_ = false;
  SampleRing<float> samples_{1};
  bool samples_kept_;
  LogMel64 recipe_;
  SampleRing<LogMel64::Frame> frames_;
  std::vector<float> input_;
};

}  // namespace emo
