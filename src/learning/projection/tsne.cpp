#include "learning/projection/tsne.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "learning/random.h"

namespace emo {
namespace {

constexpr double kStartDeviation = 1e-4;
constexpr double kEarlyMomentum = 0.5, kMomentum = 0.8;
constexpr double kLeastGain = 0.01, kGainUp = 0.2, kGainDown = 0.8;
constexpr double kStill = 1e-7;  // a gradient shorter than this moves nothing
constexpr float kSearchShare = 0.1F;
// A slice: about so many distances between numbers, or points moved.
constexpr std::size_t kNumbersPerSlice = 8'000'000, kPointsPerSlice = 6'000;

}  // namespace

void tsne_gradient(const Affinities& affinities, std::span<const Place> places, double exaggeration, double theta,
                   RepulsionTree* tree, std::span<Place> push, std::span<Place> gradient) {
  const bool exact = tree == nullptr || theta == 0.0;
  const double sum = exact ? exact_repulsion(places, push) : tree->repulsion(places, theta, push);
  const double per_sum = sum > 0.0 ? 1.0 / sum : 0.0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    Place pull{};
    for (std::uint32_t k = affinities.first[i]; k < affinities.first[i + 1]; ++k) {
      const Place other = places[affinities.column[k]];
      const double dx = places[i].x - other.x, dy = places[i].y - other.y;
      const double strength = affinities.value[k] / (1.0 + dx * dx + dy * dy);
      pull.x += strength * dx;
      pull.y += strength * dy;
    }
    gradient[i] = {4.0 * (exaggeration * pull.x - push[i].x * per_sum),
                   4.0 * (exaggeration * pull.y - push[i].y * per_sum)};
  }
}

double tsne_divergence(const Affinities& affinities, std::span<const Place> places) {
  std::vector<Place> scratch(places.size());
  const double sum = exact_repulsion(places, scratch);
  double divergence = 0.0;
  for (std::size_t i = 0; i + 1 < affinities.first.size(); ++i) {
    for (std::uint32_t k = affinities.first[i]; k < affinities.first[i + 1]; ++k) {
      const double p = affinities.value[k];
      if (p <= 0.0) continue;
      const Place other = places[affinities.column[k]];
      const double dx = places[i].x - other.x, dy = places[i].y - other.y;
      divergence += p * std::log(p * sum * (1.0 + dx * dx + dy * dy));
    }
  }
  return divergence;
}

Tsne::Tsne(std::span<const float> rows, std::size_t width, const TsneOptions& options)
    : options_(options),
      count_(rows.size() / width),
      width_(width),
      near_(0),
      rows_(rows.begin(), rows.end()),
      tree_(rows_, width),
      repulsion_(count_),
      places_(count_),
      speed_(count_),
      gain_(count_, {1.0, 1.0}),
      push_(count_),
      gradient_(count_),
      shown_(2 * count_) {
  const double others = count_ > 0 ? static_cast<double>(count_ - 1) : 0.0;
  options_.perplexity = std::clamp(options.perplexity, 1.0, std::max(1.0, others / 3.0));
  near_ = static_cast<std::size_t>(std::min(others, 3.0 * options_.perplexity));
  if (options_.learning_rate <= 0.0)
    options_.learning_rate = std::max(static_cast<double>(count_) / options_.exaggeration / 4.0, 50.0);
  if (count_ <= options_.exact_rows) options_.theta = 0.0;
  neighbours_.resize(count_ * near_);
  shares_.resize(count_ * near_);
  start();
  if (count_ < 2) stage_ = Stage::done;
}

