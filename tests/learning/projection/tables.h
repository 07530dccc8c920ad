// Made tables of numbers, and how well a map keeps neighbours.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace emo::test {

// Three groups in ten dimensions, far from each other; row i is of group i % 3.
std::vector<float> three_groups(std::size_t rows, std::uint64_t seed = 1);
std::vector<float> gaussian(std::size_t rows, std::size_t width, std::uint64_t seed = 1);

// Venna & Kaski 2001: 1 when each row's `count` nearest on the map are among its nearest in the table; 0.5 by chance.
double trustworthiness(std::span<const float> table, std::size_t width, std::span<const float> map, std::size_t count);

}  // namespace emo::test
