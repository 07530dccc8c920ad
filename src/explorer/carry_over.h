// What is known of a recording is known of every copy of it: measures and features of one set for another.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "explorer/built_in_dataset.h"

namespace emo {

// Numbers and features that `to` does not know, of recordings that are the same by path or by a name that its corpus
// gave to one recording alone (any of the named grammars; folders and endings do not count). Returns how many rows got
// any.
std::uint32_t carry_over(const Catalogue& from, const std::array<BuiltInFeatures, kMapFeatureCount>& features,
                         BuiltInDataset& to);

// "Measures and features of 1440 recordings are known by their names from RAVDESS, speech (CC …)." into to.attribution.
void attribute_carried(std::uint32_t rows, std::string_view title, std::string_view attribution, BuiltInDataset& to);

}  // namespace emo
