#include "learning/projection/neighbours.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

namespace emo {
namespace {

constexpr std::size_t kLeafRows = 12;
// Distances in single precision may break the triangle inequality by their rounding.
constexpr float kRounding = 1e-5F;

bool nearer(const Neighbour& a, const Neighbour& b) {
  return a.distance != b.distance ? a.distance < b.distance : a.row < b.row;
}

}  // namespace

struct NeighbourTree::Search {
  std::uint32_t row;
  std::span<Neighbour> found;  // a heap, the farthest first
  std::size_t count = 0;

  [[nodiscard]] bool full() const { return count == found.size(); }
  [[nodiscard]] float reach() const { return found.front().distance; }
  void offer(const Neighbour& one) {
    if (one.row == row) return;
    if (full()) {
      if (!nearer(one, found.front())) return;
      std::pop_heap(found.begin(), found.end(), nearer);
      found.back() = one;
    } else {
      found[count++] = one;
    }
    std::push_heap(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), nearer);
  }
};

NeighbourTree::NeighbourTree(std::span<const float> rows, std::size_t width)
    : values_(rows), width_(width), order_(rows.size() / width), radius_(order_.size()), apart_(order_.size()) {
  std::iota(order_.begin(), order_.end(), 0U);
  build(0, order_.size());
  apart_ = {};
}

float NeighbourTree::distance(std::uint32_t a, std::uint32_t b) const {
  const float* x = values_.data() + a * width_;
  const float* y = values_.data() + b * width_;
  std::array<float, 8> sums{};  // side by side, so that the compiler may use SIMD
  std::size_t c = 0;
  for (; c + sums.size() <= width_; c += sums.size())
    for (std::size_t lane = 0; lane < sums.size(); ++lane) {
      const float apart = x[c + lane] - y[c + lane];
      sums[lane] += apart * apart;
    }
  for (std::size_t lane = 0; c < width_; ++c, ++lane) sums[lane] += (x[c] - y[c]) * (x[c] - y[c]);
  float all = 0.0F;
  for (const float sum : sums) all += sum;
  return std::sqrt(all);
}

void NeighbourTree::build(std::size_t first, std::size_t end) {
  if (end - first <= kLeafRows) return;
  std::swap(order_[first], order_[first + (end - first) / 2]);
  for (std::size_t i = first + 1; i < end; ++i) apart_[order_[i]] = distance(order_[first], order_[i]);
  const std::size_t middle = first + 1 + (end - first - 1) / 2;  // the last of the near half
  const auto at = [&](std::size_t i) { return order_.begin() + static_cast<std::ptrdiff_t>(i); };
  std::nth_element(at(first + 1), at(middle), at(end), [&](std::uint32_t a, std::uint32_t b) {
    return apart_[a] != apart_[b] ? apart_[a] < apart_[b] : a < b;
  });
  radius_[first] = apart_[order_[middle]];
  build(first + 1, middle + 1);
  build(middle + 1, end);
}

void NeighbourTree::visit(std::size_t first, std::size_t end, Search& search) const {
  if (end - first <= kLeafRows) {
    for (std::size_t i = first; i < end; ++i) search.offer({distance(search.row, order_[i]), order_[i]});
    return;
  }
  const float apart = distance(search.row, order_[first]);
  search.offer({apart, order_[first]});
  const float radius = radius_[first], slack = kRounding * (apart + radius);
  const std::size_t middle = first + 1 + (end - first - 1) / 2 + 1;
  const auto near_half = [&] {
    if (!search.full() || apart - search.reach() <= radius + slack) visit(first + 1, middle, search);
  };
  const auto far_half = [&] {
    if (!search.full() || apart + search.reach() >= radius - slack) visit(middle, end, search);
  };
  if (apart <= radius) {
    near_half();
    far_half();
  } else {
    far_half();
    near_half();
  }
}

void NeighbourTree::nearest(std::uint32_t row, std::span<Neighbour> out) const {
  assert(out.size() < rows());
  if (out.empty()) return;
  Search search{.row = row, .found = out};
  visit(0, order_.size(), search);
  std::sort_heap(out.begin(), out.end(), nearer);
}

}  // namespace emo
