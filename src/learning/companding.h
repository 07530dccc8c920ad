// The eight bits of a telephone line.
#pragma once
#include <cstdint>
#include <span>

namespace emo {

// µ-law of ITU-T G.711 in whole numbers: the same on every machine. Samples beyond ±1 count as ±1.
std::uint8_t mu_law_code(float sample);
float mu_law_sample(std::uint8_t code);  // −32124/32768 … 32124/32768

// To eight bits and back, in place: signal-to-noise ratio about 37 dB over 40 dB of level. G.711 runs at 8 kHz: limit
// the band to 300 … 3400 Hz first for the whole telephone.
void apply_mu_law(std::span<float> samples);

}  // namespace emo
