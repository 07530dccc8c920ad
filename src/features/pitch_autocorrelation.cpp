#include "features/pitch_autocorrelation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "features/pitch_correlation.h"

namespace emo {
namespace {

constexpr double kPi = std::numbers::pi;

// How finely and how far the function between the lags is looked at.
template <class Value>
struct Precision;
template <>
struct Precision<float> {
  using Correlation = Correlation4;
  static constexpr int kPhases = 16, kMostDepth = 30;
};
template <>
struct Precision<double> {
  using Correlation = ExactCorrelation4;
  static constexpr int kPhases = 32, kMostDepth = 700;
};
constexpr int kLeastDepth = 30;

// Values of a sampled band-limited function between its samples: Hann-windowed sinc, in steps of 1 / kPhases.
template <class Value>
class SincTable {
 public:
  static constexpr int kPhases = Precision<Value>::kPhases;

  // depth: samples on each side.
  explicit SincTable(int depth) : depth_(depth), taps_(static_cast<std::size_t>(kPhases * 2 * depth)) {
    for (int phase = 0; phase < kPhases; ++phase) {
      for (int tap = -depth_ + 1; tap <= depth_; ++tap) {
        const double x = static_cast<double>(phase) / kPhases - tap;
        const double sinc = x == 0.0 ? 1.0 : std::sin(kPi * x) / (kPi * x);
        row(phase)[tap + depth_ - 1] = static_cast<Value>(sinc * (0.5 + 0.5 * std::cos(kPi * x / depth_)));
      }
    }
  }

  // f: even around 0, with depth values beyond position. position: in steps of 1 / kPhases.
  [[nodiscard]] double value(std::span<const Value> f, int position) const {
    const int middle = position / kPhases;
    const int phase = position % kPhases;
    if (phase == 0) return f[static_cast<std::size_t>(middle)];
    const Value* taps = taps_.data() + static_cast<std::size_t>(phase * 2 * depth_);
    double sum = 0.0;
    for (int tap = -depth_ + 1; tap <= depth_; ++tap)
      sum += static_cast<double>(f[static_cast<std::size_t>(std::abs(middle + tap))]) * taps[tap + depth_ - 1];
    return sum;
  }

 private:
  Value* row(int phase) { return taps_.data() + static_cast<std::size_t>(phase * 2 * depth_); }
  int depth_;
  std::vector<Value> taps_;
};

struct Peak {
  double lag;
  double height;
};

Peak parabola(double left, double middle, double right) {
  const double slope = 0.5 * (right - left);
  const double curvature = 2.0 * middle - left - right;
  if (curvature <= 0.0) return {0.0, middle};
  return {slope / curvature, middle + 0.5 * slope * slope / curvature};
}

// The top near the local maximum r[lag].
template <class Value>
Peak refined(const SincTable<Value>& sinc, std::span<const Value> r, int lag) {
  constexpr int phases = SincTable<Value>::kPhases;
  const auto i = static_cast<std::size_t>(lag);
  const double start = lag + parabola(r[i - 1], r[i], r[i + 1]).lag;
  int position = static_cast<int>(std::lround(start * phases));
  double middle = sinc.value(r, position);
  double left = sinc.value(r, position - 1);
  double right = sinc.value(r, position + 1);
  while (std::max(left, right) > middle && std::abs(position - lag * phases) < phases) {
    const bool up = right > left;
    position += up ? 1 : -1;
    (up ? left : right) = middle;
    middle = up ? right : left;
    (up ? right : left) = sinc.value(r, position + (up ? 1 : -1));
  }
  const Peak top = parabola(left, middle, right);
  // Short windows can lift a peak above 1; Boersma mirrors it.
  return {(position + top.lag) / phases, top.height > 1.0 ? 1.0 / top.height : top.height};
}

struct Candidate {
  double f0_hz = 0.0;  // 0: unvoiced
  double strength = 0.0;
};

template <class Value>
class Analysis {
 public:
  Analysis(const Sound& sound, const AutocorrelationPitchConfig& config)
      : sound_(sound),
        config_(config),
        rate_hz_(sound.sample_rate_hz),
        ceiling_hz_(std::min(config.ceiling_hz, 0.5 * rate_hz_)),
        period_(static_cast<int>(rate_hz_ / config.floor_hz)),
        longest_lag_(period_ + 2),
        window_(make_window()),
        depth_(
            std::clamp(static_cast<int>(window_.size()) / 4 - longest_lag_, kLeastDepth, Precision<Value>::kMostDepth)),
        window_correlation_(correlation_of_window()),
        correlation_(static_cast<int>(window_.size()), lags() - 1),
        sinc_(depth_),
        frame_(window_.size()),
        normalised_(static_cast<std::size_t>(lags())) {
    double mean = 0.0;
    for (float s : sound.samples) mean += s;
    mean /= static_cast<double>(sound.samples.size());
    for (float s : sound.samples) global_peak_ = std::max(global_peak_, std::abs(s - mean));
  }

  [[nodiscard]] double window_s() const { return static_cast<double>(window_.size()) / rate_hz_; }

