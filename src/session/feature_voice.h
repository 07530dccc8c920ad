// The panes that come from the samples themselves and from models of the voice.
#pragma once
#include "session/feature_frames.h"
#include "session/feature_sound.h"

namespace emo {

// Samples that a pane's frame needs before and after its centre.
struct PaneReach {
  std::int64_t before = 0, after = 0;
};

// F0 is searched from C2 to C6 with frames as long as librosa's at 22 050 Hz (93 ms) and librosa's other defaults.
// pYIN chooses the likeliest path through all frames; here each piece of frames has its own path, which begins
// kPitchContext frames before the piece and ends as many behind it, so that a frame has one value whichever way it is
// reached and long clips and live sound need not be waited for.
inline constexpr float kPitchLowHz = 65.41F;
inline constexpr float kPitchHighHz = 1046.5F;
struct PitchPieces {
  int frames, before, after;
};
inline constexpr PitchPieces kClipPitch{128, 32, 32};
inline constexpr PitchPieces kLivePitch{16, 32, 16};

class FeatureVoice {
 public:
  FeatureVoice(FeatureSound& sound, const AnalysisSettings& settings);

  [[nodiscard]] static int rows(Pane pane);
  [[nodiscard]] PaneReach reach(Pane pane) const;
  [[nodiscard]] const PitchPieces& pitch_pieces() const { return sound_.live() ? kLivePitch : kClipPitch; }
  // Appends the values of the frames; pitch: frames of one piece. total: frames of the clip; live: a very large number.
  void compute(Pane pane, FrameRange frames, std::int64_t total, std::vector<float>& out);

 private:
  void waveform(FrameRange frames, std::int64_t total, std::vector<float>& out);
  void zcr(FrameRange frames, std::vector<float>& out);
  void pitch(FrameRange frames, std::int64_t total, std::vector<float>& out);
  void formants(FrameRange frames, std::vector<float>& out);
  void intensity(FrameRange frames, std::vector<float>& out);
  // The sound around the frames, cut at its ends, in sound_piece_, and the frames' times in it, in times_.
  void read_around(Pane pane, FrameRange frames);
  [[nodiscard]] std::int64_t centre(std::int64_t frame) const { return frame * settings_.hop_length; }

  FeatureSound& sound_;
  AnalysisSettings settings_;
  int pitch_frame_;
  std::vector<float> piece_;
  std::vector<double> times_;
};

}  // namespace emo
