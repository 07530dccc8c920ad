#include "learning/projection/repulsion.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace emo {
namespace {

constexpr std::uint32_t kLeafPoints = 4;

}  // namespace

double exact_repulsion(std::span<const Place> places, std::span<Place> force) {
  std::fill(force.begin(), force.end(), Place{});
  double sum = 0.0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    Place mine = force[i];
    for (std::size_t j = i + 1; j < places.size(); ++j) {
      const double dx = places[i].x - places[j].x, dy = places[i].y - places[j].y;
      const double q = 1.0 / (1.0 + dx * dx + dy * dy), q2 = q * q;
      sum += 2.0 * q;
      mine.x += q2 * dx;
      mine.y += q2 * dy;
      force[j].x -= q2 * dx;
      force[j].y -= q2 * dy;
    }
    force[i] = mine;
  }
  return sum;
}

RepulsionTree::RepulsionTree(std::size_t count) : items_(count) {
  for (std::size_t i = 0; i < count; ++i) items_[i].point = static_cast<std::uint32_t>(i);
  cells_.reserve(2 * count);  // each cell that is divided has at least two parts
}

void RepulsionTree::build(std::uint32_t first, std::uint32_t end) {
  const std::size_t me = cells_.size();
  Place low = items_[first].at, high = low, sum{};
  for (std::uint32_t i = first; i < end; ++i) {
    const Place at = items_[i].at;
    low = {std::min(low.x, at.x), std::min(low.y, at.y)};
    high = {std::max(high.x, at.x), std::max(high.y, at.y)};
    sum.x += at.x;
    sum.y += at.y;
  }
  const double side = std::max(high.x - low.x, high.y - low.y), count = end - first;
  const bool leaf = end - first <= kLeafPoints || side == 0.0;
  // Of coinciding points the mean is that point itself, to the last bit.
  cells_.push_back({.centre = side == 0.0 ? low : Place{sum.x / count, sum.y / count},
                    .side2 = side * side,
                    .first = first,
                    .end = end,
                    .leaf = leaf});
  if (!leaf) {
    // Between two neighbouring numbers there is no middle: then the upper one divides them.
    const auto middle = [](double a, double b) { return a + (b - a) / 2 > a ? a + (b - a) / 2 : b; };
    const Place cut{middle(low.x, high.x), middle(low.y, high.y)};
    const auto divide = [&](std::uint32_t from, std::uint32_t to, auto below) {
      const auto begin = items_.begin();
      return static_cast<std::uint32_t>(std::partition(begin + from, begin + to, below) - begin);
    };
    const auto left = [&](const Item& one) { return one.at.x < cut.x; };
    const auto lower = [&](const Item& one) { return one.at.y < cut.y; };
    const std::uint32_t x = divide(first, end, left);
    const std::array<std::uint32_t, 5> edges{first, divide(first, x, lower), x, divide(x, end, lower), end};
    for (std::size_t part = 0; part < 4; ++part)
      if (edges[part] < edges[part + 1]) build(edges[part], edges[part + 1]);
  }
  cells_[me].next = static_cast<std::uint32_t>(cells_.size());
}

double RepulsionTree::seen_from(Place at, double theta2, Place& force) const {
  double sum = -1.0;  // itself, which is among the points below
  const auto add = [&](Place other, double count) {
    const double dx = at.x - other.x, dy = at.y - other.y;
    const double q = 1.0 / (1.0 + dx * dx + dy * dy);
    sum += count * q;
    force.x += count * q * q * dx;
    force.y += count * q * q * dy;
  };
  for (std::size_t i = 0; i < cells_.size();) {
    const Cell& cell = cells_[i];
    const double dx = at.x - cell.centre.x, dy = at.y - cell.centre.y;
    if (cell.side2 == 0.0 || cell.side2 < theta2 * (dx * dx + dy * dy)) {
      add(cell.centre, cell.end - cell.first);
      i = cell.next;
    } else if (cell.leaf) {
      for (std::uint32_t k = cell.first; k < cell.end; ++k) add(items_[k].at, 1.0);
      i = cell.next;
    } else {
      ++i;
    }
  }
  return sum;
}

double RepulsionTree::repulsion(std::span<const Place> places, double theta, std::span<Place> force) {
  // Farther than 0.7 · side from a cell's centre lies none of its own points: a point never pushes itself.
  assert(places.size() == items_.size() && theta >= 0.0 && theta <= 0.7);
  for (Item& one : items_) one.at = places[one.point];
  cells_.clear();
  if (!items_.empty()) build(0, static_cast<std::uint32_t>(items_.size()));
  double sum = 0.0;
  for (const Item& one : items_) {
    Place& mine = force[one.point];
    mine = {};
    sum += seen_from(one.at, theta * theta, mine);
  }
  return sum;
}

}  // namespace emo
