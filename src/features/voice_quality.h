// Jitter and shimmer by Praat's definitions (Praat manual: "Voice 2. Jitter", "Voice 3. Shimmer", "PointProcess: Get
// jitter (local)...", "Get shimmer (local)...", "Sound & Pitch: To PointProcess (cc)"); eGeMAPS uses the same two
// (Eyben et al. 2016).
#pragma once
#include <span>
#include <vector>

#include "features/pitch_autocorrelation.h"

namespace emo {

struct VoiceQualityConfig {
  AutocorrelationPitchConfig pitch{};
  double shortest_period_s = 0.0001;
  double longest_period_s = 0.02;
  double max_period_factor = 1.3;     // periods that differ more from their neighbour do not count
  double max_amplitude_factor = 1.6;  // likewise amplitudes
};

struct Jitter {
  double local = 0.0;       // mean |T[i] − T[i−1]| / mean T
  double absolute_s = 0.0;  // mean |T[i] − T[i−1]|
  int periods = 0;          // that counted; 0: there is no value
};

struct Shimmer {
  double local = 0.0;  // mean |A[i] − A[i−1]| / mean A
  double db = 0.0;     // mean |20 log10(A[i] / A[i−1])|
  int periods = 0;     // pairs of them that counted; 0: there is no value
};

// The times of the glottal pulses in s, rising: in each voiced stretch from its loudest pulse outwards, each next one
// where the sound around it correlates best with the sound around the last, 0.8 to 1.25 periods on.
std::vector<double> glottal_pulses(const Sound& sound, const AutocorrelationPitchConfig& pitch = {});
// Of a pitch that is known.
std::vector<double> glottal_pulses(const Sound& sound, const PeriodicityTrack& track);

Jitter jitter(std::span<const double> pulses_s, const VoiceQualityConfig& config = {});
// Amplitude of a period: the Hann-weighted RMS from 0.2 periods before to 0.2 periods after its pulse.
Shimmer shimmer(const Sound& sound, std::span<const double> pulses_s, const VoiceQualityConfig& config = {});

}  // namespace emo
