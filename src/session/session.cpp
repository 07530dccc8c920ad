#include "session/session.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "features/recipes/logmel64.h"
#include "session/picture.h"
#include "session/sample_ring.h"
#include "session/snapshot_codec.h"
#include "session/speech_tracker.h"
#include "signal/level.h"
#include "signal/resampler.h"

namespace emo {
namespace {

constexpr int kLevelSamples = kCoreRateHz / 10;
constexpr std::int64_t kSlackSamples = 2 * kWindowHopSamples;  // live: a window this late is left out
constexpr std::int64_t kDetectorSlackSamples = kCoreRateHz;
constexpr float kClippingAt = 0.99F;
constexpr float kQuietSpeechDbfs = -45.0F;
constexpr float kDeadInputDbfs = -80.0F;

std::size_t samples_to_keep(const SessionConfig& c) {
  const double seconds = c.source == Source::clip ? c.duration_s + 1.0 : kHistorySeconds + 1.0;
  return static_cast<std::size_t>(seconds * kCoreRateHz);
}

int frames_per_column(const SessionConfig& c) {
  const double frames = c.duration_s * kCoreRateHz / kColumnHopSamples;
  return c.source == Source::clip ? std::max(1, static_cast<int>(std::ceil((frames + 2.0) / kMaxClipColumns))) : 1;
}

// Median and 95th percentile of the last runs.
class Durations {
 public:
  void add(double ms) { runs_.push(static_cast<float>(ms)); }
  [[nodiscard]] float percentile(double share) const {
    std::array<float, 64> sorted{};
    const auto n = static_cast<std::size_t>(runs_.count() - runs_.first());
    if (n == 0) return 0.0F;
    for (std::size_t i = 0; i < n; ++i) sorted[i] = runs_[runs_.first() + static_cast<std::int64_t>(i)];
    std::sort(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(n));
    return sorted[std::min(n - 1, static_cast<std::size_t>(share * static_cast<double>(n)))];
  }

 private:
  SampleRing<float> runs_{64};
};

}  // namespace

struct Session::Impl {
  SessionConfig config;
  DecisionConfig decision;
  ModelState model = ModelState::absent;
  bool detector_ready = false;
  bool finished = false;
  bool last_window_done = false;

  Resampler resampler;
  std::vector<float> resampled;
  SampleRing<float> audio;
  SampleRing<LogMel64::Frame> features;
  LogMel64 recipe;
  Picture picture;
  SpeechTracker speech;
  Smoother smoother;

  RequestKind pending = RequestKind::none;
  std::array<float, SpeechConfig::context_samples + SpeechConfig::chunk_samples> detector_input{};
  std::vector<float> window_input;
  std::int64_t window_end = kMinHeardSamples;  // of the next window
  int window_stride = 1;                       // in hops; > 1 on slow devices
  Durations window_ms;
  float detector_ms = 0.0F;
  float loudest_dbfs = kSilenceDbfs;  // falls by 6 dB a second
  std::int64_t loudest_at = 0;

  SnapshotParts parts;
  std::vector<std::uint8_t> bytes;
  std::vector<PredictionRecord> all;  // clips and files only
  PredictionRecord current{};
  bool has_current = false;
  std::array<double, kEmotionCount> weighted{};
  double weight = 0.0;
  std::int64_t flagged_columns = 0;
  double captured_at_ms = 0.0;
  std::uint32_t dropped = 0;
  std::vector<float> recent;

  Impl(const SessionConfig& c, const DecisionConfig& d)
      : config(c),
        decision(d),
        resampler({.input_rate_hz = c.sample_rate_hz, .output_rate_hz = kCoreRateHz}),
        audio(samples_to_keep(c)),
        features(samples_to_keep(c) / LogMel64Recipe::hop_length + 8),
        picture(frames_per_column(c), audio),
        speech({}, samples_to_keep(c) / SpeechConfig::chunk_samples + 8),
        smoother(d.smoothing_s),
        window_input(std::size_t{LogMel64Recipe::window_frames} * LogMel64Recipe::n_mels) {
    resampled.reserve(8192);
  }

  void hear(std::span<const float> samples) {
    audio.push(samples);
    const auto keep = [this](const LogMel64::Frame& frame) { features.push(frame); };
    recipe.push(samples, keep);
    picture.push(samples);
  }

