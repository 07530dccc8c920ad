#include "session/inference_scheduler.h"

#include <algorithm>
#include <cmath>

#include "session/levels.h"

namespace emo {
namespace {

// Live: a window this late is left out. A fast device that was held up for a moment makes up for it.
constexpr std::int64_t kSlackSamples = 2 * kWindowHopSamples;
constexpr std::int64_t kFastSlackSamples = 5 * kWindowHopSamples;
constexpr float kFastMs = 50.0F;           // one window, of all models
constexpr int kWidestStride = 10;          // hops: an answer a second
constexpr std::int64_t kStepsAWindow = 3;  // live: a stream that is further behind lets the window pass, and catches up

}  // namespace

InferenceScheduler::InferenceScheduler(const SessionConfig& config, double kept_s, const SampleRing<float>& audio,
                                       const SpeechTracker& speech)
    : config_(config),
      audio_(audio),
      speech_(speech),
      input_(config.sample_rate_hz, kept_s, config.source == Source::live),
      window_stride_(std::max(1, config.window_stride)) {}

void InferenceScheduler::set_model(int slot, const Card* card) {
  if (open_ && open_->slot == slot) open_.reset();
  const bool usable = card != nullptr && input_.can_feed(*card);
  slots_[static_cast<std::size_t>(slot)].set_model(usable ? card : nullptr);
  ready_since_[static_cast<std::size_t>(slot)] = audio_.count();
}

void InferenceScheduler::set_model_state(int slot, ModelState state) {
  const auto at = static_cast<std::size_t>(slot);
  const bool was_ready = slots_[at].ready();
  slots_[at].set_state(state);
  if (!was_ready) ready_since_[at] = audio_.count();
  // A question that nobody will answer is taken back.
  if (open_ && open_->slot == slot && state != ModelState::ready) open_.reset();
}

void InferenceScheduler::push_device_rate(std::span<const float> samples) {
  input_.keep_samples(std::any_of(slots_.begin(), slots_.end(),
                                  [](const ModelSlot& slot) { return !slot.empty() && !slot.card().takes_frames(); }));
  input_.push_device_rate(samples);
}

void InferenceScheduler::finish() {
  input_.finish();
  finished_ = true;
}

// ---- windows

std::int64_t InferenceScheduler::due_window() const {
  if (window_end_ <= audio_.count()) return window_end_;
  if (finished_ && !windows_done_ && audio_.count() > 0) return audio_.count();
  return -1;
}

bool InferenceScheduler::late() const {
  if (!config_.may_skip || open_ || turn_ != 0) return false;
  const std::int64_t behind = audio_.count() - window_end_;
  return behind > kSlackSamples && (behind > kFastSlackSamples || cost_ms() > kFastMs);
}

void InferenceScheduler::leave_out() {
  const std::int64_t newest = audio_.count() / kWindowHopSamples * kWindowHopSamples;
  const std::int64_t step = std::int64_t{kWindowHopSamples} * window_stride_;
  if (std::any_of(slots_.begin(), slots_.end(), [](const ModelSlot& slot) { return slot.ready(); }))
    left_out_ += static_cast<std::uint32_t>((newest - window_end_ + step - 1) / step);
  window_end_ = newest;
}

bool InferenceScheduler::step() {
  if (const std::int64_t end = due_window(); end >= 0) return ask_of_window(end);
  if (ask_ahead()) return true;
  return windows_done_ && !complete_ && ask_of_clip();
}

void InferenceScheduler::advance_window(std::int64_t end) {
  if (end >= audio_.count() && finished_) windows_done_ = true;
  const std::int64_t step = std::int64_t{kWindowHopSamples} * window_stride_;
  window_end_ = (end / step + 1) * step;
}

bool InferenceScheduler::waits_for(std::size_t slot) const {
  return !config_.may_skip && (slot == 0 || slots_[slot].state() == ModelState::loading);
}

// Passes over the slots that will not answer; after the last one the window is done.
void InferenceScheduler::pass_windows(std::int64_t end) {
  while (turn_ < slots_.size() && !slots_[turn_].ready() && !waits_for(turn_)) ++turn_;
  if (turn_ < slots_.size()) return;
  turn_ = 0;
  advance_window(end);
  if (windows_done_) pass_clips();
}

bool InferenceScheduler::ask_of_window(std::int64_t end) {
  ModelSlot& slot = slots_[turn_];
  if (!slot.ready()) {
    if (waits_for(turn_)) return false;
    pass_windows(end);
    return true;
  }
  if (slot.stream() != nullptr) {
    ask_step(turn_, ModelStream::steps_until(end));
  } else {
    const PredictionRecord r = window_record(end);
    if (judged(slot.card().decision, r, end))
      ask(input_.window(slot.card(), end));
    else
      emit(slot.hear_no_speech(r));
  }
  if (open_) return true;
  ++turn_;
  pass_windows(end);
  return true;
}

// Was speech heard just now, and enough of it?
bool InferenceScheduler::judged(const DecisionConfig& decision, const PredictionRecord& window,
                                std::int64_t end) const {
  const auto hold = static_cast<std::int64_t>(decision.speech_hold_s * kCoreRateHz);
  return speech_.last_speech_end() >= 0 && end - speech_.last_speech_end() <= hold &&
         window.speech_s >= decision.min_speech_s;
}

bool InferenceScheduler::ask_step(std::size_t slot, std::int64_t until) {
  ModelStream& stream = *slots_[slot].stream();
  if (config_.may_skip && cuts_streams_) stream.cut_to(until);
  stream.go_towards(until);
  const std::int64_t behind = until - stream.heard();
  if (behind <= 0 || (config_.may_skip && behind > kStepsAWindow)) return false;
  open_ = InferenceRequest{.kind = RequestKind::model_step,
                           .slot = static_cast<int>(slot),
                           .input = input_.frames(stream.first_frame(), stream.end_frame()),
                           .state = stream.state()};
  return true;
}

bool InferenceScheduler::ask_ahead() {
  if (windows_done_ || cuts_streams_) return false;
  const std::int64_t last = ModelStream::steps_until(window_end_) - 1;  // is asked in the window's turn
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    ModelStream* stream = slots_[i].ready() ? slots_[i].stream() : nullptr;
    if (stream == nullptr) continue;
    stream->go_towards(std::min(last + 1, ModelStream::steps_until(audio_.count())));
    const std::int64_t next = stream->heard() + 1;
    // More sound than the step needs: if a clip ends here, its last window still has a step of its own.
    if (next <= last && audio_.count() > next * kWindowHopSamples) return ask_step(i, next);
  }
  return false;
}

