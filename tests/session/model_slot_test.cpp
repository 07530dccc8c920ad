#include "session/model_slot.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <memory>
#include <span>
#include <vector>

#include "session/fakes.h"
#include "session/snapshot_codec.h"

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

namespace {

// Everything that a live session shows of the sound, and what its models say.
struct Shown {
  std::vector<std::uint8_t> columns;
  std::vector<Peak> peaks;
  std::vector<std::uint8_t> speech;
  std::vector<PredictionRecord> predictions;
  double captured_s = 0.0;
  std::uint32_t generation = 0;
};

// Hears the sound in small blocks; at(block) may change the models before each and says who answers.
template <class At>
Shown hear(Session& session, std::span<const float> sound, At&& at) {
  Shown shown;
  int block = 0;
  test::in_blocks(sound, 480, [&](std::span<const float> b) {
    const Cards cards = at(block++);
    session.push(b);
    answer_all(session, cards);
    const auto view = parse_snapshot(session.snapshot()).value();
    shown.columns.insert(shown.columns.end(), view.columns.begin(), view.columns.end());
    shown.peaks.insert(shown.peaks.end(), view.peaks.begin(), view.peaks.end());
    shown.speech.insert(shown.speech.end(), view.speech.begin(), view.speech.end());
    shown.predictions.insert(shown.predictions.end(), view.predictions.begin(), view.predictions.end());
    shown.captured_s = view.header->captured_s;
    shown.generation = view.header->generation;
  });
  return shown;
}

Card other_card() {
  Card card = fake_card({Emotion::sad, Emotion::angry, Emotion::happy});
  card.answer.dimensions = true;
  return card;
}

Card sound_card() { return fake_card({Emotion::calm, Emotion::fearful}, "mlp180"); }

// A live session that has heard 1.05 s of speech and been asked nothing of its first window yet.
std::unique_ptr<Session> before_first_window(const Cards& cards) {
  auto session = ready_session({.sample_rate_hz = 16000}, cards);
  session->push(test::tone(220, 16000, 0.9));
  answer_all(*session, cards);
  session->push(test::tone(220, 16000, 0.15));
  return session;
}

constexpr int kSwitchBlock = 240;  // of 10 ms: inside the first take

}  // namespace

