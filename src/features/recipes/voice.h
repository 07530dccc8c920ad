// Recipe voice, version 1: numbers on how a whole sound is spoken, at 16 kHz: pitch and its contour, voicing,
// harmonicity, jitter, shimmer, formants, rate, loudness within the speech, spectral balance, pauses. No number changes
// with the level: the sound is brought to a peak of kVoicePeak first. Speech is where frames of logmel64 are less than
// 20 dB below the loudest one, from the first of them to the last.
// scripts/train/multicorpus/voice_reference.py makes the same of the program's series, for tests.
#pragma once
#include <array>
#include <span>
#include <string_view>

#include "features/feature.h"
#include "features/recipes/logmel64.h"

namespace emo {

inline constexpr float kVoicePeak = 0.5F;

// In the recipe's order.
inline constexpr std::array<std::string_view, 82> kVoiceNumbers{
    // Semitones above 100 Hz, of the voiced frames; pieces are stretches of them
    "pitch median", "pitch 5 %", "pitch 20 %", "pitch 80 %", "pitch 95 %", "pitch range", "pitch spread", "pitch slope",
    "pitch bow", "pitch last third", "pitch step", "pitch step spread", "pitch rising", "pitch falling", "voiced share",
    "voiced pieces a second", "voiced piece mean", "voiced piece longest", "voiced piece spread", "voicing strength",
    // dB; natural logarithms
    "hnr 10 %", "hnr median", "hnr 90 %", "hnr spread", "ln jitter", "ln shimmer",
    // ln Hz
    "f1 median", "f1 quartiles", "f2 median", "f2 quartiles", "f3 median", "f3 quartiles", "b1 median",
    // 1/s, ln s
    "syllables a second", "syllables a speaking second", "ln speaking seconds", "ln seconds of speech",
    // Nepers of power above the median of the frames of speech
    "loudness 5 %", "loudness 20 %", "loudness 80 %", "loudness 95 %", "loudness spread", "loudness slope",
    "loudness bow", "loudness step", "loudness rising", "loudness falling",
    // Nepers, nepers/kHz, of the voiced frames
    "alpha ratio", "alpha ratio spread", "hammarberg", "hammarberg spread", "slope 0-500", "slope 0-500 spread",
    "slope 500-1500", "slope 500-1500 spread", "flux", "flux spread", "mfcc 1", "mfcc 2", "mfcc 3", "mfcc 4",
    "mfcc 1 spread", "mfcc 2 spread", "mfcc 3 spread", "mfcc 4 spread", "alpha ratio slope",
    // Correlations over the voiced frames
    "pitch with loudness", "alpha ratio with loudness", "pitch with alpha ratio",
    // Shares, 1/s, s; places from the beginning of the speech, 0, to its end, 1
    "speech share", "pauses a second", "pause mean", "voiced share of speech", "unvoiced alpha ratio",
    "place of the highest pitch", "place of the loudest", "b2 median", "b3 median", "pitch above its floor",
    "loudness last third", "hnr last third", "strength spread"};
inline constexpr int kVoiceNumberCount = static_cast<int>(kVoiceNumbers.size());

// Recipe logmel64_voice, version 1: a window of logmel64, frame after frame, and the numbers of recipe voice of the
// same sound. Of a longer sound the last frames, before a shorter one the recipe's floor.
inline constexpr int kLogMel64VoiceCount = LogMel64Recipe::window_frames * LogMel64Recipe::n_mels + kVoiceNumberCount;

}  // namespace emo
