// Models that are run as a stream: a step each 100 ms, whatever else goes on.
#include <doctest/doctest.h>

#include "session/fakes.h"
#include "session/snapshot_codec.h"
#include "support/allocations.h"

using namespace emo;
using test::answer_all;
using test::Cards;
using test::fake_card;
using test::of_slot;
using test::ready_session;
using test::same;
using test::streaming;
using test::takes;

namespace {

constexpr double kRateHz = 44100;
constexpr int kBands = LogMel64Recipe::n_mels;

SessionConfig clip_config(std::span<const float> sound, double rate_hz = kRateHz) {
  const double duration_s = static_cast<double>(sound.size()) / rate_hz;
  return {.source = Source::clip, .sample_rate_hz = rate_hz, .duration_s = duration_s, .may_skip = false};
}

// What one slot was asked, and what it answered.
struct Step {
  RequestKind kind;
  std::vector<float> input, state, answer;
};

std::vector<Step> steps_of(Session& session, const Cards& cards, int slot = 0) {
  std::vector<Step> steps;
  for (auto r = session.next_request(); r.kind != RequestKind::none; r = session.next_request()) {
    const auto answer = test::fake_answer(r, cards);
    if (r.kind != RequestKind::speech_detector && r.slot == slot)
      steps.push_back({r.kind, {r.input.begin(), r.input.end()}, {r.state.begin(), r.state.end()}, answer});
    session.answer(answer, 1.0);
  }
  return steps;
}

std::vector<PredictionRecord> drained(Session& session) {
  const auto view = parse_snapshot(session.snapshot()).value();
  return {view.predictions.begin(), view.predictions.end()};
}

// Live, answered at once, in blocks of 10 ms; before(block) may change the models.
template <class Before>
std::vector<PredictionRecord> heard_live(Session& session, std::span<const float> sound, const Cards& cards,
                                         Before&& before) {
  std::vector<PredictionRecord> heard;
  int block = 0;
  test::in_blocks(sound, 480, [&](std::span<const float> b) {
    before(block++);
    session.push(b);
    answer_all(session, cards);
    const auto fresh = drained(session);
    heard.insert(heard.end(), fresh.begin(), fresh.end());
  });
  return heard;
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

// The record of that slot and moment; nullptr: there is none.
const PredictionRecord* record_at(std::span<const PredictionRecord> records, int slot, double end_s) {
  for (const PredictionRecord& r : records)
    if (r.slot == slot && r.end_s == end_s) return &r;
  return nullptr;
}

}  // namespace

TEST_CASE("a stream hears every frame once and in order, each step with the state of the one before") {
  const Card card = streaming(fake_card());
  const Cards cards{&card};
  const auto sound = takes(16000);
  auto session = ready_session(clip_config(sound, 16000), cards);
  session->push(sound);
  session->finish();
  const auto steps = steps_of(*session, cards);
  REQUIRE(steps.size() == 59);  // of 5.83 s, whether or not somebody speaks
  const auto frames = compute_recipe("logmel64", {sound, 16000.0}).value().values;
  std::vector<float> heard;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    CHECK(steps[i].kind == RequestKind::model_step);
    REQUIRE(steps[i].input.size() == 10 * kBands);
    if (i == 0)
      CHECK(steps[i].state.empty());
    else
      CHECK(std::equal(steps[i].state.begin(), steps[i].state.end(), steps[i - 1].answer.end() - 11));
    heard.insert(heard.end(), steps[i].input.begin(), steps[i].input.end());
  }
  // A frame of floor before the first; the last step is filled up with floor.
  CHECK(std::all_of(heard.begin(), heard.begin() + kBands, [](float v) { return v == LogMel64Recipe::floor(); }));
  CHECK(std::equal(frames.begin(), frames.end(), heard.begin() + kBands));
  CHECK(std::all_of(heard.begin() + kBands + static_cast<std::ptrdiff_t>(frames.size()), heard.end(),
                    [](float v) { return v == LogMel64Recipe::floor(); }));
}

