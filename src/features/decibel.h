// librosa.power_to_db and librosa.amplitude_to_db, in place.
#pragma once
#include <span>

namespace emo {

struct DecibelConfig {
  float ref = 1.0F;         // the value that becomes 0 dB; ≥ 0
  bool ref_is_max = false;  // librosa's ref=np.max: the largest of the values
  float amin = 1e-10F;      // smaller values count as this; ≥ 1e-30. librosa's default for amplitudes is 1e-5
  float top_db = 80.0F;     // nothing lies more than this below the largest; < 0: no such limit
};

// values ← 10 log10(max(amin, values) / max(amin, ref)), within 2e-5 dB
void power_to_db(std::span<float> values, const DecibelConfig& config = {}) noexcept;
// The same of the squares, with ref² and amin².
void amplitude_to_db(std::span<float> values, const DecibelConfig& config = {.amin = 1e-5F}) noexcept;

}  // namespace emo
