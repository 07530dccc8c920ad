// Speaking rate by syllable nuclei: N. H. de Jong & T. Wempe (2009), "Praat script to detect syllable nuclei and
// measure speech rate automatically", Behavior Research Methods 41(2), 385–390. A syllable is a peak of the intensity
// above a threshold, in a voiced place, with a dip of at least 2 dB to the next one. The paper asks for the dip before
// the peak, the authors' script for the one after it; here it is both, so that a shoulder of a syllable is none itself.
#pragma once
#include <vector>

#include "features/feature.h"
#include "features/pitch_autocorrelation.h"

namespace emo {

struct SpeakingRateConfig {
  double silence_db = -25;   // threshold below the loudest intensity (its 99th percentile)
  double min_dip_db = 2;     // between a peak and the dip before it
  double min_pause_s = 0.3;  // quieter stretches of this length are pauses
  double min_pitch_hz = 50;  // of the intensity's window
};

struct SpeakingRate {
  std::vector<double> nuclei_s;  // when
  double duration_s = 0.0;
  double speaking_s = 0.0;  // without the pauses

  [[nodiscard]] double per_second() const;           // syllables / duration
  [[nodiscard]] double per_speaking_second() const;  // articulation rate; 0 without speech
};

SpeakingRate speaking_rate(const Sound& sound, const SpeakingRateConfig& config = {});
// With a pitch that is known: syllables are sought where it is voiced.
SpeakingRate speaking_rate(const Sound& sound, const PeriodicityTrack& pitch, const SpeakingRateConfig& config = {});

}  // namespace emo