TEST_CASE("a stream's answers count for the windows that a window model is asked about") {
  const auto sound = takes(kRateHz);
  const Card window = fake_card();
  const Card stream = streaming(fake_card());
  const auto asked = heard_clip(sound, {&window})->predictions();
  const auto said = heard_clip(sound, {&stream})->predictions();
  REQUIRE(said.size() == asked.size());
  for (std::size_t i = 0; i < said.size(); ++i) {
    CHECK(said[i].end_s == asked[i].end_s);
    CHECK(said[i].speech_s == asked[i].speech_s);
    CHECK((said[i].verdict == Verdict::no_speech) == (asked[i].verdict == Verdict::no_speech));
  }
}

TEST_CASE("a stream's answers depend neither on block sizes nor on how far inference lags") {
  const auto sound = takes(kRateHz);
  Card stream = streaming(fake_card());
  stream.answer.dimensions = true;
  const Card window = fake_card();
  const Cards cards{&stream, &window};
  const auto reference = heard_clip(sound, cards);
  for (const std::size_t block : {127, 1000, 4410, 44100}) {
    CAPTURE(block);
    const auto other = heard_clip(sound, cards, block, true);
    check_same(of_slot(other->predictions(), 0), of_slot(reference->predictions(), 0));
    check_same(of_slot(other->predictions(), 1), of_slot(reference->predictions(), 1));
    CHECK(same(other->summary(0), reference->summary(0)));
  }
}

TEST_CASE("a stream and a window model say what each says alone, and a second stream keeps a state of its own") {
  const auto sound = takes(kRateHz);
  const Card stream = streaming(fake_card());
  const Card window = fake_card({Emotion::happy, Emotion::sad});
  const Card longer = streaming(fake_card({Emotion::calm, Emotion::sad, Emotion::angry}), 30);
  for (const Card* other : {&window, &longer}) {
    const auto together = heard_clip(sound, {&stream, other});
    check_same(of_slot(together->predictions(), 0), heard_clip(sound, {&stream})->predictions());
    check_same(of_slot(together->predictions(), 1), heard_clip(sound, {other})->predictions());
  }
}

TEST_CASE("live, a stream says what it says of the same sound as a clip") {
  const auto sound = takes(48000);
  const Card card = streaming(fake_card(), 40);
  const Cards cards{&card};
  auto live = ready_session({.sample_rate_hz = 48000}, cards);
  const auto heard = heard_live(*live, sound, cards, [](int) {});
  auto clip = ready_session(clip_config(sound, 48000), cards);
  clip->push(sound);
  clip->finish();
  answer_all(*clip, cards);
  auto said = clip->predictions();
  REQUIRE(said.size() >= heard.size());  // the end of a clip is answered too
  said.resize(heard.size());
  check_same(heard, said);
}

TEST_CASE("clips that end with a step, within one or before the first window have a last window") {
  const Card card = streaming(fake_card());
  const Cards cards{&card};
  for (const double seconds : {0.5, 0.6, 0.65, 1.0, 1.05, 1.5, 1.5025}) {
    for (const std::size_t block : {1 << 20, 1600, 160}) {
      CAPTURE(seconds);
      CAPTURE(block);
      const auto sound = test::tone(220, 16000, seconds);
      auto session = ready_session(clip_config(sound, 16000), cards);
      session->set_detector_ready(true);
      std::size_t steps = 0;
      test::in_blocks(sound, block, [&](std::span<const float> b) {
        session->push(b);
        steps += steps_of(*session, cards).size();
      });
      session->finish();
      steps += steps_of(*session, cards).size();
      CHECK(steps == static_cast<std::size_t>(std::ceil(seconds * 10 - 1e-9)));
      REQUIRE(!session->predictions().empty());
      CHECK(session->predictions().back().end_s == doctest::Approx(seconds));
      CHECK(session->predictions().back().verdict != Verdict::no_speech);
      CHECK(parse_snapshot(session->snapshot()).value().header->finished == 1);
    }
  }
}

TEST_CASE("with rarer windows a stream still hears every step") {
  const auto sound = takes(kRateHz);
  Card card = streaming(fake_card());
  card.decision.smoothing_s = 0.0F;
  const Cards cards{&card};
  const auto every = heard_clip(sound, cards)->predictions();
  SessionConfig config = clip_config(sound);
  config.window_stride = 5;
  auto session = ready_session(config, cards);
  session->push(sound);
  session->finish();
  CHECK(steps_of(*session, cards).size() == 59);
  for (const PredictionRecord& r : session->predictions()) CHECK(same(r, *record_at(every, 0, r.end_s)));
}

