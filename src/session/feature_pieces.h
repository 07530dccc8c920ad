// A pane that is one feature, computed in pieces by the feature's own function.
#pragma once
#include <vector>

#include "features/feature.h"
#include "session/feature_frames.h"
#include "session/feature_sound.h"

namespace emo {

// A piece's values are taken from the feature of the sound around it, as far as Feature::reach says; so they are those
// of the feature of the whole sound, whichever way a frame is reached.
class FeaturePieces {
 public:
  // pane: of PaneSource::feature; its feature has a reach with the pane's settings.
  FeaturePieces(FeatureSound& sound, const AnalysisSettings& settings, Pane pane);

  // before: a whole number of hops.
  [[nodiscard]] FrameReach reach() const { return reach_; }
  // Appends the values of the frames.
  void compute(FrameRange frames, std::vector<float>& out);

 private:
  FeatureSound* sound_;
  const Feature* feature_;
  FeatureSettings settings_;
  std::int64_t hop_;
  std::size_t rows_;
  FrameReach reach_;
  std::vector<float> piece_;
};

}  // namespace emo
