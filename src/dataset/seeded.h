// Order from a seed, the same on every machine: splitmix64 (Steele, Lea & Flood 2014). The generator of src/learning
// stands to the right of this module.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace emo {

class Seeded {
 public:
  explicit Seeded(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }

  // 0 … count − 1, for 1 ≤ count < 2³²; the bias is below count / 2³².
  std::size_t below(std::size_t count) {
    return static_cast<std::size_t>(((next() >> 32) * static_cast<std::uint64_t>(count)) >> 32);
  }

 private:
  std::uint64_t state_;
};

// The first `count` places get a random choice of all (Fisher–Yates).
template <class T>
void shuffle_first(std::span<T> items, std::size_t count, Seeded& seeded) {
  for (std::size_t i = 0; i < count && i + 1 < items.size(); ++i)
    std::swap(items[i], items[i + seeded.below(items.size() - i)]);
}

}  // namespace emo
