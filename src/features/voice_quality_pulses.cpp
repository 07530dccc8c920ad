#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "features/voice_quality.h"

namespace emo {
namespace {

struct Match {
  double time_s = 0.0;
  double correlation = -1.0;  // −1: nothing to compare with
  double peak = 0.0;          // the loudest sample there
};

struct Stretch {
  double from_s, to_s;
};

// The sound around one time, compared with itself elsewhere.
class Matcher {
 public:
  explicit Matcher(const Sound& sound) : samples_(sound.samples), rate_hz_(sound.sample_rate_hz) {
    for (float s : samples_) peak_ = std::max(peak_, std::abs(static_cast<double>(s)));
  }

  [[nodiscard]] double peak() const { return peak_; }

  // Where in from_s … to_s the sound correlates best with the width_s around time_s. The shift is whole samples and the
  // fraction of a parabola, so that the time's own fraction is kept.
  [[nodiscard]] Match best(double time_s, double width_s, double from_s, double to_s) const {
    const std::int64_t start = sample(time_s - 0.5 * width_s);
    const std::int64_t length = sample(time_s + 0.5 * width_s) - start + 1;
    const std::int64_t lowest = sample(from_s - 0.5 * width_s) - 1;  // one more at each end: the parabola's
    const std::int64_t highest = sample(to_s - 0.5 * width_s) + 1;
    Match match{time_s, -1.0, 0.0};
    std::array<double, 3> r{};
    for (std::int64_t at = lowest; at <= highest; ++at) {
      r = {r[1], r[2], correlation(start, at, length)};
      if (at < lowest + 2 || r[1] <= match.correlation || r[1] < r[0] || r[1] < r[2]) continue;
      const double curvature = 2.0 * r[1] - r[0] - r[2];
      const double slope = 0.5 * (r[2] - r[0]);
      const double fraction = curvature > 0.0 ? slope / curvature : 0.0;
      match.correlation = r[1] + 0.5 * slope * fraction;
      match.time_s = time_s + (static_cast<double>(at - 1 - start) + fraction) / rate_hz_;
    }
    if (match.correlation > -1.0) match.peak = loudest(sample(match.time_s - 0.5 * width_s), length);
    return match;
  }

  // The time of the sample furthest from 0 within the width.
  [[nodiscard]] double extremum(double time_s, double width_s) const {
    const std::int64_t from = std::max<std::int64_t>(0, sample(time_s - 0.5 * width_s));
    const std::int64_t to = std::min(end() - 1, sample(time_s + 0.5 * width_s));
    std::int64_t best = std::min(from, end() - 1);
    for (std::int64_t i = from; i <= to; ++i)
      if (std::abs(value(i)) > std::abs(value(best))) best = i;
    return static_cast<double>(best) / rate_hz_;
  }

 private:
  [[nodiscard]] std::int64_t end() const { return static_cast<std::int64_t>(samples_.size()); }
  [[nodiscard]] std::int64_t sample(double time_s) const { return std::llround(time_s * rate_hz_); }
  [[nodiscard]] double value(std::int64_t i) const { return samples_[static_cast<std::size_t>(i)]; }

  // Normalised; −1 where a piece lies beyond the sound or is silent.
  [[nodiscard]] double correlation(std::int64_t a, std::int64_t b, std::int64_t length) const {
    if (a < 0 || b < 0 || std::max(a, b) + length > end()) return -1.0;
    const float* x = samples_.data() + a;
    const float* y = samples_.data() + b;
    std::array<double, 4> xy{}, xx{}, yy{};  // four sums each, which the compiler may keep in vectors
    std::int64_t i = 0;
    for (; i + 4 <= length; i += 4) {
      for (std::size_t k = 0; k < 4; ++k) {
        const double p = x[i + static_cast<std::int64_t>(k)];
        const double q = y[i + static_cast<std::int64_t>(k)];
        xy[k] += p * q;
        xx[k] += p * p;
        yy[k] += q * q;
      }
    }
    for (; i < length; ++i) {
      xy[0] += static_cast<double>(x[i]) * y[i];
      xx[0] += static_cast<double>(x[i]) * x[i];
      yy[0] += static_cast<double>(y[i]) * y[i];
    }
    const auto sum = [](const std::array<double, 4>& v) { return v[0] + v[1] + v[2] + v[3]; };
    const double norm = std::sqrt(sum(xx) * sum(yy));
    return norm > 0.0 ? sum(xy) / norm : -1.0;
  }