TEST_CASE("a model that comes late hears what is held of the sound, as far back as it matters") {
  const auto sound = takes(48000);
  const int memory = 12;
  const Card card = streaming(fake_card(), memory);
  const Card window = fake_card({Emotion::happy, Emotion::sad});
  const Cards cards{&window, &card};
  auto steady = ready_session({.sample_rate_hz = 48000}, cards);
  const auto expected = heard_live(*steady, sound, cards, [](int) {});
  auto session = ready_session({.sample_rate_hz = 48000}, {&window});
  constexpr int arrives = 242;  // block of 10 ms
  std::size_t asked = 0;
  std::vector<PredictionRecord> heard;
  int block = 0;
  test::in_blocks(sound, 480, [&](std::span<const float> b) {
    if (block++ == arrives) {
      session->set_model(1, &card);
      session->set_model_state(1, ModelState::ready);
    }
    session->push(b);
    const auto steps = steps_of(*session, cards, 1);
    if (asked == 0 && !steps.empty()) {
      CHECK(steps.front().state.empty());
      CHECK(steps.size() <= memory);  // more cannot matter
    }
    asked += steps.size();
    for (const auto& r : drained(*session)) heard.push_back(r);
  });
  check_same(of_slot(heard, 0), of_slot(expected, 0));
  const auto late = of_slot(heard, 1);
  REQUIRE(!late.empty());
  CHECK(late.front().end_s <= 2.6);
  // Smoothing begins with the model, so the first windows may differ by it; a pause ends that.
  for (const PredictionRecord& r : late)
    if (r.end_s > 4.0) CHECK(same(r, *record_at(expected, 1, r.end_s)));
}

TEST_CASE("catching up holds up neither the other model's windows nor a clip's exactness") {
  const Card card = streaming(fake_card(), 60);
  const Card window = fake_card({Emotion::happy, Emotion::sad});
  const Cards cards{&window, &card};
  auto session = ready_session({.sample_rate_hz = 16000}, {&window});
  session->push(test::tone(220, 16000, 8.0));
  answer_all(*session, cards);
  drained(*session);
  session->set_model(1, &card);
  session->set_model_state(1, ModelState::ready);
  // A device that answers ten questions of models in 100 ms: it catches up, and misses no window of the other slot.
  std::vector<PredictionRecord> heard;
  for (int hop = 0; hop < 20; ++hop) {
    session->push(test::tone(220, 16000, 0.1));
    int left = 10;
    for (auto r = session->next_request(); r.kind != RequestKind::none && left > 0; r = session->next_request()) {
      if (r.kind != RequestKind::speech_detector) --left;
      session->answer(test::fake_answer(r, cards), 1.0);
    }
    for (const auto& r : drained(*session)) heard.push_back(r);
  }
  CHECK(of_slot(heard, 0).size() == 20);
  const auto late = of_slot(heard, 1);
  CHECK(late.size() >= 10);
  CHECK(late.back().end_s == heard.front().end_s + 1.9);
}

TEST_CASE("a model that is exchanged begins without a state; the old one's answer is not taken for its own") {
  const Card old = streaming(fake_card());
  const Card next = streaming(fake_card({Emotion::sad, Emotion::happy}), 7);
  auto session = ready_session({.sample_rate_hz = 16000}, {&old});
  session->push(test::tone(220, 16000, 0.95));
  answer_all(*session, {&old});
  session->push(test::tone(220, 16000, 0.1));
  auto request = session->next_request();
  for (; request.kind == RequestKind::speech_detector; request = session->next_request())
    session->answer(test::detector_answer(request.input), 1.0);
  REQUIRE(request.kind == RequestKind::model_step);
  CHECK(request.state.size() == 11);
  const auto answer = test::fake_answer(request, {&old});
  session->set_model(0, &next);
  session->answer(answer, 1.0);
  CHECK(drained(*session).empty());
  for (request = session->next_request(); request.kind == RequestKind::speech_detector;
       request = session->next_request())
    session->answer(test::detector_answer(request.input), 1.0);
  REQUIRE(request.kind == RequestKind::model_step);
  CHECK(request.state.empty());
  answer_all(*session, {&next});
  drained(*session);
  CHECK(parse_snapshot(session->snapshot()).value().header->labels_known == next.answer.labels_known());
  session->push(test::tone(220, 16000, 0.1));
  answer_all(*session, {&next});
  CHECK(drained(*session).size() == 1);
}

