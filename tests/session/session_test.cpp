#include "session/session.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>
#include <vector>

#include "features/recipes/logmel64.h"
#include "session/fakes.h"
#include "session/snapshot_codec.h"
#include "support/allocations.h"
#include "support/audio.h"

using namespace emo;
using test::same;
using test::takes;

namespace {

const Card kCard = test::fake_card();
const test::Cards kCards{&kCard};

std::vector<float> fake_answer(const InferenceRequest& request) { return test::fake_answer(request, kCards); }
void answer_all(Session& session) { test::answer_all(session, kCards); }
std::unique_ptr<Session> ready_session(const SessionConfig& config) { return test::ready_session(config, kCards); }

struct Outcome {
  std::vector<PredictionRecord> predictions;
  PredictionRecord summary;
};

Outcome clip_outcome(std::span<const float> sound, double rate_hz, std::size_t block, bool answer_at_once) {
  const double duration_s = static_cast<double>(sound.size()) / rate_hz;
  auto session =
      ready_session({.source = Source::clip, .sample_rate_hz = rate_hz, .duration_s = duration_s, .may_skip = false});
  test::in_blocks(sound, block, [&](std::span<const float> b) {
    session->push(b);
    if (answer_at_once) answer_all(*session);
  });
  session->finish();
  answer_all(*session);
  return {session->predictions(), session->summary()};
}

}  // namespace

TEST_CASE("predictions do not depend on block sizes nor on how far inference lags") {
  const auto sound = takes(44100);
  const Outcome reference = clip_outcome(sound, 44100, sound.size(), false);
  REQUIRE(reference.predictions.size() == 50);  // 1.0, 1.1 … 5.8 s, and the end at 5.83 s
  for (std::size_t block : {127, 128, 1000, 44100}) {
    CAPTURE(block);
    const Outcome other = clip_outcome(sound, 44100, block, true);
    REQUIRE(other.predictions.size() == reference.predictions.size());
    for (std::size_t i = 0; i < other.predictions.size(); ++i)
      CHECK(same(other.predictions[i], reference.predictions[i]));
    CHECK(same(other.summary, reference.summary));
  }
}

TEST_CASE("live sound gives the predictions of the same sound as a file") {
  const auto sound = takes(48000);
  auto session = ready_session({.sample_rate_hz = 48000});
  std::vector<PredictionRecord> live;
  test::in_blocks(sound, 512, [&](std::span<const float> b) {
    session->push(b);
    answer_all(*session);
    const auto view = parse_snapshot(session->snapshot());
    REQUIRE(view.ok());
    live.insert(live.end(), view.value().predictions.begin(), view.value().predictions.end());
  });
  const Outcome file = clip_outcome(sound, 48000, 4096, true);
  REQUIRE(live.size() + 1 == file.predictions.size());  // a file has one more window: at its very end
  for (std::size_t i = 0; i < live.size(); ++i) CHECK(same(live[i], file.predictions[i]));
}

TEST_CASE("silence is no speech and asks nothing of the networks") {
  auto session = ready_session({.sample_rate_hz = 16000});
  session->push(std::vector<float>(16000 * 4));
  CHECK(session->next_request().kind == RequestKind::none);
  const auto view = parse_snapshot(session->snapshot());
  CHECK(view.value().header->verdict == Verdict::no_speech);
  CHECK(view.value().header->level_hint == LevelHint::too_quiet);
  for (const auto& p : view.value().predictions) CHECK(p.verdict == Verdict::no_speech);
}

TEST_CASE("speech is found where it is and emotion is said only around it") {
  const Outcome outcome = clip_outcome(takes(16000), 16000, 1600, true);
  for (const auto& p : outcome.predictions) {
    CAPTURE(p.end_s);
    const bool inside = (p.end_s > 1.5 && p.end_s < 3.5) || (p.end_s > 4.9 && p.end_s < 5.5);
    const bool outside = p.end_s <= 1.2 || (p.end_s > 4.0 && p.end_s < 4.6);
    if (inside) CHECK(p.verdict != Verdict::no_speech);
    if (outside) CHECK(p.verdict == Verdict::no_speech);
  }
  CHECK(outcome.summary.verdict != Verdict::no_speech);
  CHECK(outcome.summary.speech_s > 2.8);
}

TEST_CASE("until the detector arrives the energy gate decides alone") {
  Session session({.sample_rate_hz = 16000});
  session.set_model(0, &kCard);
  session.set_model_state(0, ModelState::ready);
  InferenceRequest request;
  test::in_blocks(takes(16000), 512, [&](std::span<const float> b) {
    if (request.kind != RequestKind::none) return;
    session.push(b);
    request = session.next_request();
  });
  CHECK(request.kind == RequestKind::emotion_model);
  CHECK(request.input.size() == 300 * 64);
}

