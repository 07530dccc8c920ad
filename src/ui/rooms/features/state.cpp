#include "ui/rooms/features/state.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace emo::ui {
namespace {

bool same_request(const FeatureRequest& a, const FeatureRequest& b) {
  if (a.panes == 0 && b.panes == 0) return true;
  return a.panes == b.panes && a.settings == b.settings && a.first_s == b.first_s && a.last_s == b.last_s;
}

}  // namespace

bool FeaturesState::take_block(std::span<const std::uint8_t> bytes) {
  const auto block = parse_feature_block(bytes);
  if (!block) return false;
  Known& of = block->header.live != 0 ? live_ : clip_;
  // A sound that is already over sends its last blocks after the next one has begun.
  if (static_cast<std::int32_t>(block->header.sound - of.newest_sound) < 0) return true;
  of.newest_sound = block->header.sound;
  of.store.take(*block);
  return true;
}

void FeaturesState::show_sound(bool clip, const std::string& identity, Stretch bounds) {
  Known& of = clip ? clip_ : live_;
  const bool another = identity != of.identity;
  // Blocks of the new sound may have come before the word of it.
  if (another && of.store.sound() == of.seen_sound) of.store.clear();
  of.seen_sound = of.store.sound();
  of.identity = identity;
  if (another || clip != clip_shown_) {
    window.reset();
    region.reset();
    pinned.reset();
  }
  clip_shown_ = clip;
  window.set_bounds(bounds, !clip);
}

void FeaturesState::forget_clip() {
  clip_.store.clear();
  clip_.identity.clear();
}

Stretch FeaturesState::region_or_visible() const {
  if (region) return *region;
  const Stretch seen = window.visible();
  return {std::max(seen.start_s, 0.0), std::max(seen.end_s, 0.0)};
}

std::optional<FeatureRequest> FeaturesState::next_request(std::uint32_t wanted) {
  FeatureRequest request = asked_;
  request.panes = wanted;
  request.settings = choice_.analysis;
  const Stretch seen = window.visible();
  const double quarter = std::max(seen.length() / 4, 1e-3);
  request.first_s = std::max(0.0, std::floor(seen.start_s / quarter + 1e-6) * quarter);
  request.last_s = std::max(request.first_s, std::ceil(seen.end_s / quarter - 1e-6) * quarter);
  if (same_request(request, asked_)) return std::nullopt;
  if (!(request.settings == asked_.settings)) ++request.revision;
  asked_ = request;
  return request;
}

}  // namespace emo::ui
