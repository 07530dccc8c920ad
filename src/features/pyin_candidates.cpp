#include "features/pyin_candidates.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace emo {
namespace {

double log_probability(double p) { return std::log(p + std::numeric_limits<double>::min()); }

// Lentz's continued fraction (Abramowitz & Stegun 26.5.8), quick where x < (a + 1) / (a + b + 2).
double beta_fraction(double x, double a, double b) {
  constexpr double tiny = 1e-300;
  const auto away_from_zero = [](double v) { return std::abs(v) < tiny ? tiny : v; };
  double c = 1.0;
  double d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
  double value = d;
  for (int m = 1; m < 1000; ++m) {
    const double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
    for (double term : {even, odd}) {
      d = 1.0 / away_from_zero(1.0 + term * d);
      c = away_from_zero(1.0 + term / c);
      value *= c * d;
    }
    if (std::abs(c * d - 1.0) < 1e-16) break;
  }
  return value;
}

// Probabilities of the troughs of one frame.
class TroughPrior {
 public:
  explicit TroughPrior(const PyinConfig& config) : no_trough_prob_(config.no_trough_prob) {
    const int n = config.n_thresholds;
    double before = 0.0;
    for (int i = 1; i <= n; ++i) {
      thresholds_.push_back(static_cast<double>(i) / n);
      const double cdf = beta_cdf(thresholds_.back(), config.beta_a, config.beta_b);
      weights_.push_back(cdf - before);
      before = cdf;
    }
    lambda_ = config.boltzmann_parameter;
  }

  void apply(std::span<const float> heights, std::vector<double>& probabilities) {
    probabilities.assign(heights.size(), 0.0);
    grow(heights.size());
    const auto lowest = static_cast<std::size_t>(std::min_element(heights.begin(), heights.end()) - heights.begin());
    double unreached = 0.0;
    for (std::size_t i = 0; i < thresholds_.size(); ++i) {
      if (!(heights[lowest] < thresholds_[i])) {
        unreached += weights_[i];
        continue;
      }
      below_.clear();
      for (std::size_t k = 0; k < heights.size(); ++k)
        if (heights[k] < thresholds_[i]) below_.push_back(k);
      // scipy.stats.boltzmann.pmf(position, λ, N) = (1 − e^−λ) e^(−λ position) / (1 − e^(−λN))
      const double scale = weights_[i] * (1.0 - decay_[1]) / (1.0 - decay_[below_.size()]);
      for (std::size_t position = 0; position < below_.size(); ++position)
        probabilities[below_[position]] += scale * decay_[position];
    }
    probabilities[lowest] += no_trough_prob_ * unreached;
  }

 private:
  void grow(std::size_t troughs) {
    while (decay_.size() < troughs + 2) decay_.push_back(std::exp(-lambda_ * static_cast<double>(decay_.size())));
  }

  double no_trough_prob_;
  double lambda_ = 0.0;
  std::vector<double> thresholds_, weights_;
  std::vector<double> decay_;  // e^(−λ position)
  std::vector<std::size_t> below_;
};

}  // namespace

double beta_cdf(double x, double a, double b) {
  if (x <= 0.0) return 0.0;
  if (x >= 1.0) return 1.0;
  const double front =
      std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
  return x < (a + 1.0) / (a + b + 2.0) ? front * beta_fraction(x, a, b) / a
                                       : 1.0 - front * beta_fraction(1.0 - x, b, a) / b;
}

PitchObservations observe_pitch(const Sound& sound, const PyinConfig& config, const PyinSteps& steps) {
  YinFrames frames(sound, config);
  TroughPrior prior(config);
  PitchObservations seen;
  std::vector<std::size_t> troughs;
  std::vector<float> heights;
  std::vector<double> probabilities;
  std::vector<std::pair<int, float>> found;
  frames.each([&](std::int64_t, std::span<const float> difference) {
    troughs.clear();
    heights.clear();
    for (std::size_t i = 0; i < difference.size(); ++i) {
      if (!is_trough(difference, i)) continue;
      troughs.push_back(i);
      heights.push_back(difference[i]);
    }
    found.clear();
    if (!troughs.empty()) prior.apply(heights, probabilities);
    for (std::size_t k = 0; k < troughs.size(); ++k) {
      const auto probability = static_cast<float>(probabilities[k]);  // librosa keeps them as float32
      if (probability == 0.0F) continue;
      const double period =
          frames.periods().shortest + static_cast<double>(troughs[k]) + parabolic_shift(difference, troughs[k]);
      const double bin = 12.0 * steps.bins_per_semitone * std::log2(sound.sample_rate_hz / period / config.fmin_hz);
      found.emplace_back(static_cast<int>(std::clamp(std::nearbyint(bin), 0.0, static_cast<double>(steps.bins))),
                         probability);
    }
    // Of candidates in one bin the longest period stands, as librosa's assignment leaves it; those above the last bin
    // are lost there too.
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    double voiced = 0.0;
    for (std::size_t k = 0; k < found.size(); ++k) {
      if (found[k].first >= steps.bins || (k + 1 < found.size() && found[k + 1].first == found[k].first)) continue;
      voiced += found[k].second;
      seen.candidates.push_back({found[k].first, static_cast<float>(log_probability(found[k].second))});
    }
    voiced = std::clamp(voiced, 0.0, 1.0);
    seen.first.push_back(static_cast<std::uint32_t>(seen.candidates.size()));
    seen.voiced_probability.push_back(static_cast<float>(voiced));
    seen.log_unvoiced.push_back(static_cast<float>(log_probability((1.0 - voiced) / steps.bins)));
  });
  return seen;
}

}  // namespace emo