TEST_CASE("frames before the first sound are the floor of the recipe") {
  auto session = ready_session({.source = Source::clip, .sample_rate_hz = 16000, .duration_s = 1.2, .may_skip = false});
  session->push(test::tone(440, 16000, 1.2));
  session->finish();
  for (auto r = session->next_request(); r.kind != RequestKind::none; r = session->next_request()) {
    if (r.kind == RequestKind::emotion_model) {
      CHECK(r.input[0] == LogMel64Recipe::floor());
      CHECK(r.input[(300 - LogMel64Recipe::frames_after(16000)) * 64 - 1] == LogMel64Recipe::floor());
      CHECK(r.input[299 * 64 + 10] > -10.0F);
      return;
    }
    session->answer(fake_answer(r), 1.0);
  }
  FAIL("no window was asked for");
}

TEST_CASE("the detector's gain: a clip's shout is known before it comes, live sound's is not") {
  const auto quiet = test::tone(440, 16000, 1.0, 0.003F);
  auto sound = quiet;
  const auto shout = test::tone(440, 16000, 1.0, 0.5F);
  sound.insert(sound.end(), shout.begin(), shout.end());
  const auto loudest_of_quiet = [&](Source source, bool as_live) {
    auto session = ready_session(
        {.source = source, .sample_rate_hz = 16000, .duration_s = 2.0, .may_skip = false, .as_live = as_live});
    session->push(sound);
    session->finish();
    float loudest = 0.0F;
    for (int chunk = 0; chunk < 20; ++chunk) {
      const auto r = session->next_request();
      REQUIRE(r.kind == RequestKind::speech_detector);
      for (const float v : r.input) loudest = std::max(loudest, std::abs(v));
      session->answer(fake_answer(r), 1.0);
    }
    return loudest;
  };
  CHECK(loudest_of_quiet(Source::clip, false) < 0.0032F);
  CHECK(loudest_of_quiet(Source::clip, true) > 0.02F);
  CHECK(loudest_of_quiet(Source::live, false) > 0.02F);
}

TEST_CASE("a device that is too slow gets fewer windows, and the snapshot says so") {
  auto session = ready_session({.sample_rate_hz = 16000});
  const auto sound = test::tone(220, 16000, 20.0);
  int windows = 0;
  test::in_blocks(sound, 1600, [&](std::span<const float> b) {
    session->push(b);
    for (auto r = session->next_request(); r.kind != RequestKind::none; r = session->next_request()) {
      windows += r.kind == RequestKind::emotion_model ? 1 : 0;
      session->answer(fake_answer(r), r.kind == RequestKind::emotion_model ? 350.0 : 1.0);
    }
  });
  const auto view = parse_snapshot(session->snapshot());
  CHECK(view.value().header->prediction_interval_ms >= 400.0F);
  CHECK(windows < 60);
  CHECK(windows > 20);
}

TEST_CASE("a clip waits for its model, live sound goes on without") {
  const auto sound = takes(16000);
  Session clip({.source = Source::clip, .sample_rate_hz = 16000, .duration_s = 6.0, .may_skip = false});
  clip.set_detector_ready(true);
  clip.push(sound);
  clip.finish();
  answer_all(clip);
  CHECK(clip.predictions().empty());
  clip.set_model_state(0, ModelState::ready);
  answer_all(clip);
  CHECK(clip.predictions().empty());  // ready without a model is not ready
  clip.set_model(0, &kCard);
  clip.set_model_state(0, ModelState::ready);
  answer_all(clip);
  CHECK(clip.predictions().size() == 50);

  Session live({.sample_rate_hz = 16000});
  live.set_detector_ready(true);
  live.push(sound);
  answer_all(live);
  const auto view = parse_snapshot(live.snapshot());
  CHECK(view.value().predictions.empty());
  CHECK(view.value().header->verdict == Verdict::waiting);
  CHECK(view.value().header->column_count > 500);
}

TEST_CASE("a network that breaks while it is asked does not stop the session") {
  auto session = ready_session({.sample_rate_hz = 16000});
  session->push(test::tone(220, 16000, 0.2));
  CHECK(session->next_request().kind == RequestKind::speech_detector);
  session->set_detector_ready(false);
  RequestKind kind = RequestKind::none;
  for (int i = 0; i < 30 && kind == RequestKind::none; ++i) {
    session->push(test::tone(220, 16000, 0.1));
    kind = session->next_request().kind;
  }
  CHECK(kind == RequestKind::emotion_model);
  session->set_model_state(0, ModelState::failed);
  CHECK(session->next_request().kind == RequestKind::none);
}

