// What pushes t-SNE's points apart: for each point i, Σ_j q²(y_i − y_j) with q = 1 / (1 + |y_i − y_j|²), and Σ q over
// all pairs. By Barnes & Hut's tree (van der Maaten 2014, JMLR 15:3221) in O(n log n), or exactly. Its cells are the
// tightest boxes around their points, so that coinciding points make no deep tree.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace emo {

struct Place {
  double x = 0.0, y = 0.0;
};

// force: overwritten, as many as places. Returns Σ q over all ordered pairs of different points.
double exact_repulsion(std::span<const Place> places, std::span<Place> force);

class RepulsionTree {
 public:
  explicit RepulsionTree(std::size_t count);
  // The same, but a cell seen from i at distance d counts as one point where its longer side is below theta · d. theta:
  // 0 … 0.7. places.size(): count. Allocates nothing.
  double repulsion(std::span<const Place> places, double theta, std::span<Place> force);

 private:
  struct Item {
    Place at;
    std::uint32_t point = 0;
  };
  struct Cell {
    Place centre;                      // mean of its points
    double side2 = 0.0;                // longer side, squared
    std::uint32_t first = 0, end = 0;  // its points, in items_
    std::uint32_t next = 0;            // the cell after it and all within it
    bool leaf = false;
  };
  void build(std::uint32_t first, std::uint32_t end);
  [[nodiscard]] double seen_from(Place at, double theta2, Place& force) const;

  std::vector<Item> items_;  // their order is kept from call to call: the next tree is much like the last
  std::vector<Cell> cells_;  // a cell stands before those within it
};

}  // namespace emo
