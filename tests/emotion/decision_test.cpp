#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "emotion/decision.h"

using namespace emo;

TEST_CASE("calibrated probabilities are a softmax, flatter with temperature") {
  const std::vector<float> logits{0, 1, 2, 3, 0, 0, 0, -1};
  const auto sharp = calibrated(logits, 1.0F);
  const auto flat = calibrated(logits, 3.0F);
  CHECK(std::accumulate(sharp.begin(), sharp.end(), 0.0F) == doctest::Approx(1.0));
  CHECK(sharp[3] / sharp[2] == doctest::Approx(2.718282));
  CHECK(flat[3] < sharp[3]);
  CHECK(flat[7] > sharp[7]);
  const auto huge = calibrated(std::vector<float>{1000, 0, 0, 0, 0, 0, 0, 0}, 1.0F);
  CHECK(huge[0] == doctest::Approx(1.0));
}

TEST_CASE("below the threshold the word is unsure, though a likeliest label is kept") {
  PredictionRecord r{};
  r.probabilities[4] = 0.39F;
  r.probabilities[2] = 0.30F;
  decide(r, 0.40F);
  CHECK(r.verdict == Verdict::unsure);
  CHECK(r.label == Emotion::angry);
  decide(r, 0.35F);
  CHECK(r.verdict == Verdict::emotion);
  CHECK(r.confidence == doctest::Approx(0.39));
}

TEST_CASE("smoothing keeps sums, follows in its time constant and begins afresh after a gap") {
  Smoother smoother(0.4F);
  Probabilities a{1, 0, 0, 0, 0, 0, 0, 0};
  Probabilities b{0, 1, 0, 0, 0, 0, 0, 0};
  CHECK(smoother.step(a, 1.0)[0] == 1.0F);
  const auto mixed = smoother.step(b, 1.4);
  CHECK(mixed[0] == doctest::Approx(std::exp(-1.0)));
  CHECK(mixed[0] + mixed[1] == doctest::Approx(1.0));
  CHECK(smoother.step(a, 5.0)[0] == 1.0F);
}
