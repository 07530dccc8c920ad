// Noise and hum added to a sound. Mono float, full scale ±1; sample_rate_hz > 0.
#pragma once
#include <cstdint>
#include <span>

#include "learning/random.h"

namespace emo {

// Power density by octave: white 0 dB, pink −3 dB, brown −6 dB, blue +3 dB, violet +6 dB. White is Gaussian.
enum class NoiseColour : std::uint8_t { white, pink, brown, blue, violet };

// Adds noise `snr_db` below active_rms(samples). Silence stays silence.
void add_noise(std::span<float> samples, int sample_rate_hz, NoiseColour colour, float snr_db, Random& random);
// Adds mains_hz and five harmonics of random phase and level, together `snr_db` below active_rms(samples).
void add_hum(std::span<float> samples, int sample_rate_hz, float mains_hz, float snr_db, Random& random);

}  // namespace emo
