// What is open in the Data room: the catalogue and what came with it or was computed since.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "explorer/built_in_dataset.h"

namespace emo {

struct RoomContent {
  Catalogue catalogue;
  std::string title, attribution;
  std::array<BuiltInFeatures, kMapFeatureCount> features;  // by MapFeatures
  std::vector<std::uint8_t> sound;                         // by row: 1 it can be opened; empty: none can
  std::vector<std::vector<std::uint32_t>> duplicates;      // rows with the same content
  bool split_made = false;                                 // Field::split holds a split that was made here

  // Counted up at each change, so that whoever keeps a result knows whether it still holds.
  struct Changes {
    std::uint32_t catalogue = 0, words = 0, numbers = 0, features = 0, duplicates = 0, sound = 0;
    bool operator==(const Changes&) const = default;
  } changes;

  [[nodiscard]] const BuiltInFeatures& of(MapFeatures kind) const { return features[static_cast<std::size_t>(kind)]; }
  [[nodiscard]] std::size_t rows() const { return catalogue.row_count(); }
};

}  // namespace emo
