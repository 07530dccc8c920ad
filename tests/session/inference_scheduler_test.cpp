#include "session/inference_scheduler.h"

#include <doctest/doctest.h>

#include <cmath>
#include <span>
#include <vector>

#include "session/fakes.h"
#include "session/snapshot_codec.h"
#include "support/allocations.h"

using namespace emo;
using test::answer_all;
using test::baseline_card;
using test::Cards;
using test::check_same;
using test::clip_config;
using test::fake_card;
using test::heard_clip;
using test::kClipRateHz;
using test::of_slot;
using test::plane_card;
using test::ready_session;
using test::same;
using test::takes;

TEST_CASE("two models say of a clip what each says alone") {
  const auto sound = takes(kClipRateHz);
  const Card ours = plane_card();
  const Card theirs = baseline_card();
  const auto together = heard_clip(sound, {&ours, &theirs});
  const auto first = heard_clip(sound, {&ours});
  const auto second = heard_clip(sound, {&theirs});
  CHECK(first->predictions().size() == 50);
  check_same(of_slot(together->predictions(), 0), first->predictions());
  check_same(of_slot(together->predictions(), 1), second->predictions());
  CHECK(same(together->summary(0), first->summary()));
  CHECK(same(together->summary(1), second->summary()));
  CHECK(!same(together->summary(0), together->summary(1)));
}

TEST_CASE("two models' answers depend neither on block sizes nor on how far inference lags") {
  const auto sound = takes(kClipRateHz);
  const Card ours = plane_card();
  const Card theirs = baseline_card("mfcc40_mean");
  const Cards cards{&ours, &theirs};
  const auto reference = heard_clip(sound, cards);
  for (const std::size_t block : {127, 1000, 44100}) {
    CAPTURE(block);
    const auto other = heard_clip(sound, cards, block, true);
    check_same(other->predictions(), reference->predictions());
    for (const int slot : {0, 1}) CHECK(same(other->summary(slot), reference->summary(slot)));
  }
}

TEST_CASE("live, two models say what they say of the same sound as a clip") {
  const auto sound = takes(48000);
  const Card ours = plane_card();
  const Card theirs = baseline_card();
  const Cards cards{&ours, &theirs};
  auto live = ready_session({.sample_rate_hz = 48000}, cards);
  std::vector<PredictionRecord> heard;
  test::in_blocks(sound, 512, [&](std::span<const float> b) {
    live->push(b);
    answer_all(*live, cards);
    const auto view = parse_snapshot(live->snapshot());
    heard.insert(heard.end(), view.value().predictions.begin(), view.value().predictions.end());
  });
  auto clip = ready_session(clip_config(sound, 48000), cards);
  clip->push(sound);
  clip->finish();
  answer_all(*clip, cards);
  auto said = clip->predictions();
  REQUIRE(said.size() >= heard.size());  // the end of a clip is answered too
  said.resize(heard.size());
  check_same(heard, said);
}

TEST_CASE("the snapshot tells the models apart") {
  const auto sound = takes(kClipRateHz);
  const Card ours = baseline_card();
  const Card theirs = plane_card();
  auto session = heard_clip(sound, {&ours, &theirs});
  const auto view = parse_snapshot(session->snapshot());
  const SnapshotHeader& h = *view.value().header;
  CHECK(h.labels_known == 0b01100110);
  CHECK(h.compared_labels_known == 0xFF);
  CHECK(h.dimensions == 0b10);
  CHECK(h.compared_model == ModelState::ready);
  CHECK(same(h.current, session->summary(0)));
  CHECK(same(h.compared_current, session->summary(1)));
  CHECK(h.compared_current.slot == 1);
  CHECK(std::isnan(h.current.valence));
  CHECK(!std::isnan(h.compared_current.valence));
  CHECK(h.compared_inference_ms_p50 == 1.0F);
  CHECK(of_slot(view.value().predictions, 0).size() == of_slot(view.value().predictions, 1).size());

  const auto one = heard_clip(sound, {&theirs});
  const auto alone = parse_snapshot(one->snapshot()).value();
  CHECK(alone.header->compared_model == ModelState::absent);
  CHECK(alone.header->compared_current.verdict == Verdict::waiting);
  CHECK(alone.header->compared_labels_known == 0);
}

TEST_CASE("a window stride of five asks about every fifth window") {
  const auto sound = takes(kClipRateHz);
  Card card = fake_card();
  card.decision.smoothing_s = 0.0F;
  const Cards cards{&card};
  const auto every = heard_clip(sound, cards);
  SessionConfig config = clip_config(sound);
  config.window_stride = 5;
  auto session = ready_session(config, cards);
  session->push(sound);
  session->finish();
  answer_all(*session, cards);
  std::vector<PredictionRecord> expected;
  for (std::size_t i = 0; i < every->predictions().size(); i += 5) expected.push_back(every->predictions()[i]);
  expected.push_back(every->predictions().back());  // the end of a clip is always heard
  check_same(session->predictions(), expected);
  CHECK(parse_snapshot(session->snapshot()).value().header->prediction_interval_ms == 500.0F);
}

TEST_CASE("the cost of both models together makes windows rarer") {
  const Card card = fake_card();
  const auto interval_ms = [&](const Cards& cards) {
    auto session = ready_session({.sample_rate_hz = 16000}, cards);
    test::in_blocks(test::tone(220, 16000, 10.0), 1600, [&](std::span<const float> b) {
      session->push(b);
      answer_all(*session, cards, 50.0);
    });
    return parse_snapshot(session->snapshot()).value().header->prediction_interval_ms;
  };
  CHECK(interval_ms({&card, &card}) == 2.0F * interval_ms({&card}));
}

TEST_CASE("listening with two models of log-mel frames allocates nothing after the first seconds") {
  const Card ours = plane_card();
  const Card theirs = fake_card({Emotion::happy, Emotion::sad});
  auto session = ready_session({.sample_rate_hz = 48000}, {&ours, &theirs});
  const auto block = test::tone(220, 48000, 0.0107);
  const std::vector<float> detector(1 + SpeechConfig::state_size, 0.9F);
  const std::vector<float> answers[2]{std::vector<float>(10, 0.1F), std::vector<float>(2, 0.1F)};
  int asked[2]{};
  const auto hear = [&](int blocks) {
    for (int i = 0; i < blocks; ++i) {
      session->push(block, 1.0, 0);
      for (auto r = session->next_request(); r.kind != RequestKind::none; r = session->next_request()) {
        const bool chunk = r.kind == RequestKind::speech_detector;
        if (!chunk) ++asked[r.slot];
        session->answer(chunk ? detector : answers[r.slot], 1.0);
      }
      session->snapshot();
    }
  };
  hear(1000);
  const auto before = test::allocations();
  hear(1000);
  CHECK(test::allocations() == before);
  CHECK(asked[0] > 150);
  CHECK(asked[1] == asked[0]);
}
