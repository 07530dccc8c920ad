// The pitch pane: pYIN (features/pitch.h) in pieces.
#pragma once
#include <cstdint>
#include <vector>

#include "features/pitch.h"
#include "features/pyin_candidates.h"
#include "session/feature_frames.h"
#include "session/feature_sound.h"

namespace emo {

// F0 is searched from C2 to C6, in frames of the power of two nearest to librosa's 93 ms, with librosa's other
// defaults. pYIN chooses the likeliest path through all frames; here each piece of frames has a path of its own, which
// begins `before` frames earlier and ends `after` frames later, so that a frame has one value whichever way it is
// reached, and neither long clips nor live sound need be waited for.
inline constexpr float kPitchLowHz = 65.41F;
inline constexpr float kPitchHighHz = 1046.5F;
struct PitchPieces {
  int frames, before, after;
};
inline constexpr PitchPieces kClipPitch{128, 32, 32};
inline constexpr PitchPieces kLivePitch{16, 32, 16};

class FeaturePitch {
 public:
  FeaturePitch(FeatureSound& sound, int hop_length);

  [[nodiscard]] const PitchPieces& pieces() const { return sound_.live() ? kLivePitch : kClipPitch; }
  [[nodiscard]] int frame_length() const { return config_.frame_length; }

  // What compute() needs is found in short steps: one of them; false: all is found. frames: of one piece.
  bool prepare(FrameRange frames, std::int64_t total);
  // Appends F0 (0: unvoiced) and the probability of voice of each frame.
  void compute(FrameRange frames, std::int64_t total, std::vector<float>& out);

 private:
  // Candidates of kObserved frames; each frame's are its own, so they serve all paths that pass.
  struct Slot {
    std::int64_t index = -1;
    PitchObservations seen;
  };
  [[nodiscard]] FrameRange around(FrameRange frames, std::int64_t total) const;
  [[nodiscard]] Slot& slot(std::int64_t index) { return slots_[static_cast<std::size_t>(index) % slots_.size()]; }
  void observe(FrameRange frames);  // or a step towards it
  void gather(FrameRange frames);

  FeatureSound& sound_;
  PyinConfig config_;
  PyinSteps steps_;
  std::vector<Slot> slots_;
  PitchObservations seen_;
  std::vector<float> piece_;
};

}  // namespace emo
