// What the engine tells the page: one plain block of bytes,
//   SnapshotHeader | columns (column_count × kDisplayBins bytes) | peaks (column_count × Peak) |
//   speech flags (speech_count bytes) | PredictionRecord × prediction_count (of both models, in order of time)
// Speech flags come after the speech detector has spoken, so they follow behind the columns (far behind in a long
// clip): they belong to the columns first_speech_column … and are 0 or 1; columns without one yet count as 0.
// session/snapshot_codec.h writes and parses it.
// Written by the engine program, read by the ui program; JavaScript only forwards it. Both are built from this file,
// and kSnapshotVersion refuses a stale partner.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "contract/constants.h"
#include "contract/emotions.h"
#include "contract/states.h"

namespace emo {

inline constexpr std::uint32_t kSnapshotMagic = 0x534f4d45;  // "EMOS"
inline constexpr std::uint32_t kSnapshotVersion = 3;

struct Peak {  // lowest and highest sample of one column, -1 … 1
  float low;
  float high;
};

struct PredictionRecord {
  double start_s;  // the window, in seconds of captured sound; start may be negative at the beginning
  double end_s;
  float probabilities[kEmotionCount];  // after temperature and smoothing; all 0 without speech
  float confidence;                    // the largest of them
  float level_dbfs;                    // RMS of the window's last 100 ms
  float speech_s;                      // seconds of speech inside the window
  float valence, arousal;              // −1 … 1, from acted labels; NaN: the model has no such head, or no speech
  Emotion label;                       // meaningful for Verdict::emotion and unsure
  Verdict verdict;
  std::uint8_t slot;  // 0 the chosen model, 1 the one compared with it
  std::uint8_t reserved;
};

struct SnapshotHeader {
  std::uint32_t magic;
  std::uint32_t version;
  std::uint32_t generation;    // a new session (start, new clip) has a new number: histories begin afresh
  std::uint32_t column_count;  // new columns in this message
  std::uint64_t first_column;  // index of the first of them since the session began
  std::uint32_t prediction_count;
  std::uint32_t dropped_blocks;  // blocks the capture lost, by its own count
  std::uint64_t first_speech_column;
  std::uint32_t speech_count;
  // Bit i: the model knows emotion i (the others have probability 0); 0 as long as there is no model.
  std::uint8_t labels_known, compared_labels_known;
  ModelState compared_model;  // absent: nothing is compared
  std::uint8_t dimensions;    // bit i: the model of slot i answers with valence and arousal
  double column_s;            // seconds a column covers
  double captured_s;          // seconds of sound heard in this session
  double captured_at_ms;      // page clock (performance.now of the page) when the newest sample entered the worklet
  double duration_s;          // clips: the whole length; live: 0
  double answered_s;          // live: every ready model has spoken of the sound up to here; none is ready: captured_s
  float level_dbfs;           // RMS of the last 100 ms
  float peak_dbfs;            // highest sample of the last second
  float prediction_interval_ms;  // grows on slow devices
  float inference_ms_p50;        // of the chosen model
  float inference_ms_p95;
  float compared_inference_ms_p50;
  float reserved_ms;
  float speech_probability;      // newest value of the speech detector, 0 … 1
  float progress;                // clips: share analysed, 0 … 1
  std::uint32_t sample_rate_hz;  // of the device or file
  // Live sound on a device too busy for it: left out so far, because newer sound had come.
  std::uint32_t left_out_windows;  // of the models
  std::uint32_t left_out_chunks;   // of the speech detector
  Source source;
  ModelState model;
  Verdict verdict;
  LevelHint level_hint;
  std::uint8_t speech;    // 1 while speech is detected
  std::uint8_t detector;  // 0 energy gate alone, 1 Silero VAD
  std::uint8_t finished;  // clips: everything analysed, summary below is final
  std::uint8_t reserved;
  PredictionRecord current;  // live: the newest prediction; clip, finished: the whole clip (start 0, end duration)
  PredictionRecord compared_current;  // the same of the model compared with; verdict waiting if there is none
};

// Points into the bytes it was made from.
struct SnapshotView {
  const SnapshotHeader* header = nullptr;
  std::span<const std::uint8_t> columns;
  std::span<const Peak> peaks;
  std::span<const std::uint8_t> speech;
  std::span<const PredictionRecord> predictions;
};

struct SnapshotParts {
  SnapshotHeader header{};
  std::vector<std::uint8_t> columns;
  std::vector<Peak> peaks;
  std::vector<std::uint8_t> speech;
  std::vector<PredictionRecord> predictions;
};

}  // namespace emo