  [[nodiscard]] float level_dbfs(std::int64_t end, std::int64_t count) const {
    double sum = 0.0;
    const std::int64_t first = std::max(end - count, audio.first());
    for (std::int64_t i = first; i < end; ++i) sum += static_cast<double>(audio[i]) * audio[i];
    return end > first ? to_dbfs(static_cast<float>(std::sqrt(sum / static_cast<double>(end - first)))) : kSilenceDbfs;
  }

  // ---- inference path

  [[nodiscard]] bool chunk_due() const {
    return speech.decided_samples() + SpeechConfig::chunk_samples <= audio.count();
  }

  // True: a request is pending.
  bool take_chunk() {
    const std::int64_t from = speech.decided_samples();
    const float dbfs = level_dbfs(from + SpeechConfig::chunk_samples, SpeechConfig::chunk_samples);
    const float gain = speech.follow_level(dbfs);
    if (speech.gated(dbfs)) {
      speech.decide_silent();
      return false;
    }
    if (!detector_ready) {
      speech.decide_by_energy(dbfs);
      return false;
    }
    for (std::size_t i = 0; i < detector_input.size(); ++i) {
      const std::int64_t at = from - SpeechConfig::context_samples + static_cast<std::int64_t>(i);
      detector_input[i] = at >= audio.first() ? gain * audio[at] : 0.0F;
    }
    pending = RequestKind::speech_detector;
    return true;
  }

  // The end of the next window that is due, or −1.
  [[nodiscard]] std::int64_t due_window() const {
    if (window_end <= audio.count()) return window_end;
    if (finished && !last_window_done && audio.count() > 0) return audio.count();
    return -1;
  }

  void advance_window(std::int64_t end) {
    if (end >= audio.count() && finished) last_window_done = true;
    const std::int64_t step = std::int64_t{kWindowHopSamples} * window_stride;
    window_end = (end / step + 1) * step;
    if (!config.may_skip) return;
    const std::int64_t late = audio.count() - window_end;
    if (late > kSlackSamples) window_end = (audio.count() / step) * step;
  }

  PredictionRecord record_at(std::int64_t end) const {
    PredictionRecord r{};
    r.start_s = static_cast<double>(end - kWindowSamples) / kCoreRateHz;
    r.end_s = static_cast<double>(end) / kCoreRateHz;
    r.level_dbfs = level_dbfs(end, kLevelSamples);
    r.speech_s = speech.speech_seconds(end - kWindowSamples, end);
    r.valence = r.arousal = std::numeric_limits<float>::quiet_NaN();
    r.verdict = Verdict::no_speech;
    return r;
  }

  void emit(const PredictionRecord& r) {
    current = r;
    has_current = true;
    parts.predictions.push_back(r);
    if (config.source == Source::clip) all.push_back(r);
    advance_window(static_cast<std::int64_t>(std::llround(r.end_s * kCoreRateHz)));
  }

  // True: a request is pending.
  bool take_window(std::int64_t end) {
    const PredictionRecord r = record_at(end);
    const auto hold = static_cast<std::int64_t>(decision.speech_hold_s * kCoreRateHz);
    const bool speaking = speech.last_speech_end() >= 0 && end - speech.last_speech_end() <= hold;
    if (!speaking || r.speech_s < decision.min_speech_s) {
      smoother.reset();
      emit(r);
      return false;
    }
    const std::int64_t frames_end = LogMel64Recipe::frames_after(end);
    float* out = window_input.data();
    for (std::int64_t f = frames_end - LogMel64Recipe::window_frames; f < frames_end;
         ++f, out += LogMel64Recipe::n_mels) {
      if (f >= features.first() && f >= 0)
        std::copy(features[f].begin(), features[f].end(), out);
      else
        std::fill_n(out, LogMel64Recipe::n_mels, LogMel64Recipe::floor());
    }
    pending = RequestKind::emotion_model;
    return true;
  }

  void answer_window(std::span<const float> logits) {
    PredictionRecord r = record_at(pending_end);
    const Probabilities raw = calibrated(logits, decision.temperature);
    for (std::size_t i = 0; i < raw.size(); ++i) weighted[i] += static_cast<double>(r.speech_s) * raw[i];
    weight += r.speech_s;
    const Probabilities smooth = smoother.step(raw, r.end_s);
    std::copy(smooth.begin(), smooth.end(), std::begin(r.probabilities));
    decide(r, decision.unsure_below);
    emit(r);
  }
  std::int64_t pending_end = 0;

