#include "learning/calibration.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "emotion/decision.h"
#include "learning/random.h"

using namespace emo;
using doctest::Approx;

namespace {

Probabilities softmax(const std::array<double, 8>& logits, double temperature) {
  Probabilities p{};
  double sum = 0.0;
  for (std::size_t i = 0; i < p.size(); ++i) sum += std::exp(logits[i] / temperature);
  for (std::size_t i = 0; i < p.size(); ++i) p[i] = static_cast<float>(std::exp(logits[i] / temperature) / sum);
  return p;
}

// Clips whose truth is drawn from softmax(logits), told with logits × boast.
std::vector<SpokenClip> boasting(double boast, int count, int windows, std::uint64_t seed) {
  Random random(seed);
  std::vector<SpokenClip> clips;
  for (int n = 0; n < count; ++n) {
    std::array<double, 8> logits{};
    for (double& z : logits) z = 2.5 * random.normal();
    const Probabilities honest = softmax(logits, 1.0);
    double at = random.uniform();
    int truth = 0;
    while (truth < 7 && (at -= honest[static_cast<std::size_t>(truth)]) > 0.0) ++truth;
    SpokenClip clip{.truth = truth};
    for (int w = 0; w < windows; ++w)
      clip.windows.push_back({1.0 + 0.1 * w, 1.0F, w == 0, softmax(logits, 1.0 / boast)});
    clips.push_back(clip);
  }
  return clips;
}

}  // namespace

TEST_CASE("tempering probabilities is dividing the logits") {
  const std::array<double, 8> logits{2.0, -1.0, 0.5, 0.0, 3.0, -2.0, 1.0, 0.1};
  const Probabilities cooler = tempered(softmax(logits, 1.0), 2.5F);
  const Probabilities direct = softmax(logits, 2.5);
  for (std::size_t i = 0; i < cooler.size(); ++i) CHECK(cooler[i] == Approx(direct[i]).epsilon(1e-5));
  const Probabilities four{0.5F, 0.0F, 0.25F, 0.25F};
  const Probabilities sharper = tempered(four, 0.5F);
  CHECK(sharper[0] == Approx(0.25 / 0.375));
  CHECK(sharper[1] == 0.0F);
}

TEST_CASE("the fitted temperature takes back what a model boasts, for windows and whole clips") {
  for (const double boast : {0.6, 1.0, 2.0}) {
    CAPTURE(boast);
    const auto clips = boasting(boast, 3000, 1, 5);
    CHECK(fit_calibration(clips, 0.0F, false).temperature == Approx(boast).epsilon(0.06));
    CHECK(fit_calibration(clips, 0.0F, false).clip_temperature == Approx(1.0).epsilon(0.03));
    std::vector<SpokenClip> whole = clips;
    for (SpokenClip& c : whole) {
      c.whole = c.windows[0].plain;
      c.windows.clear();
    }
    CHECK(fit_calibration(whole, 0.0F, true).temperature == Approx(boast).epsilon(0.06));
    CHECK(fit_calibration(whole, 0.0F, true).clip_temperature == 1.0);
  }
}

TEST_CASE("with the fitted threshold at least 85 % of the words are right, with as much coverage as possible") {
  const auto clips = boasting(1.7, 2000, 3, 8);
  const CalibrationFit fit = fit_calibration(clips, 0.4F, false);
  std::vector<Answer> answers;
  for (const SpokenClip& c : clips)
    answers.push_back(answer_of(
        shown_clip(c, static_cast<float>(fit.temperature), static_cast<float>(fit.clip_temperature)), c.truth));
  const Coverage chosen = coverage_at(answers, answers.size(), fit.clip_unsure_below);
  CHECK(chosen.accuracy >= 0.849);
  CHECK(chosen.coverage > 0.1);
  CHECK(coverage_at(answers, answers.size(), fit.clip_unsure_below - 0.03).accuracy < 0.85);
}

TEST_CASE("where 85 % is out of reach the threshold is the one that is right most often, of at least a twentieth") {
  std::vector<SpokenClip> clips;
  for (int i = 0; i < 200; ++i) {
    // The sure half is right in 60 % of the cases, the other in 20 %.
    const bool sure = i % 2 == 0;
    const float p = sure ? 0.65F : 0.3F;
    const int n = i / 2 % 10;
    SpokenClip clip{.truth = n < (sure ? 6 : 2) ? 0 : 1};
    Probabilities said;
    said.fill((1.0F - p) / 7.0F);
    said[0] = p;
    clip.windows.push_back({1.0, 1.0F, true, said});
    clips.push_back(clip);
  }
  const CalibrationFit fit = fit_calibration(clips, 0.4F, false);
  std::vector<Answer> answers;
  for (const SpokenClip& c : clips)
    answers.push_back(answer_of(shown_windows(c, static_cast<float>(fit.temperature), 0.4F)[0], c.truth));
  const Coverage chosen = coverage_at(answers, answers.size(), fit.unsure_below);
  CHECK(chosen.coverage == Approx(0.5));
  CHECK(chosen.accuracy == Approx(0.6));
}

TEST_CASE("nothing spoken, or too little, leaves no threshold") {
  const std::vector<SpokenClip> silent(3);
  CHECK(fit_calibration(silent, 0.4F, false).temperature == 1.0);
  CHECK(fit_calibration(silent, 0.4F, false).unsure_below == 0.0);
  CHECK(fit_calibration(boasting(1.0, 10, 1, 3), 0.4F, false).unsure_below == 0.0);
}

TEST_CASE(
    "a clip is the mean of its windows weighted by speech; smoothing follows time and begins anew after silence") {
  SpokenClip clip{.truth = 0};
  clip.windows = {{1.0, 1.0F, true, {1.0F}}, {1.1, 3.0F, false, {0.0F, 1.0F}}, {1.5, 2.0F, true, {0.0F, 0.0F, 1.0F}}};
  const Probabilities mean = shown_clip(clip, 1.0F, 1.0F);
  CHECK(mean[0] == Approx(1.0 / 6.0));
  CHECK(mean[1] == Approx(3.0 / 6.0));
  CHECK(mean[2] == Approx(2.0 / 6.0));
  const auto shown = shown_windows(clip, 1.0F, 0.4F);
  CHECK(shown[0][0] == 1.0F);
  CHECK(shown[1][0] == Approx(std::exp(-0.1 / 0.4)));
  CHECK(shown[2][2] == 1.0F);
}