  [[nodiscard]] double loudest(std::int64_t from, std::int64_t length) const {
    double peak = 0.0;
    for (std::int64_t i = std::max<std::int64_t>(0, from); i < std::min(end(), from + length); ++i)
      peak = std::max(peak, std::abs(value(i)));
    return peak;
  }

  std::span<const float> samples_;
  double rate_hz_;
  double peak_ = 0.0;
};

std::vector<Stretch> voiced_stretches(const PeriodicityTrack& track) {
  std::vector<Stretch> stretches;
  const double half_s = 0.5 * track.frames.step_s;
  bool inside = false;
  for (int i = 0; i < track.frames.count; ++i) {
    const bool voiced = track.values[static_cast<std::size_t>(i)].f0_hz > 0.0F;
    const double time_s = track.frames.time_s(i);
    if (voiced && !inside) stretches.push_back({time_s - half_s, time_s + half_s});
    if (voiced) stretches.back().to_s = time_s + half_s;
    inside = voiced;
  }
  return stretches;
}

// Steps from a pulse to the next ones in one direction, to the end of the stretch.
class Walk {
 public:
  Walk(const Matcher& matcher, const PeriodicityTrack& track, Stretch stretch)
      : matcher_(matcher), track_(track), stretch_(stretch) {}

  void go(double pulse_s, int direction, double after_s, std::vector<double>& pulses) const {
    constexpr double shortest = 0.8, longest = 1.25;           // periods
    constexpr double least = 0.3, least_beyond_the_end = 0.7;  // correlation
    const double least_peak = 0.023333 * matcher_.peak();
    while (true) {
      const double f0_hz = track_.f0_at(pulse_s);
      if (f0_hz == 0.0) return;
      const double period_s = 1.0 / f0_hz;
      const double near_s = pulse_s + direction * shortest * period_s;
      const double far_s = pulse_s + direction * longest * period_s;
      const Match match = matcher_.best(pulse_s, period_s, std::min(near_s, far_s), std::max(near_s, far_s));
      const bool found = match.correlation > -1.0;
      pulse_s = found ? match.time_s : pulse_s + direction * period_s;
      const bool beyond = pulse_s < stretch_.from_s || pulse_s > stretch_.to_s;
      const bool loud = match.peak > least_peak;
      // A stretch may begin within the last period of the one before.
      const bool free = direction > 0 || pulse_s - after_s > shortest * period_s;
      if (found && loud && free && match.correlation > (beyond ? least_beyond_the_end : least))
        pulses.push_back(pulse_s);
      if (beyond) return;
    }
  }

 private:
  const Matcher& matcher_;
  const PeriodicityTrack& track_;
  Stretch stretch_;
};

}  // namespace

std::vector<double> glottal_pulses(const Sound& sound, const AutocorrelationPitchConfig& pitch) {
  return glottal_pulses(sound, pitch_by_autocorrelation(sound, pitch));
}

std::vector<double> glottal_pulses(const Sound& sound, const PeriodicityTrack& track) {
  const Matcher matcher(sound);
  std::vector<double> pulses;
  for (const Stretch& stretch : voiced_stretches(track)) {
    const double middle_s = 0.5 * (stretch.from_s + stretch.to_s);
    const double f0_hz = track.f0_at(middle_s);
    if (f0_hz == 0.0) continue;
    const double after_s = pulses.empty() ? -1.0 : pulses.back();
    const double first_s = matcher.extremum(middle_s, 1.0 / f0_hz);
    const Walk walk(matcher, track, stretch);
    std::vector<double> earlier;
    walk.go(first_s, -1, after_s, earlier);
    pulses.insert(pulses.end(), earlier.rbegin(), earlier.rend());
    if (pulses.empty() || first_s > pulses.back()) pulses.push_back(first_s);
    walk.go(first_s, 1, after_s, pulses);
  }
  return pulses;
}

}  // namespace emo
