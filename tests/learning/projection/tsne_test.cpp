#include "learning/projection/tsne.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "learning/projection/pca.h"
#include "learning/projection/tables.h"
#include "learning/random.h"
#include "support/allocations.h"
#include "support/files.h"

namespace {

using namespace emo;
using doctest::Approx;

std::vector<float> map_of(Tsne& tsne) {
  while (tsne.step()) {
  }
  const auto seen = tsne.positions();
  return {seen.begin(), seen.end()};
}

Affinities affinities_of(std::span<const float> rows, std::size_t width, double perplexity) {
  const NeighbourTree tree(rows, width);
  const auto near = static_cast<std::size_t>(3 * perplexity);
  std::vector<Neighbour> neighbours(tree.rows() * near);
  std::vector<double> shares(neighbours.size());
  for (std::size_t r = 0; r < tree.rows(); ++r) {
    const auto mine = std::span(neighbours).subspan(r * near, near);
    tree.nearest(static_cast<std::uint32_t>(r), mine);
    conditional_shares(mine, perplexity, std::span(shares).subspan(r * near, near));
  }
  return symmetric_affinities(neighbours, shares, near);
}

std::vector<Place> places_of(std::size_t count, double spread, std::uint64_t seed = 3) {
  const auto noise = test::gaussian(count, 2, seed);
  std::vector<Place> places(count);
  for (std::size_t i = 0; i < count; ++i)
    places[i] = {spread * static_cast<double>(noise[2 * i]), spread * static_cast<double>(noise[2 * i + 1])};
  return places;
}

bool all_finite(std::span<const float> values) {
  return std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); });
}

}  // namespace

TEST_CASE("the tree finds the neighbours that comparing with every row finds") {
  for (const std::size_t rows : {2U, 13U, 14U, 200U, 700U}) {
    constexpr std::size_t kWidth = 11;
    CAPTURE(rows);
    auto table = test::gaussian(rows, kWidth);
    if (rows > 100) std::copy_n(table.begin(), 40 * kWidth, table.begin() + 50 * kWidth);  // duplicates
    const NeighbourTree tree(table, kWidth);
    const std::size_t count = std::min<std::size_t>(rows - 1, 30);
    std::vector<Neighbour> found(count);
    double worst = 0.0;
    bool sorted = true, itself = false;
    for (std::uint32_t r = 0; r < rows; ++r) {
      tree.nearest(r, found);
      std::vector<double> apart;
      for (std::size_t other = 0; other < rows; ++other) {
        if (other == r) continue;
        double sum = 0.0;
        for (std::size_t c = 0; c < kWidth; ++c)
          sum += std::pow(static_cast<double>(table[r * kWidth + c]) - table[other * kWidth + c], 2);
        apart.push_back(std::sqrt(sum));
      }
      std::sort(apart.begin(), apart.end());
      for (std::size_t k = 0; k < count; ++k) {
        worst = std::max(worst, std::abs(apart[k] - static_cast<double>(found[k].distance)));
        itself |= found[k].row == r;
        sorted &= k == 0 || found[k - 1].distance <= found[k].distance;
      }
    }
    CHECK(worst < 1e-5);
    CHECK(sorted);
    CHECK(!itself);
  }
}

TEST_CASE("each row's neighbours share out the perplexity that was asked for") {
  const auto table = test::three_groups(300);
  const NeighbourTree tree(table, 10);
  for (const double perplexity : {5.0, 30.0}) {
    std::vector<Neighbour> near(static_cast<std::size_t>(3 * perplexity));
    std::vector<double> shares(near.size());
    double most = 0.0, least = 1e9, sums_off = 0.0;
    for (std::uint32_t r = 0; r < 300; ++r) {
      tree.nearest(r, near);
      conditional_shares(near, perplexity, shares);
      double entropy = 0.0, sum = 0.0;
      for (const double p : shares) {
        sum += p;
        if (p > 0.0) entropy -= p * std::log(p);
      }
      sums_off = std::max(sums_off, std::abs(sum - 1.0));
      most = std::max(most, std::exp(entropy));
      least = std::min(least, std::exp(entropy));
    }
    CHECK(most == Approx(perplexity).epsilon(2e-5));
    CHECK(least == Approx(perplexity).epsilon(2e-5));
    CHECK(sums_off < 1e-12);
  }
}