TEST_CASE("labels that a model does not know get nothing, and what it knows sums to one") {
  const Card card = baseline_card();
  const auto session = heard_clip(takes(kClipRateHz), {&card});
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

TEST_CASE("valence and arousal are smoothed like probabilities and are nothing without speech") {
  const Card card = plane_card();
  const Cards cards{&card};
  const auto sound = takes(kClipRateHz);
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
  const auto sound = takes(kClipRateHz);
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

TEST_CASE("switching models while sound comes keeps sound, picture and the other model's answers") {
  const auto sound = takes(48000);
  const Card first = fake_card();
  const Card old = fake_card({Emotion::calm, Emotion::sad});
  for (const Card& next : {other_card(), sound_card()}) {
    auto steady = ready_session({.sample_rate_hz = 48000}, {&first, &old});
    const Shown expected = hear(*steady, sound, [&](int) { return Cards{&first, &old}; });
    auto session = ready_session({.sample_rate_hz = 48000}, {&first, &old});
    const Shown shown = hear(*session, sound, [&](int block) {
      if (block == kSwitchBlock) session->set_model(1, &next);
      return Cards{&first, block < kSwitchBlock ? &old : &next};
    });
    CHECK(shown.columns == expected.columns);
    CHECK(std::memcmp(shown.peaks.data(), expected.peaks.data(), expected.peaks.size() * sizeof(Peak)) == 0);
    CHECK(shown.speech == expected.speech);
    CHECK(shown.captured_s == expected.captured_s);
    CHECK(shown.generation == expected.generation);
    check_same(of_slot(shown.predictions, 0), of_slot(expected.predictions, 0));

    // The new model's first window holds what was heard before the switch; its smoothing begins there.
    const auto ours = of_slot(shown.predictions, 1);
    const auto before = of_slot(expected.predictions, 1);
    REQUIRE(ours.size() == before.size());
    auto alone = ready_session({.sample_rate_hz = 48000}, {&next});
    const Shown fresh = hear(*alone, sound, [&](int block) {
      if (block == kSwitchBlock) alone->set_model(0, &next);
      return Cards{&next};
    });
    for (std::size_t i = 0; i < ours.size(); ++i) {
      const bool old_one = ours[i].end_s < 0.01 * kSwitchBlock - 0.05;
      CAPTURE(ours[i].end_s);
      CHECK(same(ours[i], old_one ? before[i] : fresh.predictions[i]));
    }
  }
}

TEST_CASE("a model taken out of its slot says nothing more; the other one goes on") {
  const auto sound = takes(48000);
  const Card first = fake_card();
  const Card second = other_card();
  auto session = ready_session({.sample_rate_hz = 48000}, {&first, &second});
  const Shown shown = hear(*session, sound, [&](int block) {
    if (block == kSwitchBlock) session->set_model(1, nullptr);
    return Cards{&first, &second};
  });
  CHECK(of_slot(shown.predictions, 0).size() > of_slot(shown.predictions, 1).size());
  CHECK(of_slot(shown.predictions, 1).back().end_s <= 2.4);
  const auto view = parse_snapshot(session->snapshot()).value();
  CHECK(view.header->compared_model == ModelState::absent);
  CHECK(view.header->compared_current.verdict == Verdict::waiting);
}

TEST_CASE("the answer of a model that has just been exchanged is not taken for the new one's") {
  const Card old = fake_card();
  const Card next = other_card();
  auto session = before_first_window({&old});
  auto request = session->next_request();
  for (; request.kind == RequestKind::speech_detector; request = session->next_request())
    session->answer(test::detector_answer(request.input), 1.0);
  REQUIRE(request.kind == RequestKind::emotion_model);
  session->set_model(0, &next);
  session->answer(std::vector<float>(8, 1.0F), 1.0);
  CHECK(parse_snapshot(session->snapshot()).value().predictions.empty());
  answer_all(*session, {&next});
  const auto view = parse_snapshot(session->snapshot()).value();
  REQUIRE(!view.predictions.empty());
  CHECK(view.predictions.front().end_s == 1.0);  // the question is put to the new one
  CHECK(view.header->labels_known == next.answer.labels_known());
}

TEST_CASE("if one model breaks while it is asked, the other one still answers the window") {
  const Card card = fake_card();
  for (const int broken : {0, 1}) {
    CAPTURE(broken);
    auto session = before_first_window({&card, &card});
    for (auto r = session->next_request(); r.kind != RequestKind::none; r = session->next_request()) {
      if (r.kind == RequestKind::emotion_model && r.slot == broken)
        session->set_model_state(broken, ModelState::failed);
      else
        session->answer(test::fake_answer(r, {&card, &card}), 1.0);
    }
    const auto view = parse_snapshot(session->snapshot()).value();
    CHECK(of_slot(view.predictions, broken).empty());
    CHECK(of_slot(view.predictions, 1 - broken).size() == 1);
  }
}

TEST_CASE("a clip waits for the compared model while it loads, and goes on without one that failed") {
  const auto sound = takes(16000);
  const Card card = fake_card();
  const Cards cards{&card, &card};
  auto session =
      ready_session({.source = Source::clip, .sample_rate_hz = 16000, .duration_s = 5.83, .may_skip = false}, {&card});
  session->set_model(1, &card);
  session->set_model_state(1, ModelState::loading);
  session->push(sound);
  session->finish();
  answer_all(*session, cards);
  CHECK(of_slot(session->predictions(), 0).size() == 1);
  session->set_model_state(1, ModelState::failed);
  answer_all(*session, cards);
  CHECK(of_slot(session->predictions(), 0).size() == 50);
  CHECK(of_slot(session->predictions(), 1).empty());
  CHECK(parse_snapshot(session->snapshot()).value().header->finished == 1);
}

TEST_CASE("a running clip cannot give a late model a sound it has not kept") {
  const Card frames = other_card();
  const Card samples = sound_card();
  const SessionConfig config{.source = Source::clip, .sample_rate_hz = 16000, .duration_s = 2.0, .may_skip = false};
  auto session = ready_session(config, {&frames});
  session->push(test::tone(220, 16000, 1.0));
  session->set_model(1, &samples);
  session->set_model_state(1, ModelState::ready);
  CHECK(parse_snapshot(session->snapshot()).value().header->compared_model == ModelState::absent);
  session->set_model(1, &frames);
  session->set_model_state(1, ModelState::ready);
  CHECK(parse_snapshot(session->snapshot()).value().header->compared_model == ModelState::ready);

  auto early = ready_session(config, {&frames, &samples});
  early->push(test::tone(220, 16000, 1.0));
  early->set_model(0, &samples);
  CHECK(parse_snapshot(early->snapshot()).value().header->model == ModelState::ready);
}
