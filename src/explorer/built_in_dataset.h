// A set of recordings that the Data room can show without hearing them again: catalogue, features of each row, title
// and attribution, as one file. What is embedded in the page (RAVDESS) and what the browser keeps is of this kind.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "contract/data_choices.h"
#include "contract/result.h"
#include "dataset/catalogue.h"

namespace emo {

// One number list a row. In the file the numbers are float16 (11 significant bits), each of the `width` places with a
// power of two of its own, so that numbers down to 2^-30 of the place's largest keep all 11 bits.
struct BuiltInFeatures {
  std::string made_by;        // "mlp180, version 1"; "emoscope-s, embedding, model b594066255aa"
  std::uint32_t width = 0;    // 0: there are none
  std::vector<float> values;  // row-major, rows × width; NaN throughout a row: it has none
};
inline constexpr std::size_t kMapFeatureCount = 2;

struct BuiltInDataset {
  Catalogue catalogue;
  std::string title;                                         // "RAVDESS, speech"
  std::string attribution;                                   // licence and source in a sentence
  std::array<BuiltInFeatures, kMapFeatureCount> features{};  // by MapFeatures
  std::vector<std::vector<std::uint32_t>> duplicates;        // rows whose sounds are alike, two or more a group

  [[nodiscard]] BuiltInFeatures& of(MapFeatures kind) { return features[static_cast<std::size_t>(kind)]; }
  [[nodiscard]] const BuiltInFeatures& of(MapFeatures kind) const { return features[static_cast<std::size_t>(kind)]; }

  // Little-endian, versioned, with a checksum (built_in_dataset.cpp says the order). Of all features, values.size()
  // must be rows × width.
  [[nodiscard]] std::vector<std::uint8_t> to_bytes() const;
  // Error: not such a file, another version, damaged in any way.
  static Result<BuiltInDataset> from_bytes(std::span<const std::uint8_t> bytes);
};

}  // namespace emo