  // on_frame(int frame, candidates): the unvoiced one first.
  template <class OnFrame>
  void each(const VoiceFrames& frames, OnFrame&& on_frame) {
    for (int first = 0; first < frames.count; first += kLanes) {
      const int lanes = std::min(kLanes, frames.count - first);
      std::array<double, kLanes> loudness{};
      for (int lane = 0; lane < lanes; ++lane) {
        loudness[static_cast<std::size_t>(lane)] = load(frames.time_s(first + lane));
        correlation_.set_frame(lane, frame_);
      }
      correlation_.transform();
      for (int lane = 0; lane < lanes; ++lane)
        on_frame(first + lane, candidates(lane, loudness[static_cast<std::size_t>(lane)]));
    }
  }

 private:
  [[nodiscard]] int lags() const { return longest_lag_ + depth_ + 2; }

  [[nodiscard]] std::vector<Value> make_window() const {
    const bool gaussian = config_.window == PitchWindow::gaussian;
    const double seconds = config_.periods_per_window / config_.floor_hz * (gaussian ? 2.0 : 1.0);
    const int n = std::max(static_cast<int>(seconds * rate_hz_), longest_lag_ + kLeastDepth + 2);
    std::vector<Value> window(static_cast<std::size_t>(n));
    const double edge = std::exp(-12.0);
    for (int i = 0; i < n; ++i) {
      const double x = (i + 0.5 - 0.5 * n) / (n + 1);  // −½ … ½
      window[static_cast<std::size_t>(i)] = static_cast<Value>(
          gaussian ? (std::exp(-48.0 * x * x) - edge) / (1.0 - edge) : 0.5 + 0.5 * std::cos(2.0 * kPi * x));
    }
    return window;
  }

  [[nodiscard]] std::vector<double> correlation_of_window() const {
    std::vector<double> r(static_cast<std::size_t>(lags()));
    for (std::size_t lag = 0; lag < r.size(); ++lag) {
      for (std::size_t i = lag; i < window_.size(); ++i) r[lag] += static_cast<double>(window_[i]) * window_[i - lag];
      if (lag > 0) r[lag] /= r[0];
    }
    r[0] = 1.0;
    return r;
  }

  // The frame around the time, its local mean (one longest period to each side) taken off, windowed. Returns its
  // loudest sample within half a longest period of the middle, as a share of the sound's loudest.
  double load(double time_s) {
    const auto n = static_cast<std::int64_t>(window_.size());
    const auto end = static_cast<std::int64_t>(sound_.samples.size());
    const auto start = static_cast<std::int64_t>(std::llround(time_s * rate_hz_ - 0.5 * static_cast<double>(n - 1)));
    const std::int64_t middle = start + n / 2;
    const auto clamped = [&](std::int64_t at) { return std::clamp<std::int64_t>(at, 0, end); };
    double mean = 0.0;
    const std::int64_t from = clamped(middle - period_);
    const std::int64_t to = clamped(middle + period_);
    for (std::int64_t i = from; i < to; ++i) mean += sound_.samples[static_cast<std::size_t>(i)];
    if (to > from) mean /= static_cast<double>(to - from);
    double peak = 0.0;
    for (std::int64_t i = 0; i < n; ++i) {
      const std::int64_t at = start + i;
      const double x = at >= 0 && at < end ? sound_.samples[static_cast<std::size_t>(at)] - mean : 0.0;
      frame_[static_cast<std::size_t>(i)] = static_cast<Value>(x * window_[static_cast<std::size_t>(i)]);
      if (std::abs(at - middle) <= period_ / 2 + 1) peak = std::max(peak, std::abs(x));
    }
    return global_peak_ > 0.0 ? std::min(1.0, peak / global_peak_) : 0.0;
  }

  const std::vector<Candidate>& candidates(int lane, double loudness) {
    const double threshold = config_.voicing_threshold;
    const double silence = loudness * (1.0 + threshold) / std::max(1e-9, config_.silence_threshold);
    candidates_.assign(1, {0.0, threshold + (config_.silence_threshold > 0.0 ? std::max(0.0, 2.0 - silence) : 0.0)});
    const double energy = correlation_.at(lane, 0);
    if (loudness == 0.0 || !(energy > 0.0)) return candidates_;
    for (std::size_t lag = 0; lag < normalised_.size(); ++lag) {
      const double share = window_correlation_[lag];  // next to nothing only where a frame is a few samples long
      normalised_[lag] =
          share < 1e-3 ? Value{} : static_cast<Value>(correlation_.at(lane, static_cast<int>(lag)) / (energy * share));
    }
    const int first = std::max(2, static_cast<int>(rate_hz_ / ceiling_hz_));
    for (int lag = first; lag < longest_lag_; ++lag) {
      const auto i = static_cast<std::size_t>(lag);
      const Value r = normalised_[i];
      if (r <= 0.5 * threshold || r <= normalised_[i - 1] || r < normalised_[i + 1]) continue;
      const Peak peak = refined<Value>(sinc_, normalised_, lag);
      const double f0_hz = rate_hz_ / peak.lag;
      if (f0_hz <= ceiling_hz_) keep({f0_hz, peak.height - config_.octave_cost * std::log2(ceiling_hz_ / f0_hz)});
    }
    return candidates_;
  }

