// Sounds in which nobody speaks, made from seeds: a model must say "no speech" or "unsure" of them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace emo {

inline constexpr int kNonspeechRateHz = 22050;
inline constexpr double kNonspeechSeconds = 4.0;

struct NonspeechSound {
  std::string_view kind;  // noise, hum, fan, tones, chords, strings, chirps, clicks, knocks, silence
  std::string name;       // "pink noise, -35 dBFS"
  std::vector<float> samples{};
};

// The battery, always the same: at least 60 sounds of 4 s at 22 050 Hz, mono, at most ±1. Levels are RMS re full scale.
std::vector<NonspeechSound> nonspeech_battery();

}  // namespace emo
