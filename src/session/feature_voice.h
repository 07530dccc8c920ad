// The panes that come from the samples themselves and from models of the voice. They stay cases of this class and are
// not rows alone, as features in pieces are (features/features_in_pieces.h): the waveform is no feature's; pYIN keeps
// its path from piece to piece; Praat centres the frames of formants and intensity in the whole sound, while panes want
// them at multiples of hop_length; and zero crossings are counted on from frame to frame, frame_length being the room's
// n_fft.
#pragma once
#include <optional>

#include "features/feature.h"
#include "session/feature_frames.h"
#include "session/feature_pitch.h"
#include "session/feature_sound.h"
#include "signal/resampler.h"

namespace emo {

class FeatureVoice {
 public:
  FeatureVoice(FeatureSound& sound, const AnalysisSettings& settings);

  [[nodiscard]] FrameReach reach(Pane pane) const;
  [[nodiscard]] const PitchPieces& pitch_pieces() const { return pitch_.pieces(); }
  // One short step towards compute(); false: it is short itself.
  bool prepare(PaneMask panes, FrameRange frames, std::int64_t total) {
    return has(panes, Pane::pitch) && pitch_.prepare(frames, total);
  }
  // Appends the values of the frames; pitch: frames of one piece. total: frames of the clip; live: a very large number.
  void compute(Pane pane, FrameRange frames, std::int64_t total, std::vector<float>& out);

 private:
  void waveform(FrameRange frames, std::int64_t total, std::vector<float>& out);
  void zcr(FrameRange frames, std::vector<float>& out);
  void formants(FrameRange frames, std::vector<float>& out);
  void intensity(FrameRange frames, std::vector<float>& out);
  // The sound around the frames, cut at its ends, in piece_, and the frames' times in it, in times_.
  void read_around(Pane pane, FrameRange frames);
  [[nodiscard]] std::int64_t centre(std::int64_t frame) const { return frame * settings_.hop_length; }

  FeatureSound& sound_;
  AnalysisSettings settings_;
  FeaturePitch pitch_;
  std::optional<Resampler> formant_resampler_;  // at 11 kHz or less none is needed
  std::vector<float> piece_, resampled_;
  std::vector<double> times_;
};

}  // namespace emo