void Tsne::start() {
  const auto spread = [&](std::size_t column) {
    double mean = 0.0, squares = 0.0;
    for (std::size_t i = 0; i < count_; ++i) mean += rows_[i * width_ + column] / static_cast<double>(count_);
    for (std::size_t i = 0; i < count_; ++i) squares += std::pow(rows_[i * width_ + column] - mean, 2);
    return std::pair{mean, std::sqrt(squares / static_cast<double>(std::max<std::size_t>(count_, 1)))};
  };
  const auto [mean_x, deviation_x] = spread(0);
  const double scale = deviation_x > 0.0 ? kStartDeviation / deviation_x : 0.0;
  const double mean_y = width_ > 1 ? spread(1).first : 0.0;
  Random random(1);  // one number a row alone would stay on a line
  for (std::size_t i = 0; i < count_; ++i) {
    places_[i].x = scale * (rows_[i * width_] - mean_x);
    places_[i].y =
        width_ > 1 ? scale * (rows_[i * width_ + 1] - mean_y) : kStartDeviation * scale * random.normal() * deviation_x;
  }
  show();
}

void Tsne::find_neighbours() {
  const std::size_t cost = std::max<std::size_t>(1, count_ * width_);
  const std::size_t end = std::min(count_, searched_ + std::max<std::size_t>(1, kNumbersPerSlice / cost));
  for (; searched_ < end; ++searched_) {
    const auto mine = std::span(neighbours_).subspan(searched_ * near_, near_);
    tree_.nearest(static_cast<std::uint32_t>(searched_), mine);
    conditional_shares(mine, options_.perplexity, std::span(shares_).subspan(searched_ * near_, near_));
  }
  if (searched_ == count_) begin_descent();
}

void Tsne::begin_descent() {
  affinities_ = symmetric_affinities(neighbours_, shares_, near_);
  neighbours_ = {};
  shares_ = {};
  stage_ = Stage::descent;
}

void Tsne::iterate() {
  const bool early = iteration_ < options_.exaggerated;
  if (iteration_ == options_.exaggerated) {
    std::fill(speed_.begin(), speed_.end(), Place{});
    std::fill(gain_.begin(), gain_.end(), Place{1.0, 1.0});
  }
  tsne_gradient(affinities_, places_, early ? options_.exaggeration : 1.0, options_.theta, &repulsion_, push_,
                gradient_);
  const double momentum = early ? kEarlyMomentum : kMomentum;
  double length2 = 0.0;
  const auto move = [&](double slope, double& at, double& speed, double& gain) {
    gain = std::max(kLeastGain, speed * slope < 0.0 ? gain + kGainUp : gain * kGainDown);
    speed = momentum * speed - options_.learning_rate * gain * slope;
    at += speed;
    length2 += slope * slope;
  };
  for (std::size_t i = 0; i < count_; ++i) {
    move(gradient_[i].x, places_[i].x, speed_[i].x, gain_[i].x);
    move(gradient_[i].y, places_[i].y, speed_[i].y, gain_[i].y);
  }
  ++iteration_;
  if (length2 < kStill * kStill) iteration_ = early ? options_.exaggerated : options_.iterations;
  if (iteration_ >= options_.iterations) stage_ = Stage::done;
}

bool Tsne::step() {
  if (stage_ == Stage::done) return false;
  if (stage_ == Stage::neighbours) {
    find_neighbours();
    return true;
  }
  const std::size_t times = std::max<std::size_t>(1, kPointsPerSlice / count_);
  for (std::size_t i = 0; i < times && stage_ != Stage::done; ++i) iterate();
  show();
  return true;
}

float Tsne::progress() const {
  if (stage_ == Stage::done) return 1.0F;
  const float searched = static_cast<float>(searched_) / static_cast<float>(count_);
  const float moved = static_cast<float>(iteration_) / static_cast<float>(options_.iterations);
  return kSearchShare * searched + (1.0F - kSearchShare) * moved;
}

double Tsne::divergence() const { return affinities_.first.empty() ? 0.0 : tsne_divergence(affinities_, places_); }

void Tsne::show() {
  Place middle{};
  for (const Place& at : places_) {
    middle.x += at.x / static_cast<double>(count_);
    middle.y += at.y / static_cast<double>(count_);
  }
  for (std::size_t i = 0; i < count_; ++i) {
    shown_[2 * i] = static_cast<float>(places_[i].x - middle.x);
    shown_[2 * i + 1] = static_cast<float>(places_[i].y - middle.y);
  }
}

}  // namespace emo