  // A window a hop where the device can; rarer where it cannot, so that capture and pictures never wait.
  void adapt_stride() {
    if (!config.may_skip) return;
    const float hop_ms = 1000.0F * kWindowHopSamples / kCoreRateHz;
    const float chunks_a_hop = static_cast<float>(kWindowHopSamples) / SpeechConfig::chunk_samples;
    const float free_ms = std::max(10.0F, 0.8F * hop_ms - chunks_a_hop * detector_ms);
    window_stride = std::clamp(static_cast<int>(std::ceil(window_ms.percentile(0.5) / free_ms)), 1, 30);
  }

  // ---- snapshot

  [[nodiscard]] LevelHint level_hint() const {
    if (config.source == Source::clip) return LevelHint::ok;
    if (picture.peak_last_second() >= kClippingAt) return LevelHint::clipping;
    const bool spoke = speech.last_speech_end() >= 0 && audio.count() - speech.last_speech_end() < 2 * kCoreRateHz;
    const bool heard_enough = audio.count() > 3 * kCoreRateHz;
    if ((spoke && loudest_dbfs < kQuietSpeechDbfs) || (heard_enough && loudest_dbfs < kDeadInputDbfs))
      return LevelHint::too_quiet;
    return LevelHint::ok;
  }

  void flag_columns() {
    const std::int64_t column_samples = std::int64_t{kColumnHopSamples} * picture.frames_per_column();
    const bool all_decided = finished && !chunk_due();
    parts.header.first_speech_column = static_cast<std::uint64_t>(flagged_columns);
    while (flagged_columns < picture.columns() &&
           (all_decided || (flagged_columns + 1) * column_samples <= speech.decided_samples())) {
      std::uint8_t flag = 0;
      for (std::int64_t s = flagged_columns * column_samples; s < (flagged_columns + 1) * column_samples && flag == 0;
           s += kColumnHopSamples)
        flag = speech.speech_at(s) ? 1 : 0;
      parts.speech.push_back(flag);
      ++flagged_columns;
    }
  }

