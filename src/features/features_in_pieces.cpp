#include "features/features_in_pieces.h"

#include <algorithm>

namespace emo {

const Feature* find_feature_in_pieces(std::string_view name) {
  static const std::vector<Feature> all = [] {
    std::vector<Feature> made;
    for (const auto make : kFeaturesInPieces) made.push_back(make());
    return made;
  }();
  const auto found = std::ranges::find(all, name, &Feature::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace emo
