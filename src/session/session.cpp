#include "session/session.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "session/inference_scheduler.h"
#include "session/levels.h"
#include "session/picture.h"
#include "session/snapshot_codec.h"
#include "session/speech_tracker.h"
#include "signal/resampler.h"

namespace emo {
namespace {

// Live sound that the detector has not kept up with is left out but for a piece in which a voice can be found, or lost.
constexpr std::int64_t kDetectorBacklog = 12 * SpeechConfig::chunk_samples;  // more is too much
constexpr std::int64_t kDetectorPiece = 6 * SpeechConfig::chunk_samples;     // 0.19 s
// A recording is there as a whole: the detector's gain for a shout is set before it, not after it.
constexpr std::int64_t kLevelAheadChunks = 125;  // 4 s

double seconds_to_keep(const SessionConfig& c) {
  return c.source == Source::clip ? c.duration_s + 1.0 : kHistorySeconds + 1.0;
}

std::size_t samples_to_keep(const SessionConfig& c) {
  return static_cast<std::size_t>(seconds_to_keep(c) * kCoreRateHz);
}

int frames_per_column(const SessionConfig& c) {
  const double frames = c.duration_s * kCoreRateHz / kColumnHopSamples;
  return c.source == Source::clip ? std::max(1, static_cast<int>(std::ceil((frames + 2.0) / kMaxClipColumns))) : 1;
}

}  // namespace

struct Session::Impl {
  SessionConfig config;
  bool detector_ready = false;
  bool finished = false;

  Resampler resampler;
  std::vector<float> resampled;
  SampleRing<float> audio;
  Picture picture;
  SpeechTracker speech;
  SampleRing<float> chunk_dbfs{kLevelAheadChunks + 1};
  LevelWatch levels;
  InferenceScheduler scheduler;

  bool chunk_open = false;  // the detector is asked
  std::array<float, SpeechConfig::context_samples + SpeechConfig::chunk_samples> detector_input{};
  float detector_ms = 0.0F;
  std::uint32_t left_out_chunks = 0;
  std::int64_t piece_end = -1;  // the window that the detector hears its piece for; −1: the next one is not due

  SnapshotParts parts;
  std::vector<std::uint8_t> bytes;
  std::int64_t flagged_columns = 0;
  double captured_at_ms = 0.0;
  std::uint32_t dropped = 0;
  std::vector<float> recent;

  explicit Impl(const SessionConfig& c)
      : config(c),
        resampler({.input_rate_hz = c.sample_rate_hz, .output_rate_hz = kCoreRateHz}),
        audio(samples_to_keep(c)),
        picture(frames_per_column(c), audio),
        speech({}, samples_to_keep(c) / SpeechConfig::chunk_samples + 8),
        scheduler(c, seconds_to_keep(c), audio, speech) {
    resampled.reserve(8192);
  }

  void hear(std::span<const float> samples) {
    audio.push(samples);
    scheduler.push_16k(samples);
    picture.push(samples);
  }

  // ---- speech

  [[nodiscard]] bool chunk_due() const {
    return speech.decided_samples() + SpeechConfig::chunk_samples <= audio.count();
  }

  [[nodiscard]] bool looks_ahead() const { return config.source == Source::clip && !config.as_live; }

  // Are the chunks that decide on the next one's gain there?
  [[nodiscard]] bool level_known() const {
    const std::int64_t ahead = looks_ahead() ? kLevelAheadChunks * SpeechConfig::chunk_samples : 0;
    return finished || speech.decided_samples() + SpeechConfig::chunk_samples + ahead <= audio.count();
  }

  [[nodiscard]] float chunk_level(std::int64_t chunk) const {
    return level_dbfs(audio, (chunk + 1) * SpeechConfig::chunk_samples, SpeechConfig::chunk_samples);
  }

  // The loudest of the next chunk and, in clips (which never skip one), those ahead.
  float loudest_ahead() {
    const std::int64_t chunk = speech.decided_samples() / SpeechConfig::chunk_samples;
    if (!looks_ahead()) return chunk_level(chunk);
    const std::int64_t end = std::min(chunk + 1 + kLevelAheadChunks, audio.count() / SpeechConfig::chunk_samples);
    while (chunk_dbfs.count() < end) chunk_dbfs.push(chunk_level(chunk_dbfs.count()));
    float loudest = chunk_dbfs[chunk];
    for (std::int64_t next = chunk + 1; next < end; ++next) loudest = std::max(loudest, chunk_dbfs[next]);
    return loudest;
  }

  // Live sound that is ahead. Windows that are too late are left out. Before the newest one the detector hears a piece,
  // and when the window is late again by then it is exchanged for the newest there is and asked at once: so what a slow
  // detector takes does not add to the age of the answer, nor does it keep the model waiting for ever.
  void catch_up() {
    if (!config.may_skip) return;
    if (piece_end >= 0) {
      const bool heard = speech.decided_samples() + SpeechConfig::chunk_samples > piece_end;
      if (!heard || !scheduler.late()) return;
      scheduler.leave_out();
      if (detector_ready) bridge_to(scheduler.due_window());
      return;
    }
    if (scheduler.late()) scheduler.leave_out();
    const std::int64_t window = scheduler.due_window();
    piece_end = window;
    const std::int64_t end = std::max(window, audio.count() - kCoreRateHz);
    if (detector_ready && end - speech.decided_samples() > kDetectorBacklog) bridge_to(end - kDetectorPiece);
  }