TEST_CASE("a clip's progress only grows") {
  auto session =
      ready_session({.source = Source::clip, .sample_rate_hz = 16000, .duration_s = 5.83, .may_skip = false});
  float before = 0.0F;
  const auto check_growth = [&] {
    const float now = parse_snapshot(session->snapshot()).value().header->progress;
    CHECK(now >= before);
    before = now;
  };
  test::in_blocks(takes(16000), 4000, [&](std::span<const float> b) {
    session->push(b);
    check_growth();
  });
  session->finish();
  for (auto r = session->next_request(); r.kind != RequestKind::none; r = session->next_request()) {
    session->answer(fake_answer(r), 1.0);
    check_growth();
  }
  check_growth();
  CHECK(before == 1.0F);
}

TEST_CASE("columns, peaks and speech flags cover the whole sound once") {
  const auto sound = takes(16000);
  auto session =
      ready_session({.source = Source::clip, .sample_rate_hz = 16000, .duration_s = 5.83, .may_skip = false});
  std::uint64_t columns = 0;
  std::uint64_t flags = 0;
  int speech = 0;
  const auto collect = [&] {
    const auto view = parse_snapshot(session->snapshot());
    CHECK(view.value().header->first_column == columns);
    CHECK(view.value().header->first_speech_column == flags);
    columns += view.value().header->column_count;
    flags += view.value().header->speech_count;
    for (std::uint8_t f : view.value().speech) speech += f;
  };
  test::in_blocks(sound, 3000, [&](std::span<const float> b) {
    session->push(b);
    answer_all(*session);
    collect();
  });
  session->finish();
  answer_all(*session);
  collect();
  CHECK(columns == 1 + sound.size() / 160);
  CHECK(flags == columns);
  CHECK(speech > 290);
  CHECK(speech < 370);
}

TEST_CASE("a full-scale tone reads 0 dB in its spectrogram column") {
  auto session = ready_session({.sample_rate_hz = 16000});
  session->push(test::tone(1000, 16000, 1.0, 1.0));
  const auto view = parse_snapshot(session->snapshot());
  const auto column = view.value().columns.subspan(50 * kDisplayBins, kDisplayBins);
  const auto highest = std::max_element(column.begin(), column.end());
  CHECK(highest - column.begin() == 64);  // 1000 Hz of 15.625 Hz a bin
  CHECK(kDbFloor + kDbStep * *highest == doctest::Approx(0.0).epsilon(0.6));
  CHECK(view.value().header->level_hint == LevelHint::clipping);
}

TEST_CASE("long clips get wider columns, never more than the narrowest texture holds") {
  auto session =
      ready_session({.source = Source::clip, .sample_rate_hz = 8000, .duration_s = 600.0, .may_skip = false});
  for (int i = 0; i < 600; ++i) session->push(std::vector<float>(8000, 0.0F));
  session->finish();
  const auto view = parse_snapshot(session->snapshot());
  CHECK(view.value().header->column_count <= kMaxClipColumns);
  CHECK(view.value().header->column_count > kMaxClipColumns / 2);
  CHECK(view.value().header->column_s * view.value().header->column_count >= 600.0);
}

TEST_CASE("one sample is heard without harm") {
  const Outcome outcome = clip_outcome(std::vector<float>{0.5F}, 48000, 1, true);
  CHECK(outcome.summary.verdict == Verdict::no_speech);
  CHECK(outcome.predictions.size() == 1);
}

TEST_CASE("a moment can be heard again") {
  auto session = ready_session({.sample_rate_hz = 16000});
  session->push(test::tone(440, 16000, 5.0));
  const auto recent = session->recent(4.0, 3.0);
  REQUIRE(recent.size() == 48000);
  CHECK(recent[100] == test::tone(440, 16000, 5.0)[16100]);
  CHECK(session->recent(99.0, 1.0).size() == 16000);
}

TEST_CASE("listening allocates nothing after the first seconds") {
  auto session = ready_session({.sample_rate_hz = 48000});
  const auto block = test::tone(220, 48000, 0.0107);
  std::vector<float> detector(1 + SpeechConfig::state_size, 0.9F);
  std::vector<float> logits(kEmotionCount, 0.1F);
  const auto hear = [&](int blocks) {
    for (int i = 0; i < blocks; ++i) {
      session->push(block, 1.0, 0);
      for (auto r = session->next_request(); r.kind != RequestKind::none; r = session->next_request())
        session->answer(r.kind == RequestKind::speech_detector ? std::span<const float>(detector) : logits, 1.0);
      session->snapshot();
    }
  };
  hear(1000);
  const auto before = test::allocations();
  hear(1000);
  CHECK(test::allocations() == before);
}