void InferenceScheduler::ask(std::span<const float> values) {
  if (!values.empty())
    open_ = InferenceRequest{
        .kind = RequestKind::emotion_model, .slot = static_cast<int>(turn_), .input = values, .state = {}};
}

void InferenceScheduler::answer(std::span<const float> values, double elapsed_ms, float detector_ms) {
  if (!open_) return;
  const auto at = static_cast<std::size_t>(open_->slot);
  open_.reset();
  ModelSlot& slot = slots_[at];
  slot.run_ms.add(elapsed_ms);
  adapt_stride(detector_ms);
  const std::int64_t end = due_window();
  if (ModelStream* stream = slot.stream()) {
    values = stream->take(values);
    // A step before the last one of the window that is due, or not due yet.
    if (end < 0 || at != turn_ || stream->heard() < ModelStream::steps_until(end)) return;
  }
  if (end >= 0) {
    const PredictionRecord r = window_record(end);
    const bool answers = slot.stream() == nullptr || judged(slot.card().decision, r, end);
    emit(answers ? slot.answer_window(r, values) : slot.hear_no_speech(r));
    ++turn_;
    pass_windows(end);
  } else {
    slot.answer_clip(values);
    ++turn_;
    pass_clips();
  }
}

float InferenceScheduler::cost_ms() const {
  float ms = 0.0F;
  for (const ModelSlot& slot : slots_)
    if (slot.ready()) ms += slot.run_ms.percentile(0.5);
  return ms;
}

// A window a hop where the device can; rarer where it cannot, so that capture and pictures never wait.
void InferenceScheduler::adapt_stride(float detector_ms) {
  if (!config_.may_skip) return;
  const float hop_ms = 1000.0F * kWindowHopSamples / kCoreRateHz;
  const float chunks_a_hop = static_cast<float>(kWindowHopSamples) / SpeechConfig::chunk_samples;
  float free_ms = std::max(10.0F, 0.8F * hop_ms - chunks_a_hop * detector_ms);
  float window_ms = 0.0F;
  float steps_ms = 0.0F;  // a hop: streams hear all of the sound, however rare the windows are
  for (ModelSlot& slot : slots_)
    if (slot.ready()) (slot.stream() != nullptr ? steps_ms : window_ms) += slot.run_ms.percentile(0.5);
  cuts_streams_ = steps_ms > free_ms;
  if (cuts_streams_)
    window_ms += steps_ms;
  else
    free_ms = std::max(10.0F, free_ms - steps_ms);
  const int affordable = std::clamp(static_cast<int>(std::ceil(window_ms / free_ms)), 1, kWidestStride);
  window_stride_ = std::max(affordable, config_.window_stride);
}

