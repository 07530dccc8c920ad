// Small words that the files of the Features room share.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "contract/features_view.h"

namespace emo {

using PaneMask = std::uint32_t;  // bit i: Pane i
inline constexpr PaneMask bit_of(Pane pane) { return PaneMask{1} << static_cast<unsigned>(pane); }
inline constexpr bool has(PaneMask mask, Pane pane) { return (mask & bit_of(pane)) != 0; }
inline constexpr PaneMask kAllPanes = (PaneMask{1} << kPaneCount) - 1;

template <class OnPane>
void for_each_pane(PaneMask mask, OnPane&& on_pane) {
  for (int i = 0; i < kPaneCount; ++i)
    if (const auto pane = static_cast<Pane>(i); has(mask, pane)) on_pane(pane);
}

struct FrameRange {
  std::int64_t first = 0, end = 0;  // first, first + 1, … end − 1
  [[nodiscard]] std::int64_t count() const { return std::max<std::int64_t>(0, end - first); }
  bool operator==(const FrameRange&) const = default;
};

// For each pane frames × rows values, frame after frame.
using PaneValues = std::array<std::vector<float>, kPaneCount>;
inline std::vector<float>& of(PaneValues& values, Pane pane) { return values[static_cast<std::size_t>(pane)]; }
inline const std::vector<float>& of(const PaneValues& values, Pane pane) {
  return values[static_cast<std::size_t>(pane)];
}

template <class Holds>
constexpr PaneMask panes_where(Holds&& holds) {
  PaneMask panes = 0;
  for (int i = 0; i < kPaneCount; ++i)
    if (holds(kPanes[i])) panes |= PaneMask{1} << i;
  return panes;
}
constexpr PaneGroup group_of(Pane pane) { return pane_info(pane).group; }
constexpr PaneMask panes_of(PaneGroup group) {
  return panes_where([group](const PaneInfo& pane) { return pane.group == group; });
}
constexpr PaneMask panes_of(PaneSource source) {
  return panes_where([source](const PaneInfo& pane) { return pane.source == source; });
}

}  // namespace emo
