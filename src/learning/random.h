// The random numbers of augmentation. The same seed gives the same integers and the same uniform() on every machine;
// log_uniform() and normal() call exp, log and cos, whose last bit may differ between C libraries.
#pragma once
#include <cstddef>
#include <cstdint>

namespace emo {

struct Range {
  float low = 0.0F;
  float high = 0.0F;
};

// xoshiro256** (Blackman & Vigna), seeded through splitmix64. The standard distributions differ between libraries, so
// they are not used.
class Random {
 public:
  explicit Random(std::uint64_t seed);
  std::uint64_t next();
  double uniform();                      // 0 ≤ x < 1
  float uniform(Range range);            // low ≤ x < high
  float log_uniform(Range range);        // the same in octaves; low > 0
  double normal();                       // mean 0, variance 1
  std::size_t below(std::size_t count);  // 0 … count − 1; count ≥ 1
  bool chance(float probability) { return uniform() < static_cast<double>(probability); }

 private:
  std::uint64_t state_[4];
};

}  // namespace emo
