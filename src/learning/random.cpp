#include "learning/random.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace emo {

Random::Random(std::uint64_t seed) {
  for (std::uint64_t& word : state_) {  // splitmix64
    seed += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = seed;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    word = z ^ (z >> 31);
  }
}

std::uint64_t Random::next() {
  const auto rotate = [](std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); };
  const std::uint64_t result = rotate(state_[1] * 5, 7) * 9;
  const std::uint64_t t = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = rotate(state_[3], 45);
  return result;
}

double Random::uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

float Random::uniform(Range range) { return range.low + static_cast<float>(uniform()) * (range.high - range.low); }

float Random::log_uniform(Range range) {
  assert(range.low > 0.0F && range.high > 0.0F);
  return std::exp(uniform(Range{std::log(range.low), std::log(range.high)}));
}

double Random::normal() {  // Box–Muller; the second value is dropped so that no state is kept
  const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
  return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

std::size_t Random::below(std::size_t count) {
  assert(count >= 1);
  return std::min(count - 1, static_cast<std::size_t>(uniform() * static_cast<double>(count)));
}

}  // namespace emo
