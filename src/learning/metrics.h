// Figures of a classification. UA (unweighted accuracy) = mean of the recalls of the classes that occur; WA = share of
// right answers; "no speech" counts as a wrong answer.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "contract/emotions.h"

namespace emo {

inline constexpr int kNoSpeech = kEmotionCount;  // what is said of a clip in which no speech was found

struct Interval {  // 95 %
  double low = 0.0;
  double high = 1.0;
};
// Wilson's score interval of `right` out of `count` (Wilson 1927, JASA 22:209). count 0: the whole 0 … 1.
Interval wilson(std::size_t right, std::size_t count);

class Confusion {
 public:
  void add(int truth, int said) { ++counts_[static_cast<std::size_t>(truth)][static_cast<std::size_t>(said)]; }
  void add(const Confusion& other);

  [[nodiscard]] std::size_t count(int truth, int said) const {
    return counts_[static_cast<std::size_t>(truth)][static_cast<std::size_t>(said)];
  }
  [[nodiscard]] std::size_t of_class(int truth) const;  // clips of that class
  [[nodiscard]] std::size_t said(int label) const;
  [[nodiscard]] std::size_t clips() const;
  [[nodiscard]] std::size_t right() const;

  // NaN where there is nothing to divide by.
  [[nodiscard]] double recall(int truth) const;
  [[nodiscard]] double precision(int label) const;
  [[nodiscard]] double f1(int label) const;  // 2 · right / (clips of the class + said so)
  [[nodiscard]] double accuracy() const;
  [[nodiscard]] double ua() const;
  [[nodiscard]] double macro_f1() const;  // mean over the classes that occur
  [[nodiscard]] Interval accuracy_interval() const { return wilson(right(), clips()); }
  // From the classes' Wilson intervals by MOVER (Zou & Donner 2008, Stat. Med. 27:1693): a mean of independent shares.
  [[nodiscard]] Interval ua_interval() const;

 private:
  std::array<std::array<std::size_t, kEmotionCount + 1>, kEmotionCount> counts_{};
};

// One answer: how sure, and whether it was right.
struct Answer {
  double confidence = 0.0;  // 0 … 1
  bool right = false;
};

struct ReliabilityBin {  // answers with low < confidence ≤ high (the first one also 0)
  double low, high;
  std::size_t count;
  double confidence, accuracy;  // means
};
struct Reliability {
  std::size_t count = 0;
  double confidence = 0.0, accuracy = 0.0;
  double ece = 0.0;                    // Σ share of the bin · |accuracy − confidence| (Naeini et al. 2015)
  std::vector<ReliabilityBin> bins{};  // without empty ones
};
Reliability reliability(std::span<const Answer> answers, int bins = 15);

// Only answers with confidence ≥ threshold are given. coverage: their share of `total`, which may be more than
// answers.size() (clips without speech are never covered); accuracy: the share of them that is right, NaN for none.
struct Coverage {
  double threshold = 1.0;
  double coverage = 0.0;
  double accuracy = 0.0;
};
Coverage coverage_at(std::span<const Answer> answers, std::size_t total, double threshold);
// At the smallest coverages of at least 1/steps, 2/steps, … of the answers, and at all of them.
std::vector<Coverage> coverage_curve(std::span<const Answer> answers, std::size_t total, int steps = 20);
// Of the thresholds that cover at least `least` answers. nullopt: there are not so many answers.
// best: the one with the most coverage whose answers are right at least as often as wanted; nullopt: none.
std::optional<Coverage> best_coverage(std::span<const Answer> answers, std::size_t total, double wanted_accuracy,
                                      std::size_t least);
// surest: the one whose answers are right most often; of equal ones the one with more coverage.
std::optional<Coverage> surest_coverage(std::span<const Answer> answers, std::size_t total, std::size_t least);
// 5 % of the answers, at least 20: fewer say nothing about a threshold.
std::size_t least_answers(std::size_t answers);

}  // namespace emo