TEST_CASE("affinities are symmetric and sum to one") {
  const Affinities made = affinities_of(test::three_groups(120), 10, 8);
  double sum = 0.0, crooked = 0.0;
  const auto value = [&](std::uint32_t i, std::uint32_t j) {
    for (std::uint32_t k = made.first[i]; k < made.first[i + 1]; ++k)
      if (made.column[k] == j) return made.value[k];
    return 0.0;
  };
  for (std::uint32_t i = 0; i < 120; ++i) {
    CHECK(std::is_sorted(made.column.begin() + made.first[i], made.column.begin() + made.first[i + 1]));
    for (std::uint32_t k = made.first[i]; k < made.first[i + 1]; ++k) {
      sum += made.value[k];
      crooked = std::max(crooked, std::abs(made.value[k] - value(made.column[k], i)));
    }
  }
  CHECK(sum == Approx(1.0).epsilon(1e-12));
  CHECK(crooked < 1e-15);
}

TEST_CASE("the exact gradient is the slope of the divergence") {
  const Affinities affinities = affinities_of(test::three_groups(60), 10, 6);
  std::vector<Place> places = places_of(60, 2.0), push(60), gradient(60);
  tsne_gradient(affinities, places, 1.0, 0.0, nullptr, push, gradient);
  constexpr double kStep = 1e-5;
  double worst = 0.0, largest = 0.0;
  for (std::size_t i = 0; i < 60; ++i) {
    for (double Place::* axis : {&Place::x, &Place::y}) {
      const double was = places[i].*axis;
      places[i].*axis = was + kStep;
      const double above = tsne_divergence(affinities, places);
      places[i].*axis = was - kStep;
      const double below = tsne_divergence(affinities, places);
      places[i].*axis = was;
      worst = std::max(worst, std::abs((above - below) / (2 * kStep) - gradient[i].*axis));
      largest = std::max(largest, std::abs(gradient[i].*axis));
    }
  }
  CHECK(worst < 1e-6 * largest);
}

TEST_CASE("Barnes and Hut's repulsion comes near the exact one, the nearer the smaller theta") {
  for (const double spread : {1e-4, 1.0, 30.0}) {
    CAPTURE(spread);
    const std::vector<Place> places = places_of(1000, spread);
    std::vector<Place> exact(1000), ours(1000);
    const double sum = exact_repulsion(places, exact);
    RepulsionTree tree(1000);
    for (const double theta : {0.0, 0.2, 0.5}) {
      CAPTURE(theta);
      const double near_sum = tree.repulsion(places, theta, ours);
      double off = 0.0, all = 0.0;
      for (std::size_t i = 0; i < 1000; ++i) {
        off += std::pow(ours[i].x - exact[i].x, 2) + std::pow(ours[i].y - exact[i].y, 2);
        all += std::pow(exact[i].x, 2) + std::pow(exact[i].y, 2);
      }
      // A cell's points lie up to side / √2 beside its centre; what they add beyond the mean is of second order.
      const double limit = theta * theta / 4 + 1e-9;
      CHECK(std::sqrt(off / all) < limit);
      CHECK(std::abs(near_sum / sum - 1) < limit);
    }
  }
}

TEST_CASE("points on one place, in a line and of neighbouring numbers make no deep tree and no other force") {
  std::vector<Place> places = places_of(300, 1.0);
  for (std::size_t i = 0; i < 100; ++i) places[i] = places[0];
  for (std::size_t i = 100; i < 150; ++i) places[i].y = 0.25;
  places[200] = {1.0, 1.0};
  places[201] = {std::nextafter(1.0, 2.0), 1.0};
  std::vector<Place> exact(300), ours(300);
  const double sum = exact_repulsion(places, exact);
  RepulsionTree tree(300);
  CHECK(tree.repulsion(places, 0.0, ours) == Approx(sum).epsilon(1e-12));
  double worst = 0.0;
  for (std::size_t i = 0; i < 300; ++i)
    worst = std::max({worst, std::abs(ours[i].x - exact[i].x), std::abs(ours[i].y - exact[i].y)});
  CHECK(worst < 1e-10);
}

TEST_CASE("groups that lie apart stay apart, and neighbours stay neighbours") {
  for (const double theta : {0.0, 0.5}) {
    CAPTURE(theta);
    const auto table = test::three_groups(240);
    Tsne tsne(table, 10, {.theta = theta, .exact_rows = 0});
    const auto map = map_of(tsne);
    CHECK(test::trustworthiness(table, 10, map, 12) > 0.94);
    int strangers = 0;  // a row's nearest on the map is of another group
    for (std::size_t i = 0; i < 240; ++i) {
      std::size_t nearest = i == 0 ? 1 : 0;
      const auto apart = [&](std::size_t j) {
        return std::hypot(map[2 * i] - map[2 * j], map[2 * i + 1] - map[2 * j + 1]);
      };
      for (std::size_t j = 0; j < 240; ++j)
        if (j != i && apart(j) < apart(nearest)) nearest = j;
      strangers += nearest % 3 != i % 3 ? 1 : 0;
    }
    CHECK(strangers == 0);
  }
}

