#include "ui/model/features_room.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace emo::ui {
namespace {

bool same_wish(const FeatureRequest& a, const FeatureRequest& b) {
  if (a.panes == 0 && b.panes == 0) return true;
  return a.panes == b.panes && a.settings == b.settings && a.first_s == b.first_s && a.last_s == b.last_s;
}

}  // namespace

bool FeaturesRoom::take_block(std::span<const std::uint8_t> bytes) {
  const auto block = parse_feature_block(bytes);
  if (!block) return false;
  const bool live = block->header.live != 0;
  // A sound that is already over sends its last blocks after the next one has begun.
  const std::uint32_t known = live ? live_generation_ : clip_generation_;
  if (static_cast<std::int32_t>(block->header.sound - known) < 0) return true;
  (live ? live_ : clip_).take(*block);
  return true;
}

void FeaturesRoom::show_sound(bool clip, std::uint32_t generation, Stretch bounds) {
  std::uint32_t& known = clip ? clip_generation_ : live_generation_;
  FeatureStore& store = clip ? clip_ : live_;
  const bool another = generation != known || clip != clip_shown_;
  if (generation != known && store.sound() != generation) store.clear();
  known = generation;
  clip_shown_ = clip;
  if (another) {
    window.reset();
    region.reset();
    pinned.reset();
  }
  window.set_bounds(bounds, !clip);
}

void FeaturesRoom::forget_clip() { clip_.clear(); }

Stretch FeaturesRoom::region_or_visible() const {
  if (region) return *region;
  const Stretch seen = window.visible();
  return {std::max(seen.start_s, 0.0), std::max(seen.end_s, 0.0)};
}

std::optional<FeatureRequest> FeaturesRoom::next_request(std::uint32_t wanted) {
  FeatureRequest request = asked_;
  request.panes = wanted;
  request.settings = choice_.analysis;
  const Stretch seen = window.visible();
  const double quarter = std::max(seen.length() / 4, 1e-3);
  request.first_s = std::max(0.0, std::floor(seen.start_s / quarter + 1e-6) * quarter);
  request.last_s = std::max(request.first_s, std::ceil(seen.end_s / quarter - 1e-6) * quarter);
  if (same_wish(request, asked_)) return std::nullopt;
  if (!(request.settings == asked_.settings)) ++request.revision;
  asked_ = request;
  return request;
}

}  // namespace emo::ui
