// How near rows are to each other, as t-SNE's probabilities (van der Maaten & Hinton 2008, JMLR 9:2579).
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "learning/projection/neighbours.h"

namespace emo {

// p(j|i) of one row's neighbours: a Gaussian around it, as wide as makes 2^entropy the perplexity (to 1e-5 of its
// logarithm; as near as there are distances for where many are equal). shares: as many as neighbours, sums to 1.
void conditional_shares(std::span<const Neighbour> neighbours, double perplexity, std::span<double> shares);

// p(ij) = (p(j|i) + p(i|j)) / 2n as rows of a sparse matrix: row i's entries are [first[i], first[i + 1]).
struct Affinities {
  std::vector<std::uint32_t> first;
  std::vector<std::uint32_t> column;  // ascending within a row
  std::vector<double> value;          // sum to 1
};
// neighbours, shares: count neighbours of each row, one row after the other.
Affinities symmetric_affinities(std::span<const Neighbour> neighbours, std::span<const double> shares,
                                std::size_t count);

}  // namespace emo
