// The nearest neighbours of rows among all rows, exactly, by a vantage-point tree (Yianilos 1993, SODA).
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace emo {

struct Neighbour {
  float distance = 0.0F;  // Euclidean
  std::uint32_t row = 0;
};

class NeighbourTree {
 public:
  // rows: row-major, count × width, finite; must outlive the tree. width ≥ 1.
  NeighbourTree(std::span<const float> rows, std::size_t width);

  [[nodiscard]] std::size_t rows() const { return order_.size(); }
  // The out.size() nearest of `row`, without itself, nearest first; of equally near ones those of lower number.
  // out.size() < rows(). Allocates nothing.
  void nearest(std::uint32_t row, std::span<Neighbour> out) const;

 private:
  struct Search;
  void build(std::size_t first, std::size_t end);
  void visit(std::size_t first, std::size_t end, Search& search) const;
  [[nodiscard]] float distance(std::uint32_t a, std::uint32_t b) const;

  std::span<const float> values_;
  std::size_t width_;
  std::vector<std::uint32_t> order_;  // a node is a stretch: its vantage point first, then the near half, the far half
  std::vector<float> radius_;         // by vantage point's place: the greatest distance in the near half
  std::vector<float> apart_;          // while building: distance to the vantage point, by row
};

}  // namespace emo
