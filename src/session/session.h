// One listening session or one clip: sound in, pictures and predictions out. No screen, clock, thread or file.
// Signal path: push() computes everything visible at once. Inference path: next_request()/answer() follows behind in
// order of time and can lag without delaying the first; results do not depend on block sizes or on the lag.
// Up to kModelSlots models answer the same windows; what one says does not depend on the others.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "contract/snapshot.h"
#include "session/card.h"

namespace emo {

struct SessionConfig {
  Source source = Source::live;
  double sample_rate_hz = 48000.0;
  double duration_s = 0.0;  // clips: whole length, decides the width of a column
  std::uint32_t generation = 1;
  bool may_skip = true;   // live sound: predictions become rarer on a slow device; clips and files: never
  int window_stride = 1;  // only every nth window, ≥ 1
  bool as_live = false;   // clips: the speech detector knows nothing ahead, as of a microphone
};

enum class RequestKind : std::uint8_t { none, speech_detector, emotion_model, model_step };

struct InferenceRequest {
  RequestKind kind = RequestKind::none;
  int slot = 0;                  // of the emotion model
  std::span<const float> input;  // see web/engine_api.h for the shapes
  std::span<const float> state;  // of a step; empty: what the model holds after nothing but silence
};

class Session {
 public:
  explicit Session(const SessionConfig& config);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // The card is copied; nullptr empties the slot. Forgets what the slot said before and a question that is open; its
  // state stays (empty: absent). May happen while sound comes. A clip's model with a recipe of the sound itself must be
  // set before the first push: afterwards the slot is emptied instead.
  void set_model(int slot, const Card* card);
  // Ready is refused by an empty slot. A clip waits for slot 0 to be ready, and for the others while they are loading.
  void set_model_state(int slot, ModelState state);
  void set_detector_ready(bool ready);

  void push(std::span<const float> samples, double captured_at_ms = 0.0, std::uint32_t dropped_blocks = 0);
  void finish();

  // Each window that is due is asked of each ready slot in turn; at the end of a clip, models whose clip rule is
  // `whole` are asked once more. A slot whose card has a stream is asked each step instead, in order, whether or not
  // somebody speaks. answer: as the slot's card has it (AnswerLayout), of a step followed by the next state, finite; an
  // answer to a question that was taken back is ignored.
  InferenceRequest next_request();
  void answer(std::span<const float> values, double elapsed_ms);

  // All that is new since the last call, as bytes of contract/snapshot.h; valid until the next call.
  std::span<const std::uint8_t> snapshot();

  // Every prediction of every slot since the session began (clips and files).
  [[nodiscard]] const std::vector<PredictionRecord>& predictions() const;
  // The whole clip, by the card's clip rule; verdict no_speech if there was none, or no answer.
  [[nodiscard]] PredictionRecord summary(int slot = 0) const;
  std::span<const float> recent(double end_s, double seconds);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace emo
