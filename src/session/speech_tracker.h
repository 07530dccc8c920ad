// Which parts of the sound are speech: a speech detector's probabilities (or an energy gate alone), with hysteresis.
#pragma once
#include <array>
#include <cstdint>
#include <span>

#include "contract/constants.h"
#include "session/sample_ring.h"

namespace emo {

struct SpeechConfig {
  static constexpr int chunk_samples = kDetectorChunk;  // Silero VAD's step at 16 kHz: 32 ms
  static constexpr int context_samples = kDetectorContext;
  static constexpr int state_size = kDetectorState;
  // Below Silero's usual 0.5: it hears very high shouts badly. Noise, tones and plucked strings stay under 0.2.
  float on_above = 0.35F;
  float off_below = 0.20F;
  int off_after_chunks = 6;  // ≈ 0.19 s below off_below ends speech
  float gate_dbfs = -90.0F;  // quieter chunks are silence without asking the detector
  // The detector hears quiet voices badly, so it is given sound near the level it was trained on: a gain that follows
  // the loudest chunks, upwards at once and downwards slowly; a recording's loudest chunks are known 4 s ahead.
  float wanted_dbfs = -32.0F;
  float most_gain_db = 30.0F;
  float loudness_falls_db = 0.2F;  // a chunk: about 6 dB a second
  float energy_on_dbfs = -50.0F;   // the gate alone: at least this loud …
  float energy_margin_db = 10.0F;  // … and this much above the background
  float bridge_falls_db = 20.0F;   // chunks the detector was not asked about: so far below the loudest is no speech
};

class SpeechTracker {
 public:
  SpeechTracker(const SpeechConfig& config, std::size_t remembered_chunks);

  // Samples up to here have been decided.
  [[nodiscard]] std::int64_t decided_samples() const noexcept { return flags_.count() * SpeechConfig::chunk_samples; }
  [[nodiscard]] bool speaking() const noexcept { return speaking_; }
  [[nodiscard]] float probability() const noexcept { return probability_; }
  // One past the newest sample of speech; −1: none yet.
  [[nodiscard]] std::int64_t last_speech_end() const noexcept { return last_speech_end_; }
  // Was this sample speech? Undecided and forgotten samples count as no.
  [[nodiscard]] bool speech_at(std::int64_t sample) const noexcept;
  // Seconds of speech in [from, to), counted in whole chunks.
  [[nodiscard]] float speech_seconds(std::int64_t from, std::int64_t to) const noexcept;

  // The factor for the detector's input; the loudest level of the chunk and of what is known to follow counts first.
  float follow_level(float loudest_dbfs) noexcept;
  // True if a chunk of this level needs no detector.
  [[nodiscard]] bool gated(float chunk_dbfs) const noexcept { return chunk_dbfs < config_.gate_dbfs; }
  // The next chunk's outcome, one of:
  void decide_silent() noexcept;                     // under the gate: the detector's memory is cleared
  void decide_by_energy(float chunk_dbfs) noexcept;  // no detector yet
  void decide(float probability, std::span<const float> state) noexcept;
  // Live sound that outran the device, and of which the detector is not asked: speech goes on as long as it is loud
  // enough, none begins, and the detector's memory is cleared. After follow_level.
  void bridge(float chunk_dbfs) noexcept;

  [[nodiscard]] std::span<const float> detector_state() const noexcept { return state_; }

 private:
  void record(float probability) noexcept;

  SpeechConfig config_;
  SampleRing<std::uint8_t> flags_;
  std::array<float, SpeechConfig::state_size> state_{};
  bool speaking_ = false;
  int below_ = 0;
  float probability_ = 0.0F;
  float background_dbfs_ = -60.0F;
  float loudness_dbfs_ = -50.0F;
  std::int64_t last_speech_end_ = -1;
};

}  // namespace emo