  void keep(const Candidate& c) {
    if (static_cast<int>(candidates_.size()) < config_.max_candidates) {
      candidates_.push_back(c);
      return;
    }
    const auto weakest = std::min_element(candidates_.begin() + 1, candidates_.end(),
                                          [](const auto& a, const auto& b) { return a.strength < b.strength; });
    if (weakest != candidates_.end() && weakest->strength < c.strength) *weakest = c;
  }

  Sound sound_;
  AutocorrelationPitchConfig config_;
  double rate_hz_;
  double ceiling_hz_;
  int period_;  // of the floor, in samples
  int longest_lag_;
  std::vector<Value> window_;
  int depth_;  // of the sinc, in samples on each side
  std::vector<double> window_correlation_;
  typename Precision<Value>::Correlation correlation_;
  SincTable<Value> sinc_;
  std::vector<Value> frame_;
  std::vector<Value> normalised_;
  std::vector<Candidate> candidates_;
  double global_peak_ = 0.0;
};

// Boersma's path: the strengths along it less the costs of jumps, which are given for steps of 10 ms.
class Path {
 public:
  explicit Path(const AutocorrelationPitchConfig& config)
      : jump_cost_(config.octave_jump_cost * 0.01 / config.step_s),
        switch_cost_(config.voiced_unvoiced_cost * 0.01 / config.step_s) {}

  void add(const std::vector<Candidate>& now) {
    std::vector<double> score(now.size());
    for (std::size_t k = 0; k < now.size(); ++k) {
      std::int32_t best = 0;
      double highest = score_.empty() ? 0.0 : score_[0] - cost(previous(0), now[k]);
      for (std::size_t j = 1; j < score_.size(); ++j) {
        const double value = score_[j] - cost(previous(j), now[k]);
        if (value <= highest) continue;
        highest = value;
        best = static_cast<std::int32_t>(j);
      }
      score[k] = highest + now[k].strength;
      back_.push_back(best);
    }
    first_.push_back(candidates_.size());
    candidates_.insert(candidates_.end(), now.begin(), now.end());
    score_ = std::move(score);
  }

  [[nodiscard]] std::vector<Candidate> best() const {
    std::vector<Candidate> path(first_.size());
    auto k = static_cast<std::size_t>(std::max_element(score_.begin(), score_.end()) - score_.begin());
    for (std::size_t t = first_.size(); t-- > 0;) {
      path[t] = candidates_[first_[t] + k];
      k = static_cast<std::size_t>(back_[first_[t] + k]);
    }
    return path;
  }

 private:
  [[nodiscard]] const Candidate& previous(std::size_t k) const { return candidates_[first_.back() + k]; }
  [[nodiscard]] double cost(const Candidate& a, const Candidate& b) const {
    if (a.f0_hz == 0.0 && b.f0_hz == 0.0) return 0.0;
    if (a.f0_hz == 0.0 || b.f0_hz == 0.0) return switch_cost_;
    return jump_cost_ == 0.0 ? 0.0 : jump_cost_ * std::abs(std::log2(a.f0_hz / b.f0_hz));
  }

  double jump_cost_, switch_cost_;
  std::vector<Candidate> candidates_;  // of all frames
  std::vector<std::size_t> first_;     // of each frame
  std::vector<std::int32_t> back_;
  std::vector<double> score_;
};

template <class Value>
PeriodicityTrack tracked(const Sound& sound, const AutocorrelationPitchConfig& config) {
  Analysis<Value> analysis(sound, config);
  PeriodicityTrack track{voice_frames(sound, analysis.window_s(), config.step_s), {}};
  Path path(config);
  analysis.each(track.frames, [&](int, const std::vector<Candidate>& found) { path.add(found); });
  const double ceiling_hz = std::min(config.ceiling_hz, 0.5 * sound.sample_rate_hz);
  for (const Candidate& c : path.best()) {
    if (c.f0_hz == 0.0) {
      track.values.push_back({});
      continue;
    }
    const double strength = c.strength + config.octave_cost * std::log2(ceiling_hz / c.f0_hz);
    track.values.push_back({static_cast<float>(c.f0_hz), strength});
  }
  return track;
}

}  // namespace

double PeriodicityTrack::f0_at(double time_s) const {
  const double place = (time_s - frames.first_s) / frames.step_s;
  const auto at = [&](double index) {
    return index < 0.0 || index > frames.count - 1 ? 0.0 : values[static_cast<std::size_t>(index)].f0_hz;
  };
  const double nearest = at(std::round(place));
  if (nearest == 0.0) return 0.0;
  const double other = at(std::round(place) < place ? std::ceil(place) : std::floor(place));
  return other == 0.0 ? nearest : nearest + (other - nearest) * std::abs(place - std::round(place));
}

PeriodicityTrack pitch_by_autocorrelation(const Sound& sound, const AutocorrelationPitchConfig& config) {
  return config.window == PitchWindow::gaussian ? tracked<double>(sound, config) : tracked<float>(sound, config);
}

}  // namespace emo
