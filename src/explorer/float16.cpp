#include "explorer/float16.h"

#include <bit>
#include <cmath>

namespace emo {
namespace {

constexpr std::uint32_t kInfinity = 0x7f800000;
constexpr std::uint32_t kBeyondHalf = 0x477ff000;      // 65520: half-way from the largest half to the next power of two
constexpr std::uint32_t kSmallestNormal = 0x38800000;  // 2^-14
constexpr int kFractionShift = 23 - 10;
constexpr std::uint32_t kBiasChange = 127 - 15;

}  // namespace

std::uint16_t to_half(float value) noexcept {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t sign = bits >> 16 & 0x8000U;
  const std::uint32_t magnitude = bits & 0x7fffffffU;
  std::uint32_t half = 0;
  if (magnitude > kInfinity) {
    half = 0x7e00;
  } else if (magnitude >= kBeyondHalf) {
    half = 0x7c00;
  } else if (magnitude < kSmallestNormal) {
    // A subnormal half is a whole number of 2^-24; rounding up to 2^-14 gives the smallest normal one by itself.
    half = static_cast<std::uint32_t>(std::nearbyint(std::bit_cast<float>(magnitude) * 0x1p24F));
  } else {
    const std::uint32_t odd = magnitude >> kFractionShift & 1U;  // ties go to the even neighbour
    const std::uint32_t rounded = magnitude + (1U << (kFractionShift - 1)) - 1U + odd;
    half = (rounded >> kFractionShift) - (kBiasChange << 10);
  }
  return static_cast<std::uint16_t>(sign | half);
}

float from_half(std::uint16_t half) noexcept {
  const std::uint32_t sign = (half & 0x8000U) << 16;
  const std::uint32_t exponent = half >> 10 & 0x1fU;
  const std::uint32_t fraction = half & 0x3ffU;
  if (exponent == 0) {
    const float magnitude = static_cast<float>(fraction) * 0x1p-24F;
    return std::bit_cast<float>(sign | std::bit_cast<std::uint32_t>(magnitude));
  }
  if (exponent == 0x1f) return std::bit_cast<float>(sign | kInfinity | fraction << kFractionShift);
  return std::bit_cast<float>(sign | (exponent + kBiasChange) << 23 | fraction << kFractionShift);
}

}  // namespace emo
