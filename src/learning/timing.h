// Where and how fast a sound is. Mono float.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "learning/random.h"

namespace emo {

// As a tape: length, pitch and formants change together. Windowed-sinc interpolation; round(size / factor) samples,
// 0.5 ≤ factor ≤ 2.
std::vector<float> change_speed(std::span<const float> samples, float factor);

// shift > 0 puts silence in front, shift < 0 drops samples: size + shift samples, at least none.
std::vector<float> shift_in_time(std::span<const float> samples, std::ptrdiff_t shift);

// The length stays. What leaves at one end is lost and silence comes in (silence), or comes in at the other end as
// numpy.roll does (wrap).
enum class ShiftFill : std::uint8_t { silence, wrap };
std::vector<float> roll(std::span<const float> samples, std::ptrdiff_t shift, ShiftFill fill);

// Exactly `length` samples: cut where there are more, silence where there are fewer.
// start: keeps the beginning, silence after it (librosa.util.fix_length); centre: as much cut or added on both sides
// (librosa.util.pad_center), the odd sample at the end; random: anywhere, uniformly.
enum class Placement : std::uint8_t { start, centre, random };
std::vector<float> fit_length(std::span<const float> samples, std::size_t length, Placement placement, Random& random);

}  // namespace emo
