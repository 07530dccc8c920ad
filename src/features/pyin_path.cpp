#include "features/pyin_path.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "signal/vec4.h"

namespace emo {
namespace {

constexpr float kNever = -1e30F;  // of a state that does not exist
constexpr std::int64_t kBlockFrames = 512;

std::vector<double> triangle(int width) {
  std::vector<double> w(static_cast<std::size_t>(width));
  for (int i = 0; i < width; ++i) {
    const int rank = std::min(i, width - 1 - i) + 1;
    w[static_cast<std::size_t>(i)] = width % 2 == 1 ? 2.0 * rank / (width + 1) : (2.0 * rank - 1.0) / width;
  }
  return w;
}

// Transitions of one kind (within voiced or unvoiced; across). Steps that every state may take are a band of weights;
// states near the ends, whose fewer ways are likelier each, may take the extra ones.
struct Steps {
  struct Extra {
    int from, to;
    float log_weight;
  };
  int lowest = 0;  // step of band[0]
  std::vector<float> band;
  std::vector<Extra> extras;
  float log_probability = 0.0F;  // of this kind
};

class Transitions {
 public:
  explicit Transitions(const PitchPathConfig& config)
      : bins_(config.bins), weights_(triangle(config.transition_width)) {
    // librosa's pad_center and roll put an even window half a bin aside.
    const int width = config.transition_width;
    lowest_ = width % 2 == 1 ? -(width - 1) / 2 : (bins_ % 2 == 0 ? 1 - width / 2 : -width / 2);
    row_sum_.resize(static_cast<std::size_t>(bins_));
    for (int from = 0; from < bins_; ++from)
      for (int to = first_to(from); to <= last_to(from); ++to)
        row_sum_[static_cast<std::size_t>(from)] += weight(from, to);
    within = steps(1.0 - config.switch_prob, config.transition_min_prob);
    across = steps(config.switch_prob, config.transition_min_prob);
    for (double sum : row_sum_) log_row_sum.push_back(static_cast<float>(std::log(sum)));
  }

  Steps within, across;
  std::vector<float> log_row_sum;

 private:
  [[nodiscard]] int first_to(int from) const { return std::max(0, from + lowest_); }
  [[nodiscard]] int last_to(int from) const {
    return std::min(bins_ - 1, from + lowest_ + static_cast<int>(weights_.size()) - 1);
  }
  [[nodiscard]] double weight(int from, int to) const {
    return weights_[static_cast<std::size_t>(to - from - lowest_)];
  }

  [[nodiscard]] Steps steps(double kind_probability, double least) const {
    const double fullest = *std::max_element(row_sum_.begin(), row_sum_.end());
    Steps s;
    s.log_probability = static_cast<float>(std::log(kind_probability + std::numeric_limits<double>::min()));
    const int width = static_cast<int>(weights_.size());
    int begin = 0;
    int end = width;
    const auto everywhere = [&](int i) {
      return weights_[static_cast<std::size_t>(i)] * kind_probability / fullest >= least;
    };
    while (begin < end && !everywhere(begin)) ++begin;
    while (begin < end && !everywhere(end - 1)) --end;
    s.lowest = lowest_ + begin;
    for (int i = begin; i < end; ++i)
      s.band.push_back(static_cast<float>(std::log(weights_[static_cast<std::size_t>(i)])));
    for (int from = 0; from < bins_; ++from) {
      for (int to = first_to(from); to <= last_to(from); ++to) {
        const int i = to - from - lowest_;
        if (i >= begin && i < end) continue;
        if (weight(from, to) * kind_probability / row_sum_[static_cast<std::size_t>(from)] >= least)
          s.extras.push_back({from, to, static_cast<float>(std::log(weight(from, to)))});
      }
    }
    return s;
  }

  int bins_;
  std::vector<double> weights_;
  int lowest_;
  std::vector<double> row_sum_;
};

// Values of the states of one kind as predecessors, with room at both ends so that bands may reach beyond.
class Predecessors {
 public:
  Predecessors(int bins, int room)
      : room_(static_cast<std::size_t>(room)), values_(static_cast<std::size_t>(bins) + 2 * room_ + 16, kNever) {}

  void set(std::span<const float> values, std::span<const float> log_row_sum) noexcept {
    for (std::size_t k = 0; k < values.size(); ++k) values_[room_ + k] = values[k] - log_row_sum[k];
  }
  [[nodiscard]] const float* at(std::ptrdiff_t state) const noexcept {
    return values_.data() + static_cast<std::ptrdiff_t>(room_) + state;
  }

 private:
  std::size_t room_;
  std::vector<float> values_;
};

// best[to] = max(best[to], max over steps of from's value + weight); best: a multiple of 16 values.
void reach(const Predecessors& from, const Steps& steps, std::span<float> best) noexcept {
  const Vec4 kind = splat4(steps.log_probability);
  for (std::size_t to = 0; to < best.size(); to += 16) {
    Vec4 a = splat4(kNever), b = a, c = a, d = a;
    const float* source = from.at(static_cast<std::ptrdiff_t>(to) - steps.lowest);
    for (std::size_t i = 0; i < steps.band.size(); ++i, --source) {
      const Vec4 weight = splat4(steps.band[i]);
      a = max4(a, load4(source) + weight);
      b = max4(b, load4(source + 4) + weight);
      c = max4(c, load4(source + 8) + weight);
      d = max4(d, load4(source + 12) + weight);
    }
    float* target = best.data() + to;
    store4(target, max4(load4(target), a + kind));
    store4(target + 4, max4(load4(target + 4), b + kind));
    store4(target + 8, max4(load4(target + 8), c + kind));
    store4(target + 12, max4(load4(target + 12), d + kind));
  }
  for (const auto& extra : steps.extras) {
    float& target = best[static_cast<std::size_t>(extra.to)];
    target = std::max(target, *from.at(extra.from) + extra.log_weight + steps.log_probability);
  }
}

class Decoder {
 public:
  Decoder(const PitchObservations& seen, const PitchPathConfig& config)
      : seen_(seen),
        bins_(static_cast<std::size_t>(config.bins)),
        room_(std::max(config.transition_width, 16) + 16),
        transitions_(config),
        voiced_(config.bins, room_),
        unvoiced_(config.bins, room_),
        best_((bins_ + 15) / 16 * 16),
        values_(static_cast<std::size_t>(std::min(kBlockFrames, seen.frames())) * 2 * bins_) {}

