// Reverberation, as if the voice stood in a room: an artificial impulse response.
#pragma once
#include <span>

#include "learning/random.h"

namespace emo {

// Direct sound, early reflections and a decaying velvet-noise tail (sparse ±1 pulses: Karjalainen & Järveläinen 2007).
// rt60_s > 0: time in which the tail falls by 60 dB; wet_db: reverberant energy against direct energy.
// Keeps the length; the tail beyond the end is cut.
void add_reverberation(std::span<float> samples, int sample_rate_hz, float rt60_s, float wet_db, Random& random);

}  // namespace emo
