#include "learning/calibration.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "emotion/decision.h"

namespace emo {
namespace {

constexpr double kLowestTemperature = 0.2;
constexpr double kHighestTemperature = 10.0;
constexpr double kStep = 1.02;
constexpr double kLeastProbability = 1e-12;

double rounded(double value) { return std::round(value * 1000.0) / 1000.0; }

double surprise(const Probabilities& p, int truth) {
  return -std::log(std::max(static_cast<double>(p[static_cast<std::size_t>(truth)]), kLeastProbability));
}

// The temperature with the least cost(temperature).
template <class Cost>
double cheapest(Cost&& cost) {
  double best = 1.0;
  double least = std::numeric_limits<double>::infinity();
  for (double t = kLowestTemperature; t <= kHighestTemperature; t *= kStep) {
    const double c = cost(static_cast<float>(rounded(t)));
    if (c >= least) continue;
    least = c;
    best = rounded(t);
  }
  return best;
}

// Down to the next thousandth: the answer that set the threshold still passes.
double threshold_of(std::span<const Answer> answers, double wanted_accuracy) {
  const std::size_t least = least_answers(answers.size());
  auto chosen = best_coverage(answers, answers.size(), wanted_accuracy, least);
  if (!chosen) chosen = surest_coverage(answers, answers.size(), least);
  return chosen ? std::floor(chosen->threshold * 1000.0) / 1000.0 : 0.0;
}

}  // namespace

std::vector<Probabilities> shown_windows(const SpokenClip& clip, float temperature, float smoothing_s) {
  Smoother smoother(smoothing_s);
  std::vector<Probabilities> shown;
  for (const SpokenWindow& w : clip.windows) {
    if (w.fresh) smoother.reset();
    shown.push_back(smoother.step({.probabilities = tempered(w.plain, temperature)}, w.end_s).probabilities);
  }
  return shown;
}

Probabilities shown_clip(const SpokenClip& clip, float temperature, float clip_temperature) {
  if (*std::max_element(clip.whole.begin(), clip.whole.end()) > 0.0F)
    return tempered(tempered(clip.whole, temperature), clip_temperature);
  std::array<double, kEmotionCount> sum{};
  double weight = 0.0;
  for (const SpokenWindow& w : clip.windows) {
    const Probabilities p = tempered(w.plain, temperature);
    for (std::size_t i = 0; i < p.size(); ++i) sum[i] += static_cast<double>(w.speech_s) * p[i];
    weight += w.speech_s;
  }
  Probabilities mean{};
  if (weight <= 0.0) return mean;
  for (std::size_t i = 0; i < mean.size(); ++i) mean[i] = static_cast<float>(sum[i] / weight);
  return tempered(mean, clip_temperature);
}

Answer answer_of(const Probabilities& shown, int truth) {
  const auto* best = std::max_element(shown.begin(), shown.end());
  return {*best, best - shown.begin() == truth};
}

CalibrationFit fit_calibration(std::span<const SpokenClip> clips, float smoothing_s, bool whole_clips,
                               double wanted_accuracy) {
  std::vector<const SpokenClip*> spoken;
  for (const SpokenClip& c : clips)
    if (!c.windows.empty() || *std::max_element(c.whole.begin(), c.whole.end()) > 0.0F) spoken.push_back(&c);
  CalibrationFit fit;
  if (spoken.empty()) return fit;
  const auto cost_of_clips = [&](float temperature, float clip_temperature) {
    double cost = 0.0;
    for (const SpokenClip* c : spoken) cost += surprise(shown_clip(*c, temperature, clip_temperature), c->truth);
    return cost;
  };
  if (whole_clips) {
    fit.temperature = cheapest([&](float t) { return cost_of_clips(t, 1.0F); });
  } else {
    fit.temperature = cheapest([&](float t) {
      double cost = 0.0;
      for (const SpokenClip* c : spoken)
        for (const Probabilities& p : shown_windows(*c, t, smoothing_s)) cost += surprise(p, c->truth);
      return cost;
    });
    fit.clip_temperature = cheapest([&](float t) { return cost_of_clips(static_cast<float>(fit.temperature), t); });
  }
  const auto temperature = static_cast<float>(fit.temperature),
             clip_temperature = static_cast<float>(fit.clip_temperature);
  std::vector<Answer> windows, wholes;
  for (const SpokenClip* c : spoken) {
    for (const Probabilities& p : shown_windows(*c, temperature, smoothing_s))
      windows.push_back(answer_of(p, c->truth));
    wholes.push_back(answer_of(shown_clip(*c, temperature, clip_temperature), c->truth));
  }
  fit.clip_unsure_below = threshold_of(wholes, wanted_accuracy);
  fit.unsure_below = windows.empty() ? fit.clip_unsure_below : threshold_of(windows, wanted_accuracy);
  return fit;
}

}  // namespace emo