  void bridge_to(std::int64_t end) {
    while (speech.decided_samples() + SpeechConfig::chunk_samples <= end) {
      const float dbfs = chunk_level(speech.decided_samples() / SpeechConfig::chunk_samples);
      speech.follow_level(dbfs);
      if (speech.gated(dbfs)) {
        speech.decide_silent();
      } else {
        speech.bridge(dbfs);
        ++left_out_chunks;
      }
    }
  }

  void take_chunk() {
    const std::int64_t from = speech.decided_samples();
    const float dbfs = chunk_level(from / SpeechConfig::chunk_samples);
    const float gain = speech.follow_level(loudest_ahead());
    if (speech.gated(dbfs)) return speech.decide_silent();
    if (!detector_ready) return speech.decide_by_energy(dbfs);
    for (std::size_t i = 0; i < detector_input.size(); ++i) {
      const std::int64_t at = from - SpeechConfig::context_samples + static_cast<std::int64_t>(i);
      detector_input[i] = at >= audio.first() ? gain * audio[at] : 0.0F;
    }
    chunk_open = true;
  }

  // ---- snapshot

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

  void describe_sound(SnapshotHeader& h) {
    h.generation = config.generation;
    h.dropped_blocks = dropped;
    h.column_s = static_cast<double>(kColumnHopSamples) * picture.frames_per_column() / kCoreRateHz;
    h.captured_s = static_cast<double>(audio.count()) / kCoreRateHz;
    h.captured_at_ms = captured_at_ms;
    h.duration_s = config.source == Source::clip ? config.duration_s : 0.0;
    h.level_dbfs = level_dbfs(audio, audio.count(), kLevelSamples);
    levels.follow(h.level_dbfs, audio.count());
    h.peak_dbfs = to_dbfs(picture.peak_last_second());
    h.speech_probability = speech.probability();
    h.sample_rate_hz = static_cast<std::uint32_t>(std::lround(config.sample_rate_hz));
    h.source = config.source;
    h.level_hint =
        config.source == Source::clip ? LevelHint::ok : levels.hint(picture.peak_last_second(), speech, audio.count());
    h.left_out_chunks = left_out_chunks;
    h.speech = speech.speaking() ? 1 : 0;
    h.detector = detector_ready ? 1 : 0;
  }
};

Session::Session(const SessionConfig& config) : impl_(std::make_unique<Impl>(config)) {}
Session::~Session() = default;

void Session::set_model(int slot, const Card* card) { impl_->scheduler.set_model(slot, card); }
void Session::set_model_state(int slot, ModelState state) { impl_->scheduler.set_model_state(slot, state); }
void Session::set_detector_ready(bool ready) {
  impl_->detector_ready = ready;
  // A chunk that nobody will answer is decided by the gate.
  if (!ready) impl_->chunk_open = false;
}

void Session::push(std::span<const float> samples, double captured_at_ms, std::uint32_t dropped_blocks) {
  Impl& s = *impl_;
  assert(!s.finished);
  s.captured_at_ms = captured_at_ms;
  s.dropped = dropped_blocks;
  s.scheduler.push_device_rate(samples);
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
  s.scheduler.finish();
  s.picture.finish();
  s.finished = true;
}

InferenceRequest Session::next_request() {
  Impl& s = *impl_;
  while (!s.chunk_open && !s.scheduler.open()) {
    s.catch_up();
    const std::int64_t window = s.scheduler.due_window();
    const std::int64_t chunk_end = s.speech.decided_samples() + SpeechConfig::chunk_samples;
    if (s.chunk_due() && (window < 0 || chunk_end <= window)) {
      if (!s.level_known()) return {};
      s.take_chunk();
    } else if (!s.scheduler.step()) {
      return {};
    } else {
      s.piece_end = -1;
    }
  }
  if (s.chunk_open)
    return {.kind = RequestKind::speech_detector, .input = s.detector_input, .state = s.speech.detector_state()};
  return *s.scheduler.open();
}

void Session::answer(std::span<const float> values, double elapsed_ms) {
  Impl& s = *impl_;
  if (!s.chunk_open) return s.scheduler.answer(values, elapsed_ms, s.detector_ms);
  assert(values.size() == 1 + SpeechConfig::state_size);
  s.chunk_open = false;
  s.detector_ms += 0.1F * (static_cast<float>(elapsed_ms) - s.detector_ms);
  s.speech.decide(values[0], values.subspan(1));
}

std::span<const std::uint8_t> Session::snapshot() {
  Impl& s = *impl_;
  s.picture.drain(s.parts);
  s.flag_columns();
  s.describe_sound(s.parts.header);
  s.scheduler.describe(s.parts.header);
  s.scheduler.drain(s.parts.predictions);
  write_snapshot(s.parts, s.bytes);
  s.parts.columns.clear();
  s.parts.peaks.clear();
  s.parts.speech.clear();
  s.parts.predictions.clear();
  return s.bytes;
}

const std::vector<PredictionRecord>& Session::predictions() const { return impl_->scheduler.all(); }

PredictionRecord Session::summary(int slot) const { return impl_->scheduler.summary(static_cast<std::size_t>(slot)); }

std::span<const float> Session::recent(double end_s, double seconds) {
  Impl& s = *impl_;
  const auto end = std::clamp(static_cast<std::int64_t>(end_s * kCoreRateHz), s.audio.first(), s.audio.count());
  const auto start = std::clamp(end - static_cast<std::int64_t>(seconds * kCoreRateHz), s.audio.first(), end);
  s.recent.clear();
  for (std::int64_t i = start; i < end; ++i) s.recent.push_back(s.audio[i]);
  return s.recent;
}

}  // namespace emo
