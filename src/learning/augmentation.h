// Sound made to come from another room, microphone and distance, for training. Pure functions of samples, settings and
// a seed: the same seed gives the same sound on every machine, to the last bit where the C library is the same
// (learning/random.h). Mono float, full scale ±1.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "learning/filters.h"
#include "learning/loudness.h"
#include "learning/noise.h"
#include "learning/random.h"
#include "learning/reverberation.h"
#include "learning/timing.h"

namespace emo {

struct AugmentConfig {
  float speed_probability = 0.7F;
  Range speed_factor{0.88F, 1.14F};  // > 1: faster and higher, as a tape

  float shift_probability = 0.5F;
  Range shift_s{-0.3F, 0.3F};  // < 0 removes leading near-silence only, never speech

  float reverberation_probability = 0.5F;
  Range rt60_s{0.1F, 0.6F};
  Range wet_db{-22.0F, -3.0F};  // reverberant energy against direct energy

  float noise_probability = 0.65F;
  Range snr_db{5.0F, 40.0F};
  float hum_probability = 0.15F;  // mains hum with harmonics
  Range hum_snr_db{15.0F, 40.0F};

  float colour_probability = 0.7F;
  float telephone_probability = 0.06F;  // 300 … 3400 Hz

  float gain_probability = 1.0F;
  Range gain_db{-20.0F, 20.0F};
  float max_overdrive_db = 6.0F;  // the gain is lowered so that no peak exceeds full scale by more before clipping
};

// All steps in the order of nature: speaker (speed, shift), reverberation, noise, microphone, hum, gain, converter
// (clipping).
std::vector<float> augment(std::span<const float> samples, int sample_rate_hz, const AugmentConfig& config,
                           std::uint64_t seed);

void apply_gain(std::span<float> samples, float gain_db);
void hard_clip(std::span<float> samples);
void invert_polarity(std::span<float> samples);

}  // namespace emo
