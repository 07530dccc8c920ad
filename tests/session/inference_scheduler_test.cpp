#include "session/inference_scheduler.h"

#include <doctest/doctest.h>

#include <cmath>
#include <span>
#include <vector>

#include "session/fakes.h"
#include "session/live_device.h"
#include "session/snapshot_codec.h"
#include "support/allocations.h"

using namespace emo;
using test::answer_all;
using test::baseline_card;
using test::Cards;
using test::check_same;
using test::clip_config;
using test::Device;
using test::fake_card;
using test::heard_clip;
using test::kClipRateHz;
using test::of_slot;
using test::plane_card;
using test::ready_session;
using test::same;
using test::takes;
using test::voice;

namespace {

constexpr double kHopS = 0.1, kSlackS = 0.5, kWidestStrideS = 1.0;
constexpr int kMostChunks = 12;  // that the detector hears before the next window

}  // namespace

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

// Live sound on a device that is too busy for it: what is left out, how old answers become, and how soon they are of
// now.

TEST_CASE("a device that keeps up leaves nothing out and its answers are of now") {
  Device device(voice(20));
  device.run(18, 0.001, 0.02);
  CHECK(device.oldest_s <= 0.25);
  CHECK(device.header.left_out_windows == 0);
  CHECK(device.header.left_out_chunks == 0);
  CHECK(device.header.current.verdict != Verdict::no_speech);
}

TEST_CASE("on a starved device answers go on, and their age is bounded by what one answer costs") {
  struct Load {
    double chunk_s, window_s;
  };
  for (const Load load : {Load{0.04, 0.1}, Load{0.02, 0.4}, Load{0.04, 0.4}, Load{0.1, 1.0}, Load{0.2, 3.0}}) {
    CAPTURE(load.chunk_s);
    CAPTURE(load.window_s);
    Device device(voice(70));
    device.run(60, load.chunk_s, load.window_s);
    // An answer is of the newest sound there was when the model was asked; the next comes a round later.
    const double round_s = kMostChunks * load.chunk_s + load.window_s;
    CHECK(device.youngest_s <= load.window_s + kSlackS + kHopS);
    CHECK(device.oldest_s <= load.window_s + std::max(kWidestStrideS, round_s) + 2 * kSlackS + 2 * kHopS);
    CHECK(device.windows >= static_cast<int>(60 / (round_s + kWidestStrideS + kSlackS + kHopS)) - 2);
    CHECK(device.header.left_out_windows > 0);
    CHECK(device.header.left_out_chunks > 0);
    double before_s = 0;
    for (const PredictionRecord& r : device.said) {  // in order of time, each once, of whole hops
      CHECK(r.end_s > before_s);
      CHECK(r.end_s * 10 == doctest::Approx(std::round(r.end_s * 10)));
      before_s = r.end_s;
    }
    // Speech goes on: once it was found, gaps do not make silence of it.
    const auto silent = std::count_if(device.said.begin(), device.said.end(),
                                      [](const PredictionRecord& r) { return r.verdict == Verdict::no_speech; });
    CHECK(silent <= 1);
  }
}

TEST_CASE("after any stop, or long starving, a few answers are enough to be of now again") {
  constexpr int kMostAnswers = 1 + kMostChunks + 1;  // what was open, the detector, the window
  for (const double stuck_s : {0.3, 1.0, 3.0, 24.0, 90.0}) {
    CAPTURE(stuck_s);
    Device device(voice(120));
    device.run(5, 0.001, 0.02);
    device.run(stuck_s, 0, 0, false);
    CHECK(device.age() >= stuck_s - kHopS);
    // A short stop is made up for.
    const int most = stuck_s <= kSlackS ? kMostChunks + 5 : kMostAnswers;
    CHECK(device.catch_up(kHopS) <= most);
    CHECK((device.header.left_out_windows > 0) == (stuck_s > kSlackS));
    CHECK(device.header.current.end_s > device.header.captured_s - kHopS - 1e-6);
  }
  Device device(voice(60));
  device.run(30, 0.1, 1.0);
  CHECK(device.catch_up(kHopS) <= kMostAnswers);
  const auto left_out = device.header.left_out_windows;
  device.oldest_s = 0;
  device.run(3, 0.001, 0.02);  // the times of its slow runs are forgotten only by and by
  CHECK(device.oldest_s <= kWidestStrideS + 0.3);
  device.run(20, 0.001, 0.02);
  CHECK(device.header.left_out_windows == left_out);
}

TEST_CASE("nothing that was captured is lost for hearing again, however much was left out") {
  const auto sound = voice(40);
  Device device(sound);
  device.run(39, 0.1, 1.0);
  REQUIRE(device.header.left_out_chunks > 0);
  const auto captured = static_cast<std::size_t>(device.header.captured_s * 16000 + 0.5);
  const auto kept = device.session().recent(device.header.captured_s, 30.0);
  REQUIRE(kept.size() == 480000);
  CHECK(std::equal(kept.begin(), kept.end(), sound.begin() + static_cast<std::ptrdiff_t>(captured - kept.size())));
}

