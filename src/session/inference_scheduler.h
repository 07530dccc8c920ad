// Which window is asked of which model next, and what they have said: the inference path of a session behind its speech
// detector. Each window is asked of each ready slot in turn; at the end of a clip, those that hear whole clips are
// asked once more. A model that is run as a stream is asked each step of the sound, one at a time: those before a
// window's last one whenever nothing else is due, the last one in the window's turn.
#pragma once
#include <array>
#include <optional>
#include <vector>

#include "session/model_input.h"
#include "session/model_slot.h"
#include "session/session.h"
#include "session/speech_tracker.h"

namespace emo {

class InferenceScheduler {
 public:
  // audio: the sound at 16 kHz. Both must outlive this.
  InferenceScheduler(const SessionConfig& config, double kept_s, const SampleRing<float>& audio,
                     const SpeechTracker& speech);

  void set_model(int slot, const Card* card);
  void set_model_state(int slot, ModelState state);
  [[nodiscard]] const ModelSlot& slot(std::size_t index) const { return slots_[index]; }

  void push_device_rate(std::span<const float> samples);
  void push_16k(std::span<const float> samples) { input_.push_16k(samples); }
  void finish();  // no more sound will come

  // The end of the next window that is due (samples at 16 kHz), or −1.
  [[nodiscard]] std::int64_t due_window() const;
  // Live: sound is ahead of the window that is next, and no slot has been asked of it yet.
  [[nodiscard]] bool late() const;
  void leave_out();  // the windows up to the newest, which is next then
  // Takes one step with what is due. False: nothing is, or a clip waits for its model. What a slot is asked, if the
  // step led to a question, stands in open().
  bool step();
  [[nodiscard]] const std::optional<InferenceRequest>& open() const { return open_; }
  // To the open question, if there still is one. detector_ms: what a chunk of speech detection costs.
  void answer(std::span<const float> values, double elapsed_ms, float detector_ms);

  [[nodiscard]] bool complete() const { return complete_; }  // a finished clip: everything was answered
  [[nodiscard]] float interval_ms() const;
  // Every ready slot has spoken of the sound up to here (samples at 16 kHz); no slot is ready: all that was heard.
  [[nodiscard]] std::int64_t answered_samples() const;
  [[nodiscard]] const std::vector<PredictionRecord>& all() const { return all_; }  // clips and files only
  void drain(std::vector<PredictionRecord>& fresh);                                // what is new since the last call
  [[nodiscard]] PredictionRecord summary(std::size_t slot) const;
  // What a slot says now: the newest window, or the whole clip once it is complete.
  [[nodiscard]] PredictionRecord current(std::size_t slot) const;
  void describe(SnapshotHeader& header) const;

 private:
  [[nodiscard]] PredictionRecord record(std::int64_t start, std::int64_t end, std::size_t slot) const;
  [[nodiscard]] PredictionRecord window_record(std::int64_t end) const;
  [[nodiscard]] bool waits_for(std::size_t slot) const;
  [[nodiscard]] bool hears_clip(std::size_t slot) const;
  void pass_windows(std::int64_t end);
  void pass_clips();
  void advance_window(std::int64_t end);
  bool ask_of_window(std::int64_t end);
  bool ask_of_clip();
  // A step towards the next window. False: none is due, or nobody is behind.
  bool ask_ahead();
  // The next step of a slot's stream. False: the window can do without it, or has to.
  bool ask_step(std::size_t slot, std::int64_t until);
  [[nodiscard]] bool judged(const DecisionConfig& decision, const PredictionRecord& window, std::int64_t end) const;
  void ask(std::span<const float> values);
  [[nodiscard]] float cost_ms() const;  // of one run of each ready model
  void adapt_stride(float detector_ms);
  void emit(const PredictionRecord& r);

  SessionConfig config_;
  const SampleRing<float>& audio_;
  const SpeechTracker& speech_;
  ModelInput input_;
  std::array<ModelSlot, kModelSlots> slots_;
  std::optional<InferenceRequest> open_;
  std::int64_t window_end_ = kMinHeardSamples;           // of the window that is asked or will be next
  std::uint32_t left_out_ = 0;                           // windows
  std::array<std::int64_t, kModelSlots> ready_since_{};  // samples
  std::size_t turn_ = 0;                                 // the slot it is asked of next
  int window_stride_;                                    // in hops; grows on slow devices
  bool cuts_streams_ = false;                            // the device is too slow for every step of the sound
  bool finished_ = false;
  bool windows_done_ = false;
  bool complete_ = false;
  std::vector<PredictionRecord> fresh_;
  std::vector<PredictionRecord> all_;
};

}  // namespace emo
