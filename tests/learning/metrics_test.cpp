#include "learning/metrics.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

using namespace emo;
using doctest::Approx;

TEST_CASE("UA, WA and F1 of a hand-worked confusion, in which no speech is wrong") {
  Confusion c;
  c.add(0, 0);
  c.add(0, kNoSpeech);
  for (int i = 0; i < 3; ++i) c.add(1, 1);
  c.add(1, 0);
  CHECK(c.clips() == 6);
  CHECK(c.right() == 4);
  CHECK(c.recall(0) == Approx(0.5));
  CHECK(c.recall(1) == Approx(0.75));
  CHECK(c.ua() == Approx((0.5 + 0.75) / 2));
  CHECK(c.accuracy() == Approx(4.0 / 6.0));
  CHECK(c.precision(0) == Approx(0.5));
  CHECK(c.f1(0) == Approx(0.5));
  CHECK(c.f1(1) == Approx(6.0 / 7.0));
  CHECK(c.macro_f1() == Approx((0.5 + 6.0 / 7.0) / 2));
  CHECK(c.count(0, kNoSpeech) == 1);
  CHECK(std::isnan(c.recall(5)));
  Confusion twice = c;
  twice.add(c);
  CHECK(twice.clips() == 12);
  CHECK(twice.ua() == Approx(c.ua()));
}

TEST_CASE("nothing measured has no accuracy and the widest interval") {
  const Confusion none;
  CHECK(std::isnan(none.ua()));
  CHECK(std::isnan(none.accuracy()));
  CHECK(none.ua_interval().low == 0.0);
  CHECK(none.accuracy_interval().high == 1.0);
}

TEST_CASE("Wilson's interval has its published values") {
  // 81 of 263: 0.2553 to 0.3662 (Newcombe 1998, Stat. Med. 17:857, table I, method 3).
  CHECK(wilson(81, 263).low == Approx(0.2553).epsilon(2e-4));
  CHECK(wilson(81, 263).high == Approx(0.3662).epsilon(2e-4));
  // 0 of 20: 0 to 0.1611; 1 of 29: 0.0061 to 0.1718 (the same table).
  CHECK(wilson(0, 20).low == Approx(0.0));
  CHECK(wilson(0, 20).high == Approx(0.1611).epsilon(5e-4));
  CHECK(wilson(1, 29).low == Approx(0.0061).epsilon(1e-2));
  CHECK(wilson(1, 29).high == Approx(0.1718).epsilon(5e-4));
  CHECK(wilson(20, 20).high == Approx(1.0));
}

TEST_CASE("the interval of UA is Wilson's for one class and narrower by the root of their number for equal ones") {
  Confusion one;
  Confusion four;
  for (int i = 0; i < 50; ++i) {
    one.add(2, i < 35 ? 2 : 0);
    for (int c = 0; c < 4; ++c) four.add(c, i < 35 ? c : kNoSpeech);
  }
  const Interval w = wilson(35, 50);
  CHECK(one.ua_interval().low == Approx(w.low));
  CHECK(one.ua_interval().high == Approx(w.high));
  CHECK(four.ua() - four.ua_interval().low == Approx((0.7 - w.low) / 2.0));
  CHECK(four.ua_interval().high - four.ua() == Approx((w.high - 0.7) / 2.0));
}

TEST_CASE("the expected calibration error is the gap weighted by the bins' shares") {
  const std::vector<Answer> answers{{0.8, true}, {0.8, true}, {0.8, false}, {0.8, false}, {0.3, false}, {0.3, true}};
  const Reliability r = reliability(answers, 10);
  CHECK(r.ece == Approx(4.0 / 6.0 * 0.3 + 2.0 / 6.0 * 0.2));
  CHECK(r.count == 6);
  CHECK(r.accuracy == Approx(0.5));
  CHECK(r.confidence == Approx((4 * 0.8 + 2 * 0.3) / 6));
  REQUIRE(r.bins.size() == 2);
  CHECK(r.bins[0].count == 2);
  CHECK(r.bins[1].accuracy == Approx(0.5));
  CHECK(r.bins[1].confidence == Approx(0.8));
  CHECK(r.bins[1].low < 0.8);
  CHECK(r.bins[1].high >= 0.8 - 1e-12);
}

