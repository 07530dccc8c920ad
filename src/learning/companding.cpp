#include "learning/companding.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace emo {
namespace {

constexpr int kBias = 132;  // makes each segment begin at a power of two
constexpr int kLargest = 32635;

}  // namespace

std::uint8_t mu_law_code(float sample) {
  const auto linear = static_cast<int>(std::lround(std::clamp(sample, -1.0F, 1.0F) * 32768.0F));
  const auto biased = static_cast<unsigned>(std::min(std::abs(linear), kLargest) + kBias);
  const auto segment = static_cast<unsigned>(std::bit_width(biased)) - 8U;
  const unsigned step = (biased >> (segment + 3U)) & 15U;
  return static_cast<std::uint8_t>(~((linear < 0 ? 0x80U : 0U) | (segment << 4U) | step));
}

float mu_law_sample(std::uint8_t code) {
  const auto bits = static_cast<unsigned>(static_cast<std::uint8_t>(~code));
  const auto biased = static_cast<int>((((bits & 15U) << 3U) + kBias) << ((bits >> 4U) & 7U));
  const int linear = biased - kBias;
  return static_cast<float>((bits & 0x80U) != 0 ? -linear : linear) / 32768.0F;
}

void apply_mu_law(std::span<float> samples) {
  for (float& x : samples) x = mu_law_sample(mu_law_code(x));
}

}  // namespace emo
