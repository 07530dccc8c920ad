#pragma once
#include <algorithm>
#include <array>
#include <cstddef>

namespace emo::ui {

// The last few hundred frames' durations.
class FrameTimes {
 public:
  void add(double ms) {
    kept_[next_ % kept_.size()] = static_cast<float>(ms);
    ++next_;
  }
  [[nodiscard]] double p95() const {
    const std::size_t count = std::min(next_, kept_.size());
    if (count == 0) return 0;
    std::array<float, kKept> sorted = kept_;
    const auto at = static_cast<std::ptrdiff_t>((count - 1) * 95 / 100);
    std::nth_element(sorted.begin(), sorted.begin() + at, sorted.begin() + static_cast<std::ptrdiff_t>(count));
    return sorted[static_cast<std::size_t>(at)];
  }

 private:
  static constexpr std::size_t kKept = 300;
  std::array<float, kKept> kept_{};
  std::size_t next_ = 0;
};

}  // namespace emo::ui
