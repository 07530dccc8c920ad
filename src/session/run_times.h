// Median and 95th percentile of the last 64 runs of a model.
#pragma once
#include <algorithm>
#include <array>

#include "session/sample_ring.h"

namespace emo {

class RunTimes {
 public:
  void add(double ms) { runs_.push(static_cast<float>(ms)); }
  // share: 0 … 1; 0 ms before the first run.
  [[nodiscard]] float percentile(double share) const {
    std::array<float, kRuns> sorted{};
    const auto n = static_cast<std::size_t>(runs_.count() - runs_.first());
    if (n == 0) return 0.0F;
    for (std::size_t i = 0; i < n; ++i) sorted[i] = runs_[runs_.first() + static_cast<std::int64_t>(i)];
    std::sort(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(n));
    return sorted[std::min(n - 1, static_cast<std::size_t>(share * static_cast<double>(n)))];
  }

 private:
  static constexpr std::size_t kRuns = 64;
  SampleRing<float> runs_{kRuns};
};

}  // namespace emo
