// A device that works out a live session's answers while sound goes on: its clock is the only one.
#pragma once
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "session/fakes.h"
#include "session/snapshot_codec.h"
#include "support/audio.h"

namespace emo::test {

inline constexpr double kBatchS = 0.01;
inline const Card kLiveCard = fake_card();

// Somebody who speaks without end: a voice whose loudness rises and falls.
inline std::vector<float> voice(double seconds) {
  std::vector<float> sound = tone(220, 16000, seconds);
  for (std::size_t i = 0; i < sound.size(); ++i)
    sound[i] *= 0.6F + 0.4F * static_cast<float>(std::sin(2e-3 * double(i)));
  return sound;
}

// While an answer is worked out, sound goes on: its clock is the only one.
class Device {
 public:
  explicit Device(std::vector<float> sound, Cards cards = {&kLiveCard})
      : sound_(std::move(sound)),
        cards_(std::move(cards)),
        session_(ready_session({.sample_rate_hz = 16000}, cards_)) {}

  // Works for so long; a chunk costs the one, a window the other, seconds. ask false: it hears only.
  void run(double seconds, double chunk_s, double window_s, bool ask = true) {
    const double end_s = now_s_ + seconds;
    while (now_s_ < end_s) {
      const InferenceRequest r = ask ? session_->next_request() : InferenceRequest{};
      if (r.kind == RequestKind::none) {
        pass(kBatchS);
        continue;
      }
      const auto values = fake_answer(r, cards_);
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
      session_->answer(fake_answer(r, cards_), 1.0);
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
  Cards cards_;
  std::unique_ptr<Session> session_;
  double now_s_ = 0;
  std::size_t pushed_ = 0;
};

}  // namespace emo::test
