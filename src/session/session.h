// One listening session or one clip: sound in, pictures and predictions out. No screen, clock, thread or file.
// Signal path: push() computes everything visible at once. Inference path: next_request()/answer() follows behind in
// order of time and can lag without delaying the first; results do not depend on block sizes or on the lag.
#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "contract/snapshot.h"
#include "emotion/decision.h"

namespace emo {

struct SessionConfig {
  Source source = Source::live;
  double sample_rate_hz = 48000.0;
  double duration_s = 0.0;  // clips: whole length, decides the width of a column
  std::uint32_t generation = 1;
  bool may_skip = true;  // live sound: predictions become rarer on a slow device; clips and files: never
};

enum class RequestKind : std::uint8_t { none, speech_detector, emotion_model };

struct InferenceRequest {
  RequestKind kind = RequestKind::none;
  std::span<const float> input;  // see platform/engine_api.h for the shapes
  std::span<const float> state;
};

class Session {
 public:
  explicit Session(const SessionConfig& config, const DecisionConfig& decision = {});
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void set_decision(const DecisionConfig& decision);
  void set_detector_ready(bool ready);
  void set_model_state(ModelState state);

  void push(std::span<const float> samples, double captured_at_ms = 0.0, std::uint32_t dropped_blocks = 0);
  void finish();

  InferenceRequest next_request();
  void answer(std::span<const float> values, double elapsed_ms);

  // All that is new since the last call, as bytes of contract/snapshot.h; valid until the next call.
  std::span<const std::uint8_t> snapshot();

  // Every prediction since the session began (clips and files).
  [[nodiscard]] const std::vector<PredictionRecord>& predictions() const;
  // The whole clip: mean over windows weighted with their seconds of speech; verdict no_speech if there was none.
  [[nodiscard]] PredictionRecord summary() const;
  std::span<const float> recent(double end_s, double seconds);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace emo
