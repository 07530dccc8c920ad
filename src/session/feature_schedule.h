// What the Features room computes next.
#pragma once
#include <array>
#include <functional>
#include <optional>
#include <vector>

#include "session/feature_frames.h"

namespace emo {

struct FeatureWork {
  PaneGroup group{};
  PaneMask panes = 0;  // computed in one pass
  FrameRange frames;
  bool seen = false;  // of a clip: in the visible range
};

using PieceFrames = std::array<int, kPaneGroupCount>;

// A clip: pieces of fixed place, each once for each pane; those that are seen first, then the rest from there outwards.
// Quick panes go before slow ones.
class ClipSchedule {
 public:
  ClipSchedule(std::int64_t total_frames, const PieceFrames& pieces);

  void want(PaneMask panes, FrameRange seen);
  void forget(PaneMask panes);  // they are due again
  // ready: panes that can be computed now.
  [[nodiscard]] std::optional<FeatureWork> next(PaneMask ready) const;
  void done(const FeatureWork& work);
  [[nodiscard]] float progress(Pane pane) const;  // 0 … 1

 private:
  struct Group {
    int piece_frames = 1;
    std::vector<PaneMask> sent;  // of each piece
  };
  [[nodiscard]] std::optional<std::size_t> due_seen(const Group& group, PaneMask panes) const;
  [[nodiscard]] std::optional<std::size_t> due_nearest(const Group& group, PaneMask panes) const;
  [[nodiscard]] FeatureWork work_of(PaneGroup group, std::size_t piece, PaneMask panes, bool seen) const;

  std::int64_t total_;
  std::array<Group, kPaneGroupCount> groups_;
  std::array<std::int64_t, kPaneCount> frames_done_{};
  PaneMask wanted_ = 0;
  FrameRange seen_;
};

// Live sound: each pane has an interval that grows at its newer end as sound is heard and, first come the new frames,
// at its older end towards the oldest sound held.
class LiveSchedule {
 public:
  // steps: new frames are taken in multiples of these numbers, so that there are not too many small blocks.
  LiveSchedule(const PieceFrames& pieces, const PieceFrames& steps) : pieces_(pieces), steps_(steps) {}

  void want(PaneMask panes) { wanted_ = panes; }
  void forget(PaneMask panes);
  // available(pane): frames that can be computed now.
  using Available = std::function<FrameRange(Pane)>;
  [[nodiscard]] std::optional<FeatureWork> next(const Available& available);
  void done(const FeatureWork& work);

 private:
  struct Interval {
    bool begun = false;
    FrameRange sent;
  };
  [[nodiscard]] FrameRange newer(Pane pane, FrameRange available) const;
  [[nodiscard]] FrameRange older(Pane pane, FrameRange available) const;

  PieceFrames pieces_, steps_;
  std::array<Interval, kPaneCount> intervals_{};
  PaneMask wanted_ = 0;
};

}  // namespace emo
