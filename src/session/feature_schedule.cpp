#include "session/feature_schedule.h"

#include <cmath>

namespace emo {
namespace {

constexpr std::array kGroups{PaneGroup::quick, PaneGroup::formants, PaneGroup::pitch};

std::size_t index(PaneGroup group) { return static_cast<std::size_t>(group); }
std::size_t index(Pane pane) { return static_cast<std::size_t>(pane); }

}  // namespace

ClipSchedule::ClipSchedule(std::int64_t total_frames, const PieceFrames& pieces) : total_(total_frames) {
  for (std::size_t g = 0; g < kPaneGroupCount; ++g) {
    groups_[g].piece_frames = pieces[g];
    groups_[g].sent.resize(static_cast<std::size_t>((total_ + pieces[g] - 1) / pieces[g]));
  }
}

void ClipSchedule::want(PaneMask panes, FrameRange seen) {
  wanted_ = panes;
  seen_.first = std::clamp<std::int64_t>(seen.first, 0, total_ - 1);
  seen_.end = std::clamp<std::int64_t>(seen.end, seen_.first + 1, total_);
}

void ClipSchedule::forget(PaneMask panes) {
  for (Group& group : groups_)
    for (PaneMask& sent : group.sent) sent &= ~panes;
  for_each_pane(panes, [&](Pane pane) { frames_done_[index(pane)] = 0; });
}

std::optional<FeatureWork> ClipSchedule::next(PaneMask ready) const {
  for (const bool seen : {true, false})
    for (PaneGroup group : kGroups) {
      const PaneMask panes = wanted_ & ready & panes_of(group);
      const Group& g = groups_[index(group)];
      if (const auto piece = seen ? due_seen(g, panes) : due_nearest(g, panes))
        return work_of(group, *piece, panes, seen);
    }
  return std::nullopt;
}

std::optional<std::size_t> ClipSchedule::due_seen(const Group& group, PaneMask panes) const {
  const auto first = static_cast<std::size_t>(seen_.first / group.piece_frames);
  const auto last = static_cast<std::size_t>((seen_.end - 1) / group.piece_frames);
  for (std::size_t piece = first; panes != 0 && piece <= last; ++piece)
    if ((panes & ~group.sent[piece]) != 0) return piece;
  return std::nullopt;
}

std::optional<std::size_t> ClipSchedule::due_nearest(const Group& group, PaneMask panes) const {
  if (panes == 0) return std::nullopt;
  const std::int64_t first = seen_.first / group.piece_frames;
  const std::int64_t last = (seen_.end - 1) / group.piece_frames;
  const auto pieces = static_cast<std::int64_t>(group.sent.size());
  for (std::int64_t away = 1; last + away < pieces || first - away >= 0; ++away)
    for (const std::int64_t piece : {last + away, first - away})
      if (piece >= 0 && piece < pieces && (panes & ~group.sent[static_cast<std::size_t>(piece)]) != 0)
        return static_cast<std::size_t>(piece);
  return std::nullopt;
}

FeatureWork ClipSchedule::work_of(PaneGroup group, std::size_t piece, PaneMask panes, bool seen) const {
  const Group& g = groups_[index(group)];
  const std::int64_t first = static_cast<std::int64_t>(piece) * g.piece_frames;
  return {group, panes & ~g.sent[piece], {first, std::min(total_, first + g.piece_frames)}, seen};
}

void ClipSchedule::done(const FeatureWork& work) {
  Group& group = groups_[index(work.group)];
  group.sent[static_cast<std::size_t>(work.frames.first / group.piece_frames)] |= work.panes;
  for_each_pane(work.panes, [&](Pane pane) { frames_done_[index(pane)] += work.frames.count(); });
}

float ClipSchedule::progress(Pane pane) const {
  return static_cast<float>(static_cast<double>(frames_done_[index(pane)]) / static_cast<double>(total_));
}

void LiveSchedule::forget(PaneMask panes) {
  for_each_pane(panes, [&](Pane pane) { intervals_[index(pane)] = {}; });
}

std::optional<FeatureWork> LiveSchedule::next(const Available& available) {
  for (const auto& find : {&LiveSchedule::newer, &LiveSchedule::older})
    for (PaneGroup group : kGroups) {
      FeatureWork work;
      work.group = group;
      for_each_pane(wanted_ & panes_of(group), [&](Pane pane) {
        const FrameRange held = available(pane);
        Interval& interval = intervals_[index(pane)];
        if (!interval.begun || interval.sent.end < held.first) {
          const int step = steps_[index(group)];
          const std::int64_t newest = held.end / step * step;
          interval = {held.count() > 0, {newest, newest}};
        }
        if (!interval.begun) return;
        const FrameRange due = (this->*find)(pane, held);
        if (due.count() == 0 || (work.panes != 0 && due != work.frames)) return;
        work.panes |= bit_of(pane);
        work.frames = due;
      });
      if (work.panes != 0) return work;
    }
  return std::nullopt;
}

FrameRange LiveSchedule::newer(Pane pane, FrameRange available) const {
  const auto group = index(group_of(pane));
  const std::int64_t from = intervals_[index(pane)].sent.end;
  const std::int64_t to = available.end / steps_[group] * steps_[group];
  const std::int64_t piece_end = (from / pieces_[group] + 1) * pieces_[group];
  return {from, std::min(to, piece_end)};
}

FrameRange LiveSchedule::older(Pane pane, FrameRange available) const {
  const auto group = index(group_of(pane));
  const std::int64_t to = intervals_[index(pane)].sent.first;
  const std::int64_t piece_begin = (to - 1) / pieces_[group] * pieces_[group];
  return {std::max(available.first, piece_begin), to};
}

void LiveSchedule::done(const FeatureWork& work) {
  for_each_pane(work.panes, [&](Pane pane) {
    FrameRange& sent = intervals_[index(pane)].sent;
    sent.first = std::min(sent.first, work.frames.first);
    sent.end = std::max(sent.end, work.frames.end);
  });
}

}  // namespace emo
