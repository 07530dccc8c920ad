// All panes of the Features room under one setting: which frames can be computed, and their values. A frame's value
// depends on the sound and the settings alone, not on what was asked before or together with it.
#pragma once
#include <memory>
#include <optional>

#include "features/tuning.h"
#include "session/feature_pieces.h"
#include "session/feature_spectra.h"
#include "session/feature_voice.h"

namespace emo {

// Frame t is centred on sample t · hop_length; what lies outside the sound is zeros (zcr: the first and last sample),
// as librosa's center=True.
class FeaturePanes {
 public:
  FeaturePanes(FeatureSound& sound, const AnalysisSettings& settings);

  [[nodiscard]] const AnalysisSettings& settings() const { return settings_; }
  [[nodiscard]] const FeatureSpectra& spectra() const { return spectra_; }
  [[nodiscard]] int rows(Pane pane) const;
  // Clip: its frames, 1 + samples / hop. Live: a very large number.
  [[nodiscard]] std::int64_t total() const;
  // Live: the frames that are held and whose sound is complete. Clip: all.
  [[nodiscard]] FrameRange available(Pane pane) const;
  // Frames that are computed together; their ranges begin at multiples of it.
  [[nodiscard]] int piece(PaneGroup group) const;

  // Chroma's tuning is learned from the first 60 s of a clip, of live sound from its first 4 s, and then stays.
  [[nodiscard]] bool tuning_known() const { return tuning_.has_value(); }
  [[nodiscard]] float tuning() const { return tuning_.value_or(0.0F); }
  // A few milliseconds of learning; false if there is nothing to do (known, or too little has been heard).
  bool learn_tuning();

  // One short step towards compute(); false: it is short itself.
  bool prepare(PaneMask panes, FrameRange frames);
  // The frames, all available, within one piece of their group. Panes of one group; chroma only once the tuning is
  // known. The values stay until the next call.
  const PaneValues& compute(PaneMask panes, FrameRange frames);

 private:
  [[nodiscard]] FrameReach reach(Pane pane) const;
  [[nodiscard]] std::int64_t tuning_frames() const;
  std::span<const float> sound_around(FrameRange frames);

  FeatureSound& sound_;
  AnalysisSettings settings_;
  FeatureSpectra spectra_;
  FeatureVoice voice_;
  std::array<std::optional<FeaturePieces>, kPaneCount> pieces_;  // of the panes of PaneSource::feature
  StftFrames tuning_stft_;
  Piptrack piptrack_;
  TuningEstimator estimator_;
  std::int64_t tuning_frames_done_ = 0;
  std::optional<float> tuning_;
  std::vector<float> sound_piece_;
  PaneValues values_;
};

}  // namespace emo
