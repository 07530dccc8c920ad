#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "emotion/decision.h"

using namespace emo;

namespace {

AnswerLayout all_eight() {
  AnswerLayout layout;
  for (int i = 0; i < kEmotionCount; ++i) layout.labels.push_back(static_cast<Emotion>(i));
  return layout;
}

}  // namespace

TEST_CASE("calibrated probabilities are a softmax, flatter with temperature") {
  const std::vector<float> logits{0, 1, 2, 3, 0, 0, 0, -1};
  const auto sharp = reading_of(logits, all_eight(), 1.0F).probabilities;
  const auto flat = reading_of(logits, all_eight(), 3.0F).probabilities;
  CHECK(std::accumulate(sharp.begin(), sharp.end(), 0.0F) == doctest::Approx(1.0));
  CHECK(sharp[3] / sharp[2] == doctest::Approx(2.718282));
  CHECK(flat[3] < sharp[3]);
  CHECK(flat[7] > sharp[7]);
  const auto huge = reading_of(std::vector<float>{1000, 0, 0, 0, 0, 0, 0, 0}, all_eight(), 1.0F).probabilities;
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
  const Reading a{.probabilities = {1, 0, 0, 0, 0, 0, 0, 0}, .valence = 1.0F, .arousal = -0.5F};
  const Reading b{.probabilities = {0, 1, 0, 0, 0, 0, 0, 0}, .valence = -1.0F, .arousal = -0.5F};
  CHECK(smoother.step(a, 1.0).probabilities[0] == 1.0F);
  const auto mixed = smoother.step(b, 1.4);
  CHECK(mixed.probabilities[0] == doctest::Approx(std::exp(-1.0)));
  CHECK(mixed.probabilities[0] + mixed.probabilities[1] == doctest::Approx(1.0));
  CHECK(mixed.valence == doctest::Approx(2.0 * std::exp(-1.0) - 1.0));
  CHECK(mixed.arousal == doctest::Approx(-0.5));
  CHECK(smoother.step(a, 5.0).probabilities[0] == 1.0F);
}

TEST_CASE("a model of few labels gives the others nothing; its dimensions stand behind its logits") {
  const AnswerLayout layout{.labels = {Emotion::angry, Emotion::neutral, Emotion::sad}, .dimensions = true};
  CHECK(layout.size() == 5);
  CHECK(layout.labels_known() == 0b00011001);
  const auto reading = reading_of(std::vector<float>{2, 1, 0, -0.25F, 1.5F}, layout, 1.0F);
  const auto& p = reading.probabilities;
  CHECK(p[4] / p[0] == doctest::Approx(std::exp(1.0)));
  CHECK(p[0] / p[3] == doctest::Approx(std::exp(1.0)));
  CHECK(p[4] + p[0] + p[3] == doctest::Approx(1.0));
  for (const int unknown : {1, 2, 5, 6, 7}) CHECK(p[static_cast<std::size_t>(unknown)] == 0.0F);
  CHECK(reading.valence == -0.25F);
  CHECK(reading.arousal == 1.0F);  // never outside −1 … 1
  CHECK(std::isnan(reading_of(std::vector<float>(8), all_eight(), 1.0F).valence));
}

TEST_CASE("a clip's temperature flattens probabilities as it would have flattened logits") {
  const std::vector<float> logits{0, 1, 2, 3, 0, 0, 0, -1};
  const auto sharp = reading_of(logits, all_eight(), 1.0F).probabilities;
  const auto flat = reading_of(logits, all_eight(), 2.5F).probabilities;
  const auto made = tempered(sharp, 2.5F);
  for (std::size_t i = 0; i < made.size(); ++i) CHECK(made[i] == doctest::Approx(flat[i]));
  CHECK(tempered(sharp, 1.0F) == sharp);
  CHECK(tempered({0.5F, 0.5F}, 3.0F)[7] == 0.0F);
}
