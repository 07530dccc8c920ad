#include "learning/metrics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace emo {
namespace {

constexpr double kNormal95 = 1.959963984540054;  // 97.5 % quantile of the normal distribution
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? kNothing : static_cast<double>(part) / static_cast<double>(whole);
}

std::vector<Answer> surest_first(std::span<const Answer> answers) {
  std::vector<Answer> sorted(answers.begin(), answers.end());
  std::sort(sorted.begin(), sorted.end(), [](const Answer& a, const Answer& b) {
    return a.confidence != b.confidence ? a.confidence > b.confidence : a.right > b.right;
  });
  return sorted;
}

// visit(Coverage, answers covered) at each threshold that some answer's confidence is, the highest first.
template <class Visit>
void at_each_threshold(std::span<const Answer> answers, std::size_t total, Visit&& visit) {
  const std::vector<Answer> sorted = surest_first(answers);
  std::size_t right = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    right += sorted[i].right ? 1 : 0;
    if (i + 1 < sorted.size() && sorted[i + 1].confidence == sorted[i].confidence) continue;
    visit(Coverage{sorted[i].confidence, share(i + 1, total), share(right, i + 1)}, i + 1);
  }
}

}  // namespace

Interval wilson(std::size_t right, std::size_t count) {
  if (count == 0) return {};
  const auto n = static_cast<double>(count);
  const double p = static_cast<double>(right) / n;
  const double z2 = kNormal95 * kNormal95;
  const double middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
  const double half = kNormal95 / (1.0 + z2 / n) * std::sqrt(p * (1.0 - p) / n + z2 / (4.0 * n * n));
  return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

void Confusion::add(const Confusion& other) {
  for (std::size_t t = 0; t < counts_.size(); ++t)
    for (std::size_t s = 0; s < counts_[t].size(); ++s) counts_[t][s] += other.counts_[t][s];
}

std::size_t Confusion::of_class(int truth) const {
  std::size_t sum = 0;
  for (const std::size_t n : counts_[static_cast<std::size_t>(truth)]) sum += n;
  return sum;
}

std::size_t Confusion::said(int label) const {
  std::size_t sum = 0;
  for (const auto& row : counts_) sum += row[static_cast<std::size_t>(label)];
  return sum;
}

std::size_t Confusion::clips() const {
  std::size_t sum = 0;
  for (int c = 0; c < kEmotionCount; ++c) sum += of_class(c);
  return sum;
}

std::size_t Confusion::right() const {
  std::size_t sum = 0;
  for (int c = 0; c < kEmotionCount; ++c) sum += count(c, c);
  return sum;
}

double Confusion::recall(int truth) const { return share(count(truth, truth), of_class(truth)); }
double Confusion::precision(int label) const { return share(count(label, label), said(label)); }
double Confusion::f1(int label) const { return share(2 * count(label, label), of_class(label) + said(label)); }
double Confusion::accuracy() const { return share(right(), clips()); }

double Confusion::ua() const {
  double sum = 0.0;
  int classes = 0;
  for (int c = 0; c < kEmotionCount; ++c) {
    if (of_class(c) == 0) continue;
    sum += recall(c);
    ++classes;
  }
  return classes == 0 ? kNothing : sum / classes;
}

double Confusion::macro_f1() const {
  double sum = 0.0;
  int classes = 0;
  for (int c = 0; c < kEmotionCount; ++c) {
    if (of_class(c) == 0) continue;
    sum += f1(c);
    ++classes;
  }
  return classes == 0 ? kNothing : sum / classes;
}

Interval Confusion::ua_interval() const {
  double below = 0.0, above = 0.0;
  int classes = 0;
  for (int c = 0; c < kEmotionCount; ++c) {
    if (of_class(c) == 0) continue;
    const Interval i = wilson(count(c, c), of_class(c));
    below += std::pow(recall(c) - i.low, 2);
    above += std::pow(i.high - recall(c), 2);
    ++classes;
  }
  if (classes == 0) return {};
  return {std::max(0.0, ua() - std::sqrt(below) / classes), std::min(1.0, ua() + std::sqrt(above) / classes)};
}

Reliability reliability(std::span<const Answer> answers, int bins) {
  struct Sums {
    std::size_t count = 0, right = 0;
    double confidence = 0.0;
  };
  std::vector<Sums> sums(static_cast<std::size_t>(bins));
  Sums all;
  for (const Answer& a : answers) {
    const int bin = std::clamp(static_cast<int>(std::ceil(a.confidence * bins)) - 1, 0, bins - 1);
    for (Sums* s : {&sums[static_cast<std::size_t>(bin)], &all}) {
      ++s->count;
      s->right += a.right ? 1 : 0;
      s->confidence += a.confidence;
    }
  }
  Reliability result;
  result.count = all.count;
  if (all.count == 0) return result;
  result.confidence = all.confidence / static_cast<double>(all.count);
  result.accuracy = share(all.right, all.count);
  for (std::size_t b = 0; b < sums.size(); ++b) {
    const Sums& s = sums[b];
    if (s.count == 0) continue;
    result.bins.push_back({static_cast<double>(b) / bins, static_cast<double>(b + 1) / bins, s.count,
                           s.confidence / static_cast<double>(s.count), share(s.right, s.count)});
    result.ece += share(s.count, all.count) * std::abs(result.bins.back().accuracy - result.bins.back().confidence);
  }
  return result;
}

Coverage coverage_at(std::span<const Answer> answers, std::size_t total, double threshold) {
  std::size_t given = 0, right = 0;
  for (const Answer& a : answers) {
    if (a.confidence < threshold) continue;
    ++given;
    right += a.right ? 1 : 0;
  }
  return {threshold, share(given, total), share(right, given)};
}

std::vector<Coverage> coverage_curve(std::span<const Answer> answers, std::size_t total, int steps) {
  std::vector<Coverage> curve;
  std::size_t step = 1;
  at_each_threshold(answers, total, [&](const Coverage& c, std::size_t covered) {
    if (covered * static_cast<std::size_t>(steps) < step * answers.size()) return;
    curve.push_back(c);
    step = covered * static_cast<std::size_t>(steps) / answers.size() + 1;
  });
  return curve;
}

std::optional<Coverage> best_coverage(std::span<const Answer> answers, std::size_t total, double wanted_accuracy,
                                      std::size_t least) {
  std::optional<Coverage> best;
  at_each_threshold(answers, total, [&](const Coverage& c, std::size_t covered) {
    if (covered >= least && c.accuracy >= wanted_accuracy) best = c;
  });
  return best;
}

std::optional<Coverage> surest_coverage(std::span<const Answer> answers, std::size_t total, std::size_t least) {
  std::optional<Coverage> surest;
  at_each_threshold(answers, total, [&](const Coverage& c, std::size_t covered) {
    if (covered >= least && (!surest || c.accuracy >= surest->accuracy)) surest = c;
  });
  return surest;
}

std::size_t least_answers(std::size_t answers) { return std::max<std::size_t>(20, (answers + 19) / 20); }

}  // namespace emo
