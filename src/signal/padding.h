// What lies before the first and after the last sample of a sound, as numpy.pad names and defines it.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace emo {

enum class PadMode : unsigned char { constant, edge, reflect, symmetric, linear_ramp };
inline constexpr std::array<std::string_view, 5> kPadModeNames{"constant", "edge", "reflect", "symmetric",
                                                               "linear_ramp"};

// out[i] = sample `start + i` of the sound (not empty) padded with `pad` samples on each side.
void copy_padded(std::span<const float> sound, std::int64_t start, std::int64_t pad, PadMode mode,
                 std::span<float> out) noexcept;

}  // namespace emo
