#include <doctest/doctest.h>

#include "session/fakes.h"
#include "session/model_input.h"
#include "session/snapshot_codec.h"
#include "support/allocations.h"

using namespace emo;
using test::answer_all;
using test::Cards;
using test::fake_card;
using test::of_slot;
using test::ready_session;
using test::same;
using test::takes;

namespace {

constexpr double kRateHz = 44100;

Card plane_card() {
  Card card = fake_card();
  card.answer.dimensions = true;
  card.decision.temperature = 0.7F;
  return card;
}

// Few labels, a recipe of the sound itself, one answer for a whole clip.
Card baseline_card(const char* recipe = "mlp180") {
  Card card = fake_card({Emotion::disgust, Emotion::calm, Emotion::happy, Emotion::fearful}, recipe);
  card.clip_rule = ClipRule::whole;
  card.decision.clip_unsure_below = 0.1F;
  return card;
}

SessionConfig clip_config(std::span<const float> sound, double rate_hz = kRateHz) {
  const double duration_s = static_cast<double>(sound.size()) / rate_hz;
  return {.source = Source::clip, .sample_rate_hz = rate_hz, .duration_s = duration_s, .may_skip = false};
}

std::unique_ptr<Session> heard_clip(std::span<const float> sound, const Cards& cards, std::size_t block = 1 << 20,
                                    bool answer_at_once = false) {
  auto session = ready_session(clip_config(sound), cards);
  test::in_blocks(sound, block, [&](std::span<const float> b) {
    session->push(b);
    if (answer_at_once) answer_all(*session, cards);
  });
  session->finish();
  answer_all(*session, cards);
  return session;
}

void check_same(std::span<const PredictionRecord> ours, std::span<const PredictionRecord> others) {
  REQUIRE(ours.size() == others.size());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    CAPTURE(ours[i].end_s);
    CHECK(same(ours[i], others[i]));
  }
}

// The inputs that the slot was asked about.
std::vector<std::vector<float>> inputs_of(Session& session, const Cards& cards, int slot) {
  std::vector<std::vector<float>> inputs;
  for (auto r = session.next_request(); r.kind != RequestKind::none; r = session.next_request()) {
    if (r.kind == RequestKind::emotion_model && r.slot == slot) inputs.emplace_back(r.input.begin(), r.input.end());
    session.answer(test::fake_answer(r, cards), 1.0);
  }
  return inputs;
}

}  // namespace