TEST_CASE("maps are as good as scikit-learn's of the same table") {
  const std::string folder = test::golden_folder() + "projection/";
  const test::Npy table = test::read_npy(folder + "groups.npy");
  REQUIRE(table.shape == std::vector<int>{300, 10});
  const auto bytes = test::read_bytes(folder + "figures.json");
  const auto figures = nlohmann::json::parse(bytes.begin(), bytes.end());
  for (const char* way : {"exact", "barnes_hut"}) {
    CAPTURE(way);
    constexpr int kRuns = 4;  // one table has many good maps, and rounding decides between them
    double divergence = 0.0, trust = 0.0;
    Random random(1);
    for (int run = 0; run < kRuns; ++run) {
      std::vector<float> moved = table.values;
      for (float& v : moved) v += 1e-3F * static_cast<float>(random.normal());
      Tsne tsne(moved, 10, {.theta = std::string_view(way) == "exact" ? 0.0 : 0.5, .exact_rows = 0});
      const auto map = map_of(tsne);
      divergence += tsne.divergence() / kRuns;
      trust += test::trustworthiness(table.values, 10, map, 12) / kRuns;
    }
    const double reference = figures[way]["divergence"];
    CHECK(divergence < reference * 1.08);
    CHECK(divergence > reference * 0.9);
    CHECK(trust > static_cast<double>(figures[way]["trustworthiness"]) - 0.001);
  }
}

TEST_CASE("the map begins as the principal components and is the same each time") {
  const auto rows = pca(test::three_groups(150), 10, {.components = 10});
  REQUIRE(rows.ok());
  const Pca& p = rows.value();
  Tsne first(p.positions, p.count), second(p.positions, p.count);
  const float scale = first.positions()[0] / p.positions[0];
  float off = 0.0F;
  for (std::size_t i = 0; i < 150; ++i)
    for (std::size_t c = 0; c < 2; ++c)
      off = std::max(off, std::abs(first.positions()[2 * i + c] / scale - p.positions[i * p.count + c]));
  CHECK(off < 1e-3F);
  float progress = first.progress();
  CHECK(progress == 0.0F);
  while (first.step()) {
    CHECK(first.progress() >= progress);
    progress = first.progress();
  }
  CHECK(first.progress() == 1.0F);
  const auto map = map_of(second);
  CHECK(std::equal(map.begin(), map.end(), first.positions().begin()));
}

TEST_CASE("moving the points allocates nothing") {
  const auto table = test::three_groups(600);
  Tsne tsne(table, 10, {.iterations = 40, .exaggerated = 20});
  while (tsne.divergence() == 0.0) tsne.step();
  const std::size_t before = test::allocations();
  while (tsne.step()) {
  }
  CHECK(test::allocations() == before);
}

TEST_CASE("duplicates and rows that are all alike do no harm") {
  auto table = test::three_groups(200);
  std::copy_n(table.begin(), 1000, table.begin() + 1000);  // each of the first hundred rows twice
  Tsne twice(table, 10, {.exact_rows = 0});
  CHECK(all_finite(map_of(twice)));

  Tsne alike(std::vector<float>(500 * 3, 7.0F), 3);
  CHECK(all_finite(map_of(alike)));
  std::vector<float> almost(500 * 3, 7.0F);
  almost[0] = 8.0F;
  Tsne one_apart(almost, 3);
  CHECK(all_finite(map_of(one_apart)));
}

TEST_CASE("very few rows, and one number a row, make a map") {
  for (const std::size_t rows : {0U, 1U, 2U, 3U, 5U}) {
    CAPTURE(rows);
    Tsne tsne(test::gaussian(rows, 4), 4);
    const auto map = map_of(tsne);
    CHECK(map.size() == 2 * rows);
    CHECK(all_finite(map));
    CHECK(tsne.progress() == 1.0F);
  }
  Tsne line(test::gaussian(100, 1), 1);
  const auto map = map_of(line);
  CHECK(all_finite(map));
  CHECK(test::trustworthiness(test::gaussian(100, 1), 1, map, 8) > 0.95);
}
