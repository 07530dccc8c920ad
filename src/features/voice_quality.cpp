#include "features/voice_quality.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace emo {
namespace {

double ratio(double a, double b) { return a > b ? a / b : b / a; }

bool in_range(double period_s, const VoiceQualityConfig& config) {
  return period_s >= config.shortest_period_s && period_s <= config.longest_period_s;
}

bool alike(double before_s, double after_s, const VoiceQualityConfig& config) {
  return in_range(before_s, config) && in_range(after_s, config) &&
         ratio(before_s, after_s) <= config.max_period_factor;
}

struct Mean {
  double sum = 0.0;
  int count = 0;

  void add(double value) { sum += value, ++count; }
  [[nodiscard]] double value() const { return count > 0 ? sum / count : 0.0; }
};

// Praat's "Get mean period": intervals in the range which resemble at least one neighbour.
Mean mean_period(std::span<const double> pulses, const VoiceQualityConfig& config) {
  Mean mean;
  for (std::size_t i = 1; i < pulses.size(); ++i) {
    const double period = pulses[i] - pulses[i - 1];
    if (!in_range(period, config)) continue;
    const bool has_before = i >= 2;
    const bool has_after = i + 1 < pulses.size();
    const bool like_before = has_before && ratio(period, pulses[i - 1] - pulses[i - 2]) <= config.max_period_factor;
    const bool like_after = has_after && ratio(period, pulses[i + 1] - pulses[i]) <= config.max_period_factor;
    if (like_before || like_after || (!has_before && !has_after)) mean.add(period);
  }
  return mean;
}

double amplitude_around(const Sound& sound, double time_s, double before_s, double after_s) {
  const double place = time_s * sound.sample_rate_hz;
  const auto last = static_cast<std::int64_t>(sound.samples.size()) - 1;
  const auto from = static_cast<std::int64_t>(std::ceil(place - before_s * sound.sample_rate_hz));
  const auto to = static_cast<std::int64_t>(std::floor(place + after_s * sound.sample_rate_hz));
  double energy = 0.0;
  double weight = 0.0;
  for (std::int64_t i = std::max<std::int64_t>(0, from); i <= std::min(last, to); ++i) {
    const double away_s = (static_cast<double>(i) - place) / sound.sample_rate_hz;
    const double w = 0.5 + 0.5 * std::cos(std::numbers::pi * away_s / (away_s < 0.0 ? before_s : after_s));
    const double x = w * sound.samples[static_cast<std::size_t>(i)];
    energy += x * x;
    weight += w * w;
  }
  return weight > 0.0 ? std::sqrt(energy / weight) : 0.0;
}

}  // namespace

Jitter jitter(std::span<const double> pulses_s, const VoiceQualityConfig& config) {
  Mean difference;
  for (std::size_t i = 1; i + 1 < pulses_s.size(); ++i) {
    const double before = pulses_s[i] - pulses_s[i - 1];
    const double after = pulses_s[i + 1] - pulses_s[i];
    if (alike(before, after, config)) difference.add(std::abs(before - after));
  }
  const Mean period = mean_period(pulses_s, config);
  if (difference.count == 0 || period.count == 0) return {};
  return {difference.value() / period.value(), difference.value(), period.count};
}

Shimmer shimmer(const Sound& sound, std::span<const double> pulses_s, const VoiceQualityConfig& config) {
  constexpr double share = 0.2;  // of the period, on each side of the pulse
  std::vector<std::pair<double, double>> amplitudes;
  Mean amplitude;
  for (std::size_t i = 1; i + 1 < pulses_s.size(); ++i) {
    const double before = pulses_s[i] - pulses_s[i - 1];
    const double after = pulses_s[i + 1] - pulses_s[i];
    if (!alike(before, after, config)) continue;
    const double value = amplitude_around(sound, pulses_s[i], share * before, share * after);
    if (value <= 0.0) continue;
    amplitudes.emplace_back(pulses_s[i], value);
    amplitude.add(value);
  }
  Mean difference;
  Mean db;
  for (std::size_t i = 1; i < amplitudes.size(); ++i) {
    const auto& [time_a, a] = amplitudes[i - 1];
    const auto& [time_b, b] = amplitudes[i];
    if (!in_range(time_b - time_a, config) || ratio(a, b) > config.max_amplitude_factor) continue;
    difference.add(std::abs(a - b));
    db.add(std::abs(20.0 * std::log10(a / b)));
  }
  if (difference.count == 0) return {};
  return {difference.value() / amplitude.value(), db.value(), difference.count};
}

}  // namespace emo