TEST_CASE("two models say of a clip what each says alone") {
  const auto sound = takes(kRateHz);
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
  const auto sound = takes(kRateHz);
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
  const auto sound = takes(kRateHz);
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

TEST_CASE("labels that a model does not know get nothing, and what it knows sums to one") {
  const Card card = baseline_card();
  const auto session = heard_clip(takes(kRateHz), {&card});
  int spoken = 0;
  for (const auto& r : session->predictions()) {
    if (r.verdict == Verdict::no_speech) continue;
    ++spoken;
    float sum = 0.0F;
    for (const Emotion e : card.answer.labels) sum += r.probabilities[static_cast<std::size_t>(e)];
    CHECK(sum == doctest::Approx(1.0));
    for (const int unknown : {0, 3, 4, 7}) CHECK(r.probabilities[unknown] == 0.0F);
  }
  CHECK(spoken > 20);
}

TEST_CASE("a model of whole clips is given the recipe of the clip's samples, once, at the end") {
  const auto sound = takes(kRateHz);
  for (const char* recipe : {"mlp180", "mfcc40_mean", "logmel40x174", "logmel64"}) {
    CAPTURE(std::string(recipe));
    const Card card = baseline_card(recipe);
    const Cards cards{&card};
    auto session = ready_session(clip_config(sound), cards);
    session->push(sound);
    session->finish();
    const auto inputs = inputs_of(*session, cards, 0);
    const auto windows = session->predictions();
    const auto spoken = std::count_if(windows.begin(), windows.end(),
                                      [](const PredictionRecord& r) { return r.verdict != Verdict::no_speech; });
    REQUIRE(static_cast<std::ptrdiff_t>(inputs.size()) == spoken + 1);
    const auto expected = compute_recipe(recipe, {sound, kRateHz}).value().values;
    CHECK(inputs.back() == expected);
    const Reading reading = reading_of(test::model_answer(card.answer, expected), card.answer, 1.0F);
    const PredictionRecord said = session->summary();
    CHECK(said.verdict == Verdict::emotion);
    CHECK(std::memcmp(said.probabilities, reading.probabilities.data(), sizeof said.probabilities) == 0);
    CHECK(parse_snapshot(session->snapshot()).value().header->finished == 1);
  }
}

TEST_CASE("a short clip's log-mel frames are preceded by the floor of the recipe") {
  const Card card = baseline_card("logmel64");
  const Cards cards{&card};
  const auto sound = test::tone(220, 16000, 0.6);
  auto session = ready_session(clip_config(sound, 16000), cards);
  session->push(sound);
  session->finish();
  const auto inputs = inputs_of(*session, cards, 0);
  REQUIRE(inputs.size() == 2);
  CHECK(inputs[0].size() == 300 * 64);
  CHECK(inputs[1].size() == std::size_t{kFewestFrames} * 64);
  CHECK(inputs[1] == model_input(card, {sound, 16000.0}).value());
  CHECK(inputs[1].front() == LogMel64Recipe::floor());
}

TEST_CASE("a silent clip is not shown to a model of whole clips") {
  const Card card = baseline_card();
  const Cards cards{&card};
  const std::vector<float> silence(44100 * 2);
  auto session = ready_session(clip_config(silence), cards);
  session->push(silence);
  session->finish();
  CHECK(session->next_request().kind == RequestKind::none);
  CHECK(session->summary().verdict == Verdict::no_speech);
  CHECK(parse_snapshot(session->snapshot()).value().header->finished == 1);
}

TEST_CASE("a window of another recipe is the recipe of its last three seconds at the device's rate") {
  for (const double recipe_rate_hz : {0.0, 16000.0}) {
    CAPTURE(recipe_rate_hz);
    Card card = baseline_card();
    card.rate_hz = recipe_rate_hz;
    const Cards cards{&card};
    auto session = ready_session({.sample_rate_hz = 48000}, cards);
    const auto sound = test::joined({test::tone(220, 48000, 2.0), test::tone(500, 48000, 8.0)});
    std::vector<std::vector<float>> inputs;
    test::in_blocks(sound, 480, [&](std::span<const float> b) {
      session->push(b);
      for (auto& input : inputs_of(*session, cards, 0)) inputs.push_back(std::move(input));
    });
    REQUIRE(inputs.size() == 90);  // 1.0 … 9.9 s: the resampler's filter lags
    for (const std::size_t i : {0, 5, 40, 89}) {
      CAPTURE(i);
      const std::size_t end = 48000 + i * 4800;
      const std::size_t count = std::min<std::size_t>(end, 144000);
      const std::span<const float> last(sound.data() + end - count, count);
      CHECK(inputs[i] == model_input(card, {last, 48000.0}).value());
      if (recipe_rate_hz == 0.0) CHECK(inputs[i] == compute_recipe("mlp180", {last, 48000.0}).value().values);
    }
  }
}

TEST_CASE("valence and arousal are smoothed like probabilities and are nothing without speech") {
  const Card card = plane_card();
  const Cards cards{&card};
  const auto sound = takes(kRateHz);
  auto session = ready_session(clip_config(sound), cards);
  session->push(sound);
  session->finish();
  std::vector<Reading> raw;
  for (auto r = session->next_request(); r.kind != RequestKind::none; r = session->next_request()) {
    const auto answer = test::fake_answer(r, cards);
    if (r.kind == RequestKind::emotion_model) raw.push_back(reading_of(answer, card.answer, card.decision.temperature));
    session->answer(answer, 1.0);
  }
  Smoother smoother(card.decision.smoothing_s);
  std::size_t next = 0;
  double weighted = 0.0;
  double weight = 0.0;
  for (const auto& r : session->predictions()) {
    CAPTURE(r.end_s);
    if (r.verdict == Verdict::no_speech) {
      CHECK(std::isnan(r.valence));
      CHECK(std::isnan(r.arousal));
      smoother.reset();
      continue;
    }
    weighted += static_cast<double>(r.speech_s) * raw[next].valence;
    weight += r.speech_s;
    const Reading smooth = smoother.step(raw[next++], r.end_s);
    CHECK(r.valence == smooth.valence);
    CHECK(r.arousal == smooth.arousal);
    CHECK(r.probabilities[0] == smooth.probabilities[0]);
  }
  CHECK(next == raw.size());
  CHECK(session->summary().valence == doctest::Approx(weighted / weight));
}

TEST_CASE("a clip's own temperature and threshold decide what is said of the whole") {
  const auto sound = takes(kRateHz);
  Card plain = fake_card();
  Card tempered_card = fake_card();
  tempered_card.decision.clip_temperature = 2.0F;
  tempered_card.decision.clip_unsure_below = 1.0F;
  const auto one = heard_clip(sound, {&plain});
  const auto other = heard_clip(sound, {&tempered_card});
  check_same(one->predictions(), other->predictions());
  Probabilities p{};
  std::copy_n(one->summary().probabilities, p.size(), p.begin());
  const Probabilities expected = tempered(p, 2.0F);
  CHECK(std::memcmp(expected.data(), other->summary().probabilities, sizeof expected) == 0);
  CHECK(other->summary().verdict == Verdict::unsure);
  CHECK(other->summary().confidence < one->summary().confidence);
}

TEST_CASE("a window stride of five asks about every fifth window") {
  const auto sound = takes(kRateHz);
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
