#include "features/groups.h"
#include "features/voice_feature_parts.h"

namespace emo {

std::vector<Feature> voice_features() {
  std::vector<Feature> all;
  for (const auto& part : {librosa_pitch_features(), voice_quality_features(), voice_timbre_features()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace emo
