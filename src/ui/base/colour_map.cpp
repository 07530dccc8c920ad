#include "ui/base/colour_map.h"

#include <cmath>

namespace emo::ui {
namespace {

// matplotlib's tables (CC0) at 33 equally spaced places; linear interpolation between them stays within 2 % of a
// channel of the full tables.
using Anchors = std::array<std::uint32_t, 33>;
constexpr Anchors kViridis{0x440154, 0x470D60, 0x48186A, 0x482374, 0x472D7B, 0x453781, 0x424086, 0x3E4989, 0x3B528B,
                           0x375B8D, 0x33638D, 0x2F6B8E, 0x2C728E, 0x297A8E, 0x26828E, 0x23898E, 0x21918C, 0x1F978B,
                           0x1F9F88, 0x21A685, 0x27AD81, 0x31B57B, 0x3DBC74, 0x4CC26C, 0x5CC863, 0x6ECE58, 0x81D34D,
                           0x95D840, 0xAADC32, 0xC0DF25, 0xD5E21A, 0xEAE51A, 0xFDE725};
constexpr Anchors kMagma{0x000004, 0x030312, 0x0A0822, 0x130D34, 0x1D1147, 0x29115A, 0x36106B, 0x440F76, 0x51127C,
                         0x5D177F, 0x6A1C81, 0x762181, 0x832681, 0x902A81, 0x9C2E7F, 0xAA337D, 0xB73779, 0xC23B75,
                         0xCF4070, 0xDB476A, 0xE55064, 0xEE5B5E, 0xF4695C, 0xF9785D, 0xFB8761, 0xFD9668, 0xFEA571,
                         0xFEB47B, 0xFEC287, 0xFED194, 0xFDE0A1, 0xFCEEB0, 0xFCFDBF};
constexpr Anchors kCividis{0x00224E, 0x00285B, 0x002E6A, 0x053371, 0x1A386F, 0x273E6E, 0x32436D, 0x3B496C, 0x434E6C,
                           0x4B546C, 0x535A6D, 0x5A5F6E, 0x61656F, 0x686A71, 0x6F7073, 0x767676, 0x7D7C78, 0x838179,
                           0x8B8778, 0x928D78, 0x9A9376, 0xA29975, 0xAAA073, 0xB3A670, 0xBBAD6D, 0xC3B369, 0xCCBA64,
                           0xD4C15F, 0xDDC858, 0xE6D051, 0xEFD748, 0xF8DF3C, 0xFEE838};

ColourTable interpolated(const Anchors& anchors) {
  ColourTable table;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const float at = static_cast<float>(i) / 255.0F * static_cast<float>(anchors.size() - 1);
    const auto low = static_cast<std::size_t>(std::min(std::floor(at), static_cast<float>(anchors.size() - 2)));
    table[i] = mixed(rgb(anchors[low]), rgb(anchors[low + 1]), at - static_cast<float>(low));
  }
  return table;
}

using Stops = std::array<std::uint32_t, 5>;
constexpr Stops kDivergingDark{0x9BD4FF, 0x2F7FC1, 0x20262E, 0xC26A12, 0xFFC46B};
constexpr Stops kDivergingLight{0x083B6B, 0x4A94D2, 0xF1F3F5, 0xE08A2C, 0x7A3500};

ColourTable diverging(const Stops& stops) {
  ColourTable table;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const float at = static_cast<float>(i) / 255.0F * static_cast<float>(stops.size() - 1);
    const auto low = static_cast<std::size_t>(std::min(std::floor(at), static_cast<float>(stops.size() - 2)));
    table[i] = mixed(rgb(stops[low]), rgb(stops[low + 1]), at - static_cast<float>(low));
  }
  return table;
}

ColourTable grey() {
  ColourTable table;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto v = static_cast<std::uint8_t>(i);
    table[i] = {v, v, v, 255};
  }
  return table;
}

}  // namespace

const ColourTable& colour_table(ColourMap map) {
  static const std::array<ColourTable, 4> kTables{interpolated(kViridis), interpolated(kMagma), interpolated(kCividis),
                                                  grey()};
  return kTables[static_cast<std::size_t>(map)];
}

const ColourTable& diverging_table(Theme theme) {
  static const std::array<ColourTable, 2> kTables{diverging(kDivergingDark), diverging(kDivergingLight)};
  return kTables[static_cast<std::size_t>(theme)];
}

}  // namespace emo::ui
