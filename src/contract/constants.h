// Numbers that several modules and the page share. JavaScript has them from web/generated/contract.js, which
// scripts/generate_contract.mjs writes.
#pragma once
#include <cstddef>
#include <cstdint>

namespace emo {

inline constexpr int kCoreRateHz = 16000;  // everything after the resampler

// What a model sees: the last 3 s, every 100 ms.
inline constexpr int kWindowSamples = 3 * kCoreRateHz;
inline constexpr int kWindowHopSamples = kCoreRateHz / 10;
inline constexpr int kMinHeardSamples = kCoreRateHz;  // no prediction before 1 s was heard

// What the speech detector (Silero VAD, at kCoreRateHz) takes: context and new samples, and its state. It answers with
// a probability and the next state.
inline constexpr int kDetectorContext = 64;
inline constexpr int kDetectorChunk = 512;
inline constexpr int kDetectorInput = kDetectorContext + kDetectorChunk;
inline constexpr int kDetectorState = 256;  // [2, 1, 128]
inline constexpr int kDetectorAnswer = 1 + kDetectorState;

// Models that answer side by side: the chosen one and the one compared with it.
inline constexpr int kModelSlots = 2;

// The picture: one column each 10 ms (or a multiple, for long clips).
inline constexpr int kColumnHopSamples = 160;
inline constexpr int kDisplayFftSize = 1024;
inline constexpr int kDisplayBins = kDisplayFftSize / 2 + 1;  // 513, 0 … 8000 Hz
inline constexpr int kMaxClipColumns = 2048;                  // the narrowest texture WebGL2 promises

// Column bytes are dB re full scale: dB = kDbFloor + byte * kDbStep; a full-scale sine reads 0 dB.
inline constexpr float kDbFloor = -120.0F;
inline constexpr float kDbStep = 0.5F;

inline constexpr int kHistorySeconds = 60;

}  // namespace emo