TEST_CASE("a model that is right as often as it says has no calibration error; extremes fall into the outer bins") {
  std::vector<Answer> honest;
  for (int i = 0; i < 100; ++i) honest.push_back({0.75, i < 75});
  CHECK(reliability(honest).ece == Approx(0.0));
  const std::vector<Answer> extremes{{1.0, true}, {0.0, false}};
  const Reliability r = reliability(extremes);
  CHECK(r.ece == Approx(0.0));
  REQUIRE(r.bins.size() == 2);
  CHECK(r.bins[0].low == 0.0);
  CHECK(r.bins[1].high == 1.0);
  CHECK(reliability({}).bins.empty());
}

TEST_CASE("coverage counts the answers at or above a threshold, out of all that were asked") {
  const std::vector<Answer> answers{{0.9, true}, {0.8, true}, {0.7, false}, {0.6, true}, {0.5, false}};
  const Coverage c = coverage_at(answers, 10, 0.7);
  CHECK(c.coverage == Approx(0.3));
  CHECK(c.accuracy == Approx(2.0 / 3.0));
  CHECK(std::isnan(coverage_at(answers, 10, 0.95).accuracy));
  CHECK(coverage_at(answers, 10, 0.95).coverage == 0.0);
}

TEST_CASE("the best coverage is the largest part that is right as often as wanted") {
  const std::vector<Answer> answers{{0.9, false}, {0.8, true}, {0.7, true}, {0.6, true}, {0.5, false}, {0.4, true}};
  const auto best = best_coverage(answers, 6, 0.75, 1);
  REQUIRE(best.has_value());
  CHECK(best->threshold == 0.6);  // 3 of 4; with the fifth 3 of 5, with all 4 of 6
  CHECK(best->coverage == Approx(4.0 / 6.0));
  CHECK(best->accuracy == Approx(0.75));
  CHECK(best_coverage(answers, 6, 0.65, 1)->coverage == Approx(1.0));
  CHECK(!best_coverage(answers, 6, 0.85, 1).has_value());
  CHECK(!best_coverage(answers, 6, 0.75, 5).has_value());
}

TEST_CASE(
    "the surest threshold is right most often among those that cover enough, with as much coverage as that allows") {
  const std::vector<Answer> answers{{0.9, true}, {0.8, true}, {0.7, false}, {0.6, true}, {0.5, true}, {0.4, false}};
  CHECK(surest_coverage(answers, 6, 1)->threshold == 0.8);
  CHECK(surest_coverage(answers, 6, 3)->threshold == 0.5);  // 4 of 5
  CHECK(surest_coverage(answers, 6, 6)->threshold == 0.4);
  CHECK(!surest_coverage(answers, 6, 7).has_value());
  CHECK(least_answers(0) == 20);
  CHECK(least_answers(1000) == 50);
  CHECK(least_answers(1001) == 51);
}

TEST_CASE("answers of one confidence are covered together") {
  const std::vector<Answer> answers{{0.5, true}, {0.5, false}, {0.5, true}, {0.5, false}};
  CHECK(!best_coverage(answers, 4, 0.6, 1).has_value());
  const auto curve = coverage_curve(answers, 4, 10);
  REQUIRE(curve.size() == 1);
  CHECK(curve[0].coverage == 1.0);
  CHECK(curve[0].accuracy == 0.5);
}

TEST_CASE(
    "the coverage curve goes from the surest answers to all, and accuracy falls when confidence means something") {
  std::vector<Answer> answers;
  for (int i = 0; i < 200; ++i) answers.push_back({1.0 - i / 200.0, (i * 7) % 200 >= i});
  const auto curve = coverage_curve(answers, 250, 20);
  REQUIRE(curve.size() == 20);
  CHECK(curve.front().coverage == Approx(10.0 / 250.0));
  CHECK(curve.back().coverage == Approx(200.0 / 250.0));
  for (std::size_t i = 1; i < curve.size(); ++i) {
    CHECK(curve[i].threshold < curve[i - 1].threshold);
    CHECK(curve[i].coverage > curve[i - 1].coverage);
    const Coverage there = coverage_at(answers, 250, curve[i].threshold);
    CHECK(there.coverage == Approx(curve[i].coverage));
    CHECK(there.accuracy == Approx(curve[i].accuracy));
  }
  CHECK(curve.front().accuracy > curve.back().accuracy + 0.2);
  CHECK(coverage_curve({}, 0).empty());
}