  void follow_loudness(float dbfs) {
    const float fallen = 6.0F * static_cast<float>(audio.count() - loudest_at) / kCoreRateHz;
    loudest_dbfs = std::max(dbfs, loudest_dbfs - fallen);
    loudest_at = audio.count();
  }
};

Session::Session(const SessionConfig& config, const DecisionConfig& decision)
    : impl_(std::make_unique<Impl>(config, decision)) {}
Session::~Session() = default;

void Session::set_decision(const DecisionConfig& decision) {
  impl_->decision = decision;
  impl_->smoother = Smoother(decision.smoothing_s);
}
void Session::set_detector_ready(bool ready) {
  impl_->detector_ready = ready;
  // A question that nobody will answer is asked again, of who is there.
  if (!ready && impl_->pending == RequestKind::speech_detector) impl_->pending = RequestKind::none;
}
void Session::set_model_state(ModelState state) {
  impl_->model = state;
  if (state != ModelState::ready && impl_->pending == RequestKind::emotion_model) impl_->pending = RequestKind::none;
}

void Session::push(std::span<const float> samples, double captured_at_ms, std::uint32_t dropped_blocks) {
  Impl& s = *impl_;
  assert(!s.finished);
  s.captured_at_ms = captured_at_ms;
  s.dropped = dropped_blocks;
  s.resampled.clear();
  s.resampler.push(samples, s.resampled);
  s.hear(s.resampled);
}

void Session::finish() {
  Impl& s = *impl_;
  if (s.finished) return;
  s.resampled.clear();
  s.resampler.finish(s.resampled);
  s.hear(s.resampled);
  s.recipe.finish([&s](const LogMel64::Frame& frame) { s.features.push(frame); });
  s.picture.finish();
  s.finished = true;
}

InferenceRequest Session::next_request() {
  Impl& s = *impl_;
  while (s.pending == RequestKind::none) {
    if (s.config.may_skip && s.audio.count() - s.speech.decided_samples() > kDetectorSlackSamples)
      s.speech.skip((s.audio.count() - s.speech.decided_samples()) / SpeechConfig::chunk_samples);
    const std::int64_t window = s.due_window();
    const std::int64_t chunk_end = s.speech.decided_samples() + SpeechConfig::chunk_samples;
    if (s.chunk_due() && (window < 0 || chunk_end <= window)) {
      s.take_chunk();
    } else if (window >= 0) {
      if (s.model != ModelState::ready) {
        if (!s.config.may_skip) return {};  // a clip waits for its model
        s.advance_window(window);
        continue;
      }
      s.pending_end = window;
      s.take_window(window);
    } else {
      return {};
    }
  }
  if (s.pending == RequestKind::speech_detector) return {s.pending, s.detector_input, s.speech.detector_state()};
  return {s.pending, s.window_input, {}};
}

void Session::answer(std::span<const float> values, double elapsed_ms) {
  Impl& s = *impl_;
  const RequestKind kind = s.pending;
  s.pending = RequestKind::none;
  if (kind == RequestKind::speech_detector) {
    assert(values.size() == 1 + SpeechConfig::state_size);
    s.detector_ms += 0.1F * (static_cast<float>(elapsed_ms) - s.detector_ms);
    s.speech.decide(values[0], values.subspan(1));
  } else if (kind == RequestKind::emotion_model) {
    s.window_ms.add(elapsed_ms);
    s.adapt_stride();
    s.answer_window(values);
  }
}

std::span<const std::uint8_t> Session::snapshot() {
  Impl& s = *impl_;
  s.picture.drain(s.parts);
  s.flag_columns();
  SnapshotHeader& h = s.parts.header;
  h.generation = s.config.generation;
  h.dropped_blocks = s.dropped;
  h.column_s = static_cast<double>(kColumnHopSamples) * s.picture.frames_per_column() / kCoreRateHz;
  h.captured_s = static_cast<double>(s.audio.count()) / kCoreRateHz;
  h.captured_at_ms = s.captured_at_ms;
  h.duration_s = s.config.source == Source::clip ? s.config.duration_s : 0.0;
  h.level_dbfs = s.level_dbfs(s.audio.count(), kLevelSamples);
  s.follow_loudness(h.level_dbfs);
  h.peak_dbfs = to_dbfs(s.picture.peak_last_second());
  h.prediction_interval_ms = 1000.0F * kWindowHopSamples * static_cast<float>(s.window_stride) / kCoreRateHz;
  h.inference_ms_p50 = s.window_ms.percentile(0.50);
  h.inference_ms_p95 = s.window_ms.percentile(0.95);
  h.speech_probability = s.speech.probability();
  h.finished = s.finished && s.last_window_done ? 1 : 0;
  const double whole = std::max(1.0, s.config.duration_s * kCoreRateHz);
  h.progress = h.finished != 0 ? 1.0F : static_cast<float>(std::min(0.99, static_cast<double>(s.window_end) / whole));
  h.sample_rate_hz = static_cast<std::uint32_t>(std::lround(s.config.sample_rate_hz));
  h.source = s.config.source;
  h.model = s.model;
  h.level_hint = s.level_hint();
  h.speech = s.speech.speaking() ? 1 : 0;
  h.detector = s.detector_ready ? 1 : 0;
  h.current = h.finished != 0 ? summary() : s.current;
  h.verdict = s.has_current ? h.current.verdict : Verdict::waiting;
  write_snapshot(s.parts, s.bytes);
  s.parts.columns.clear();
  s.parts.peaks.clear();
  s.parts.speech.clear();
  s.parts.predictions.clear();
  return s.bytes;
}

const std::vector<PredictionRecord>& Session::predictions() const { return impl_->all; }

PredictionRecord Session::summary() const {
  const Impl& s = *impl_;
  PredictionRecord r{};
  r.end_s = static_cast<double>(s.audio.count()) / kCoreRateHz;
  r.level_dbfs = s.level_dbfs(s.audio.count(), s.audio.count());
  r.speech_s = s.speech.speech_seconds(0, s.audio.count());
  r.valence = r.arousal = std::numeric_limits<float>::quiet_NaN();
  r.verdict = Verdict::no_speech;
  if (s.weight <= 0.0) return r;
  for (std::size_t i = 0; i < s.weighted.size(); ++i) r.probabilities[i] = static_cast<float>(s.weighted[i] / s.weight);
  decide(r, s.decision.unsure_below);
  return r;
}

std::span<const float> Session::recent(double end_s, double seconds) {
  Impl& s = *impl_;
  const auto end = std::clamp(static_cast<std::int64_t>(end_s * kCoreRateHz), s.audio.first(), s.audio.count());
  const auto start = std::clamp(end - static_cast<std::int64_t>(seconds * kCoreRateHz), s.audio.first(), end);
  s.recent.clear();
  for (std::int64_t i = start; i < end; ++i) s.recent.push_back(s.audio[i]);
  return s.recent;
}

}  // namespace emo
