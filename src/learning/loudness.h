// Levels that augmentation refers to.
#pragma once
#include <cstddef>
#include <span>

namespace emo {

double amplitude_of_db(double db);              // 10^(db/20)
double rms_of(std::span<const float> samples);  // 0 for none

// RMS over the 20 ms frames within 30 dB of the loudest one: the level of the speech, not of the pauses around it.
float active_rms(std::span<const float> samples, int sample_rate_hz);
// Samples before the first 20 ms frame within 30 dB of the loudest one.
std::size_t leading_silence_samples(std::span<const float> samples, int sample_rate_hz);

}  // namespace emo
