// The first half of pyin: how probable each pitch is in a frame, over all thresholds that YIN could have used.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "features/yin.h"

namespace emo {

// The cumulative Beta(a, b) distribution at x in 0 … 1: the regularised incomplete beta function.
double beta_cdf(double x, double a, double b);

// What the frames showed, as logarithms of probabilities; only bins with a candidate are kept.
struct PitchObservations {
  struct Candidate {
    std::int32_t bin;
    float log_probability;
  };
  std::vector<Candidate> candidates;      // of all frames
  std::vector<std::uint32_t> first{0};    // of each frame, and one past the last
  std::vector<float> log_unvoiced;        // of each frame: of each unvoiced state
  std::vector<float> voiced_probability;  // of each frame

  [[nodiscard]] std::int64_t frames() const noexcept { return static_cast<std::int64_t>(log_unvoiced.size()); }
  [[nodiscard]] std::span<const Candidate> of(std::int64_t frame) const noexcept {
    const auto t = static_cast<std::size_t>(frame);
    return std::span(candidates).subspan(first[t], first[t + 1] - first[t]);
  }
};

// librosa's log(p + tiny) of a probability 0.
inline constexpr float kLogZero = -708.3964F;

PitchObservations observe_pitch(const Sound& sound, const PyinConfig& config, const PyinSteps& steps);

}  // namespace emo
