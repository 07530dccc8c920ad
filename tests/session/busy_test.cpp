// Live sound on a device that is too busy for it: what is left out, how old answers become, and how soon they are of
// now.
#include <doctest/doctest.h>

#include <algorithm>

#include "session/fakes.h"
#include "session/snapshot_codec.h"
#include "support/allocations.h"
#include "support/audio.h"

using namespace emo;

namespace {

constexpr double kBatchS = 0.01;
constexpr double kHopS = 0.1, kSlackS = 0.2, kWidestStrideS = 1.0;
constexpr int kMostChunks = 12;  // that the detector hears before the next window

const Card kCard = test::fake_card();

// Somebody who speaks without end: a voice whose loudness rises and falls.
std::vector<float> voice(double seconds) {
  std::vector<float> sound = test::tone(220, 16000, seconds);
  for (std::size_t i = 0; i < sound.size(); ++i)
    sound[i] *= 0.6F + 0.4F * static_cast<float>(std::sin(2e-3 * double(i)));
  return sound;
}

// While an answer is worked out, sound goes on: its clock is the only one.
class Device {
 public:
  explicit Device(std::vector<float> sound, test::Cards cards = {&kCard})
      : sound_(std::move(sound)),
        cards_(std::move(cards)),
        session_(test::ready_session({.sample_rate_hz = 16000}, cards_)) {}

  // Works for so long; a chunk costs the one, a window the other, seconds. ask false: it hears only.
  void run(double seconds, double chunk_s, double window_s, bool ask = true) {
    const double end_s = now_s_ + seconds;
    while (now_s_ < end_s) {
      const InferenceRequest r = ask ? session_->next_request() : InferenceRequest{};
      if (r.kind == RequestKind::none) {
        pass(kBatchS);
        continue;
      }
      const auto values = test::fake_answer(r, cards_);
      const double cost_s = r.kind == RequestKind::speech_detector ? chunk_s : window_s;
      pass(cost_s);
      session_->answer(values, 1000 * cost_s);
      if (r.kind == RequestKind::emotion_model) youngest_s = age();
      windows += r.kind == RequestKind::emotion_model ? 1 : 0;
    }
  }

  // Answers without a moment passing until what is said is of now; how many answers that took.
  int catch_up(double age_s) {
    int answers = 0;
    for (; age() > age_s && answers < 1000; ++answers) {
      const InferenceRequest r = session_->next_request();
      if (r.kind == RequestKind::none)
        return age() <= age_s ? answers : 1000;  // of a window without speech nothing is asked
      session_->answer(test::fake_answer(r, cards_), 1.0);
    }
    return answers;
  }

  void pass(double seconds) {
    now_s_ += seconds;
    const auto due = std::min(static_cast<std::size_t>(now_s_ * 16000 + 0.5), sound_.size());
    for (; pushed_ + 160 <= due; pushed_ += 160) session_->push(std::span(sound_).subspan(pushed_, 160));
    oldest_s = std::max(oldest_s, age());
  }

  double age() {
    const auto parsed = parse_snapshot(session_->snapshot());
    REQUIRE(parsed.ok());
    header = *parsed.value().header;
    for (const PredictionRecord& r : parsed.value().predictions) said.push_back(r);
    return header.captured_s - header.answered_s;
  }

  Session& session() { return *session_; }

  int windows = 0;
  double oldest_s = 0;    // the greatest age so far
  double youngest_s = 0;  // right after the last answer of a model
  SnapshotHeader header{};
  std::vector<PredictionRecord> said;

 private:
  std::vector<float> sound_;
  test::Cards cards_;
  std::unique_ptr<Session> session_;
  double now_s_ = 0;
  std::size_t pushed_ = 0;
};

}  // namespace

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
    CHECK(device.catch_up(kHopS) <= kMostAnswers);
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
  auto session = test::ready_session({.sample_rate_hz = 16000}, {&kCard});
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
    test::answer_all(*session, {&kCard});
    collect();
  });
  CHECK(columns >= sound.size() / 160 - 2);
  CHECK(flags + 8 >= columns);
}

TEST_CASE("the detector begins afresh after what it did not hear, with the sound that came just before") {
  auto session = test::ready_session({.sample_rate_hz = 16000}, {&kCard});
  const auto sound = voice(10);
  session->push(std::span(sound).first(32000));
  test::answer_all(*session, {&kCard});
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
  session->answer(test::fake_answer(r, {&kCard}), 1.0);
  const InferenceRequest next = session->next_request();
  CHECK(next.state[0] == 0.25F);  // from there on it remembers
}

TEST_CASE("two models: neither starves while the device does") {
  const Card other = test::fake_card({Emotion::happy, Emotion::sad});
  Device device(voice(40), {&kCard, &other});
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
  session.set_model(0, &kCard);
  session.set_model_state(0, ModelState::ready);
  CHECK(header().answered_s == 3.0);
  session.push(std::span(sound).subspan(48000, 24000));
  CHECK(header().answered_s == 3.0);
  test::answer_all(session, {&kCard});
  CHECK(header().answered_s == doctest::Approx(4.5));
}

TEST_CASE("of a clip nothing is left out, however slow the device") {
  const auto sound = test::takes(16000);
  auto session = test::ready_session(
      {.source = Source::clip, .sample_rate_hz = 16000, .duration_s = 5.83, .may_skip = false}, {&kCard});
  session->push(sound);
  session->finish();
  test::answer_all(*session, {&kCard}, 4000.0);
  const auto view = parse_snapshot(session->snapshot());
  CHECK(session->predictions().size() == 50);
  CHECK(view.value().header->left_out_windows == 0);
  CHECK(view.value().header->left_out_chunks == 0);
  CHECK(view.value().header->answered_s == view.value().header->captured_s);
}

TEST_CASE("leaving work out allocates nothing") {
  auto session = test::ready_session({.sample_rate_hz = 16000}, {&kCard});
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