TEST_CASE("after a gap the state is begun anew, early enough, and what is said is exact again") {
  const Card card = streaming(fake_card(), 12);
  const Cards cards{&card};
  const auto sound = test::joined({test::tone(220, 16000, 4.0), test::tone(330, 16000, 6.0)});
  const auto first = std::span(sound).first(2 * 16000);
  const auto missed = std::span(sound).subspan(2 * 16000, 6 * 16000);
  const auto rest = std::span(sound).subspan(8 * 16000);
  Card plain = card;
  plain.decision.smoothing_s = 0.0F;
  const Cards smoothless{&plain};
  auto steady = ready_session({.sample_rate_hz = 16000}, smoothless);
  const auto expected = heard_live(*steady, sound, smoothless, [](int) {});
  auto session = ready_session({.sample_rate_hz = 16000}, smoothless);
  session->push(first);
  answer_all(*session, smoothless);
  drained(*session);
  session->push(missed);  // nobody answered meanwhile
  const auto steps = steps_of(*session, smoothless);
  CHECK(steps.size() <= 2 * 12);  // not sixty
  CHECK(std::count_if(steps.begin(), steps.end(), [](const Step& s) { return s.state.empty(); }) >= 1);
  drained(*session);
  const auto heard = heard_live(*session, rest, smoothless, [](int) {});
  int answered = 0;
  for (const PredictionRecord& r : heard) {
    CAPTURE(r.end_s);
    if (r.verdict == Verdict::no_speech) continue;  // the detector has to hear speech again first
    ++answered;
    const PredictionRecord* wanted = record_at(expected, 0, r.end_s);
    REQUIRE(wanted != nullptr);
    for (int i = 0; i < kEmotionCount; ++i)  // what smoothing leaves of the windows before is rounding
      CHECK(std::abs(r.probabilities[i] - wanted->probabilities[i]) < 1e-6F);
  }
  CHECK(answered >= 15);
}

TEST_CASE("a device that is too slow for every step still answers, of the newest sound") {
  const Card card = streaming(fake_card(), 40);
  const Cards cards{&card};
  auto session = ready_session({.sample_rate_hz = 16000}, cards);
  // Each step takes 150 ms: while one is answered, one and a half become due.
  double now_s = 0.0;
  double pushed_s = 0.0;
  const auto hear_until_now = [&] {
    while (pushed_s + 0.05 <= now_s) {
      session->push(test::tone(220, 16000, 0.05));
      pushed_s += 0.05;
    }
  };
  double worst_age_s = 0.0;
  int answers = 0;
  while (now_s < 30.0) {
    now_s += 0.05;
    hear_until_now();
    for (auto r = session->next_request(); r.kind != RequestKind::none; r = session->next_request()) {
      const bool step = r.kind == RequestKind::model_step;
      const auto answer = test::fake_answer(r, cards);
      if (step) now_s += 0.15;
      hear_until_now();
      session->answer(answer, step ? 150.0 : 1.0);
      for (const auto& p : drained(*session)) {
        if (now_s < 5.0) continue;
        ++answers;
        worst_age_s = std::max(worst_age_s, now_s - p.end_s);
      }
    }
  }
  CHECK(answers >= 50);
  CHECK(worst_age_s < 1.0);
}

TEST_CASE("listening with a stream and a window model allocates nothing after the first seconds") {
  Card ours = streaming(fake_card(), 40);
  ours.answer.dimensions = true;
  const Card theirs = fake_card({Emotion::happy, Emotion::sad});
  auto session = ready_session({.sample_rate_hz = 48000}, {&ours, &theirs});
  const auto block = test::tone(220, 48000, 0.0107);
  const std::vector<float> detector(1 + SpeechConfig::state_size, 0.9F);
  const std::vector<float> answers[2]{std::vector<float>(10 + 39, 0.1F), std::vector<float>(2, 0.1F)};
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
  CHECK(asked[0] >= asked[1]);
  CHECK(asked[1] > 150);
}
