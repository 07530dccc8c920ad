// IEEE 754 half precision, in software: 1 sign, 5 exponent and 10 fraction bits.
#pragma once
#include <cstdint>

namespace emo {

inline constexpr float kLargestHalf = 65504.0F;

// To the nearest, ties to even; beyond ±65 520: ±∞; NaN stays NaN (quiet).
std::uint16_t to_half(float value) noexcept;
float from_half(std::uint16_t half) noexcept;  // exact

}  // namespace emo