// ---- whole clips

bool InferenceScheduler::hears_clip(std::size_t slot) const {
  return config_.source == Source::clip && slots_[slot].answers_whole_clips() &&
         (slots_[slot].ready() || waits_for(slot)) && speech_.speech_seconds(0, audio_.count()) > 0.0F;
}

void InferenceScheduler::pass_clips() {
  while (turn_ < slots_.size() && !hears_clip(turn_)) ++turn_;
  complete_ = turn_ == slots_.size();
}

bool InferenceScheduler::ask_of_clip() {
  pass_clips();
  if (complete_) return true;
  if (!slots_[turn_].ready()) return false;
  ask(input_.clip(slots_[turn_].card()));
  if (!open_) ++turn_;
  return true;
}

// ---- what was said

PredictionRecord InferenceScheduler::record(std::int64_t start, std::int64_t end, std::size_t slot) const {
  PredictionRecord r{};
  r.start_s = static_cast<double>(start) / kCoreRateHz;
  r.end_s = static_cast<double>(end) / kCoreRateHz;
  r.speech_s = speech_.speech_seconds(start, end);
  r.valence = r.arousal = kNoDimension;
  r.verdict = Verdict::no_speech;
  r.slot = static_cast<std::uint8_t>(slot);
  return r;
}

PredictionRecord InferenceScheduler::window_record(std::int64_t end) const {
  PredictionRecord r = record(end - kWindowSamples, end, turn_);
  r.level_dbfs = level_dbfs(audio_, end, kLevelSamples);
  return r;
}

void InferenceScheduler::emit(const PredictionRecord& r) {
  fresh_.push_back(r);
  if (config_.source == Source::clip) all_.push_back(r);
}

void InferenceScheduler::drain(std::vector<PredictionRecord>& fresh) {
  fresh.assign(fresh_.begin(), fresh_.end());
  fresh_.clear();
}

PredictionRecord InferenceScheduler::summary(std::size_t slot) const {
  PredictionRecord r = record(0, audio_.count(), slot);
  r.level_dbfs = level_dbfs(audio_, audio_.count(), audio_.count());
  return slots_[slot].summary(r);
}

PredictionRecord InferenceScheduler::current(std::size_t slot) const {
  if (const auto& newest = slots_[slot].newest()) return complete_ ? summary(slot) : *newest;
  PredictionRecord nothing = record(0, 0, slot);
  nothing.verdict = Verdict::waiting;
  return nothing;
}

std::int64_t InferenceScheduler::answered_samples() const {
  std::int64_t answered = audio_.count();
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    if (!slots_[i].ready()) continue;
    const auto& newest = slots_[i].newest();
    // Before the first answer: one could not be expected earlier.
    const std::int64_t end =
        newest ? std::llround(newest->end_s * kCoreRateHz) : std::max<std::int64_t>(ready_since_[i], kMinHeardSamples);
    answered = std::min(answered, end);
  }
  return answered;
}

float InferenceScheduler::interval_ms() const {
  return 1000.0F * kWindowHopSamples * static_cast<float>(window_stride_) / kCoreRateHz;
}

void InferenceScheduler::describe(SnapshotHeader& h) const {
  h.prediction_interval_ms = interval_ms();
  h.inference_ms_p50 = slots_[0].run_ms.percentile(0.50);
  h.inference_ms_p95 = slots_[0].run_ms.percentile(0.95);
  h.compared_inference_ms_p50 = slots_[1].run_ms.percentile(0.50);
  h.finished = complete_ ? 1 : 0;
  const double whole = std::max(1.0, config_.duration_s * kCoreRateHz);
  h.progress = complete_ ? 1.0F : static_cast<float>(std::min(0.99, static_cast<double>(window_end_) / whole));
  h.left_out_windows = left_out_;
  h.answered_s =
      static_cast<double>(config_.source == Source::live ? answered_samples() : audio_.count()) / kCoreRateHz;
  h.model = slots_[0].state();
  h.compared_model = slots_[1].state();
  h.labels_known = slots_[0].labels_known();
  h.compared_labels_known = slots_[1].labels_known();
  h.dimensions = 0;
  for (std::size_t i = 0; i < slots_.size(); ++i)
    if (slots_[i].has_dimensions()) h.dimensions |= static_cast<std::uint8_t>(1U << i);
  h.current = current(0);
  h.compared_current = current(1);
  h.verdict = h.current.verdict;
}

}  // namespace emo
