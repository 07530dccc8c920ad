// The features whose frames depend on the sound around them alone (Feature::reach): the Features room shows them and
// the Data room measures them by a row of contract/feature_table.h, with no code of their own there. They are features
// like all others (features/catalogue.h); this list is apart so that the page's programs hold these and not all.
#pragma once
#include "features/feature.h"

namespace emo {

Feature onset_strength_feature();
Feature poly_features_feature();
inline constexpr Feature (*kFeaturesInPieces[])() = {onset_strength_feature, poly_features_feature};

const Feature* find_feature_in_pieces(std::string_view name);  // nullptr: none of them

}  // namespace emo
