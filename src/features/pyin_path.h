// The second half of pyin: the most probable sequence of pitches (Viterbi) where each state may only go to pitches
// nearby, and from voiced to unvoiced and back.
#pragma once
#include <vector>

#include "features/pyin_candidates.h"

namespace emo {

struct PitchPathConfig {
  int bins = 0;
  int transition_width = 1;  // bins: of the triangle of transition probabilities
  double switch_prob = 0.01;
  double transition_min_prob = 1e-4;
};

// The state of each frame: 0 … bins − 1 voiced, bins … 2 bins − 1 unvoiced. librosa.sequence.viterbi with
// transition_local (window="triangle") and transition_loop. Long sounds take no more memory than short ones beside
// 8 bins bytes each 512 frames: their blocks are walked through twice.
std::vector<int> pitch_path(const PitchObservations& seen, const PitchPathConfig& config);

}  // namespace emo