TEST_CASE("columns and speech flags cover the sound once, also where work was left out") {
  auto session = test::ready_session({.sample_rate_hz = 16000}, {&test::kLiveCard});
  const auto sound = voice(12);
  std::uint64_t columns = 0, flags = 0;
  const auto collect = [&] {
    const auto view = parse_snapshot(session->snapshot());
    CHECK(view.value().header->first_column == columns);
    CHECK(view.value().header->first_speech_column == flags);
    columns += view.value().header->column_count;
    flags += view.value().header->speech_count;
  };
  test::in_blocks(sound, 32000, [&](std::span<const float> b) {  // 2 s come at once
    session->push(b);
    collect();
    test::answer_all(*session, {&test::kLiveCard});
    collect();
  });
  CHECK(columns >= sound.size() / 160 - 2);
  CHECK(flags + 8 >= columns);
}

TEST_CASE("the detector begins afresh after what it did not hear, with the sound that came just before") {
  auto session = test::ready_session({.sample_rate_hz = 16000}, {&test::kLiveCard});
  const auto sound = voice(10);
  session->push(std::span(sound).first(32000));
  test::answer_all(*session, {&test::kLiveCard});
  session->push(std::span(sound).subspan(32000, 80000));
  const InferenceRequest r = session->next_request();
  REQUIRE(r.kind == RequestKind::speech_detector);
  CHECK(std::all_of(r.state.begin(), r.state.end(), [](float v) { return v == 0.0F; }));
  // Somewhere in the last half second before the newest window, in whole chunks.
  const auto place = std::search(sound.begin(), sound.begin() + 112000, r.input.begin(), r.input.end());
  REQUIRE(place != sound.begin() + 112000);
  const auto chunk_at = place - sound.begin() + SpeechConfig::context_samples;
  CHECK(chunk_at % SpeechConfig::chunk_samples == 0);
  CHECK(chunk_at >= 112000 - kMostChunks * SpeechConfig::chunk_samples);
  session->answer(test::fake_answer(r, {&test::kLiveCard}), 1.0);
  const InferenceRequest next = session->next_request();
  CHECK(next.state[0] == 0.25F);  // from there on it remembers
}

TEST_CASE("two models: neither starves while the device does") {
  const Card other = test::fake_card({Emotion::happy, Emotion::sad});
  Device device(voice(40), {&test::kLiveCard, &other});
  device.run(38, 0.06, 0.5);
  const auto of_first = test::of_slot(device.said, 0), of_second = test::of_slot(device.said, 1);
  CHECK(of_first.size() > 8);
  CHECK(of_second.size() + 1 >= of_first.size());
  CHECK(of_first.back().verdict != Verdict::no_speech);
}

TEST_CASE("a model that comes late is behind only from then on, and before it nothing is") {
  Session session({.sample_rate_hz = 16000});
  session.set_detector_ready(true);
  const auto header = [&] { return *parse_snapshot(session.snapshot()).value().header; };
  const auto sound = voice(6);
  session.push(std::span(sound).first(48000));
  CHECK(header().answered_s == header().captured_s);
  session.set_model(0, &test::kLiveCard);
  session.set_model_state(0, ModelState::ready);
  CHECK(header().answered_s == 3.0);
  session.push(std::span(sound).subspan(48000, 24000));
  CHECK(header().answered_s == 3.0);
  test::answer_all(session, {&test::kLiveCard});
  CHECK(header().answered_s == doctest::Approx(4.5));
}

TEST_CASE("of a clip nothing is left out, however slow the device") {
  const auto sound = test::takes(16000);
  auto session = test::ready_session(
      {.source = Source::clip, .sample_rate_hz = 16000, .duration_s = 5.83, .may_skip = false}, {&test::kLiveCard});
  session->push(sound);
  session->finish();
  test::answer_all(*session, {&test::kLiveCard}, 4000.0);
  const auto view = parse_snapshot(session->snapshot());
  CHECK(session->predictions().size() == 50);
  CHECK(view.value().header->left_out_windows == 0);
  CHECK(view.value().header->left_out_chunks == 0);
  CHECK(view.value().header->answered_s == view.value().header->captured_s);
}

TEST_CASE("leaving work out allocates nothing") {
  auto session = test::ready_session({.sample_rate_hz = 16000}, {&test::kLiveCard});
  const auto block = voice(0.5);
  std::vector<float> detector(1 + SpeechConfig::state_size, 0.9F);
  std::vector<float> logits(kEmotionCount, 0.1F);
  const auto starve = [&](int blocks) {
    for (int i = 0; i < blocks; ++i) {
      session->push(block, 1.0, 0);
      for (int step = 0; step < 5; ++step) {
        const auto r = session->next_request();
        if (r.kind == RequestKind::none) break;
        session->answer(r.kind == RequestKind::speech_detector ? std::span<const float>(detector) : logits, 100.0);
      }
      session->snapshot();
    }
  };
  starve(100);
  const auto before = test::allocations();
  starve(100);
  CHECK(test::allocations() == before);
  CHECK(parse_snapshot(session->snapshot()).value().header->left_out_windows > 0);
}