  std::vector<int> path() {
    const std::int64_t frames = seen_.frames();
    begin();
    for (std::int64_t t = 1; t < frames; ++t) {
      step(t);
      if (t % kBlockFrames == 0) checkpoints_.insert(checkpoints_.end(), values(t).begin(), values(t).end());
    }
    std::vector<int> states(static_cast<std::size_t>(frames));
    const auto last = values(frames - 1);
    int state = static_cast<int>(std::max_element(last.begin(), last.end()) - last.begin());
    for (std::int64_t t = frames - 1; t > 0; --t) {
      states[static_cast<std::size_t>(t)] = state;
      if (t % kBlockFrames == 0) rebuild(t / kBlockFrames - 1);
      state = predecessor(t - 1, state);
    }
    states[0] = state;
    return states;
  }

 private:
  [[nodiscard]] std::span<float> values(std::int64_t t) noexcept {
    return std::span(values_).subspan(static_cast<std::size_t>(t % kBlockFrames) * 2 * bins_, 2 * bins_);
  }

  void begin() {
    const auto now = values(0);
    std::fill(now.begin(), now.end(), 0.0F);  // all states are equally likely
    observe(0, now);
    checkpoints_.assign(now.begin(), now.end());
  }

  // Adds what frame t showed; the best value becomes 0, so that floats keep their precision.
  void observe(std::int64_t t, std::span<float> now) noexcept {
    const float log_unvoiced = seen_.log_unvoiced[static_cast<std::size_t>(t)];
    const auto of_frame = seen_.of(t);
    auto candidate = of_frame.begin();
    for (std::size_t k = 0; k < bins_; ++k) {
      const bool found = candidate != of_frame.end() && candidate->bin == static_cast<std::int32_t>(k);
      now[k] += found ? (candidate++)->log_probability : kLogZero;
      now[bins_ + k] += log_unvoiced;
    }
    const float highest = *std::max_element(now.begin(), now.end());
    for (float& v : now) v -= highest;
  }

  void step(std::int64_t t) noexcept {
    const auto before = values(t - 1);
    voiced_.set(before.first(bins_), transitions_.log_row_sum);
    unvoiced_.set(before.last(bins_), transitions_.log_row_sum);
    const auto now = values(t);
    for (const bool voiced : {true, false}) {
      std::fill(best_.begin(), best_.end(), kNever);
      reach(voiced ? voiced_ : unvoiced_, transitions_.within, best_);
      reach(voiced ? unvoiced_ : voiced_, transitions_.across, best_);
      std::copy_n(best_.begin(), bins_, now.begin() + static_cast<std::ptrdiff_t>(voiced ? 0 : bins_));
    }
    observe(t, now);
  }

  void rebuild(std::int64_t block) noexcept {
    const std::int64_t first = block * kBlockFrames;
    std::copy_n(checkpoints_.begin() + block * static_cast<std::ptrdiff_t>(2 * bins_), 2 * bins_,
                values(first).begin());
    for (std::int64_t t = first + 1; t < first + kBlockFrames; ++t) step(t);
  }

  // The likeliest state of frame t before `state`, the lowest of equals.
  [[nodiscard]] int predecessor(std::int64_t t, int state) noexcept {
    const auto before = values(t);
    const int bins = static_cast<int>(bins_);
    const bool to_voiced = state < bins;
    const int to = state % bins;
    int best = to_voiced ? to : to + bins;
    float highest = -std::numeric_limits<float>::infinity();
    for (const bool from_voiced : {true, false}) {
      const Steps& steps = from_voiced == to_voiced ? transitions_.within : transitions_.across;
      const int offset = from_voiced ? 0 : bins;
      const auto consider = [&](int from, float log_weight) {
        const float value = before[static_cast<std::size_t>(from + offset)] -
                            transitions_.log_row_sum[static_cast<std::size_t>(from)] + log_weight +
                            steps.log_probability;
        if (value > highest || (value == highest && from + offset < best)) {
          highest = value;
          best = from + offset;
        }
      };
      for (std::size_t i = 0; i < steps.band.size(); ++i) {
        const int from = to - steps.lowest - static_cast<int>(i);
        if (from >= 0 && from < bins) consider(from, steps.band[i]);
      }
      for (const auto& extra : steps.extras)
        if (extra.to == to) consider(extra.from, extra.log_weight);
    }
    return best;
  }

  const PitchObservations& seen_;
  std::size_t bins_;
  int room_;
  Transitions transitions_;
  Predecessors voiced_, unvoiced_;
  std::vector<float> best_;
  std::vector<float> values_;       // of the frames of one block, voiced states then unvoiced ones
  std::vector<float> checkpoints_;  // of the first frame of each block
};

}  // namespace

std::vector<int> pitch_path(const PitchObservations& seen, const PitchPathConfig& config) {
  if (seen.frames() == 0) return {};
  return Decoder(seen, config).path();
}

}  // namespace emo
