// What can be chosen in the Data room, as numbers that both sides of the boundary know.
#pragma once
#include <cstddef>
#include <cstdint>

namespace emo {

inline constexpr std::uint16_t kNoCode = 0xffff;
inline constexpr std::uint32_t kNoRow = 0xffffffff;

enum class DataChart : std::uint8_t { distribution, cross_table, histogram, spread, map, split, compare, files };
inline constexpr std::size_t kDataChartCount = 8;
enum class DataSort : std::uint8_t { path, field, number };
enum class MapFeatures : std::uint8_t { mlp180, embedding };  // what the map is made of
enum class MapMethod : std::uint8_t { pca, tsne };
enum class SplitWay : std::uint8_t { none, random, stratified, speaker_independent, protocol_folds };

}  // namespace emo
