// What the files that put the voice's features into the table share.
#pragma once
#include <utility>

#include "features/feature.h"

namespace emo {

std::vector<Feature> librosa_pitch_features();  // yin, pyin
std::vector<Feature> voice_quality_features();  // pitch_ac, hnr, jitter_local, shimmer_local
std::vector<Feature> voice_timbre_features();   // formants, intensity, speaking_rate

namespace voice {

inline Parameter hertz(std::string_view name, double initial, double low, double high, std::string_view help) {
  return {.name = name, .initial = initial, .low = low, .high = high, .unit = "Hz", .help = help};
}

inline Parameter seconds(std::string_view name, double initial, double low, double high, std::string_view help) {
  return {.name = name, .initial = initial, .low = low, .high = high, .unit = "s", .help = help};
}

inline Parameter factor(std::string_view name, double initial, double low, double high, std::string_view help) {
  return {.name = name, .initial = initial, .low = low, .high = high, .help = help};
}

inline Parameter count(std::string_view name, int initial, int low, int high, std::string_view help) {
  return {.name = name,
          .kind = ParameterKind::integer,
          .initial = static_cast<double>(initial),
          .low = static_cast<double>(low),
          .high = static_cast<double>(high),
          .help = help};
}

// A table of rows × frames; value(row, frame).
template <class Value>
FeatureMatrix rows_of(std::vector<std::string> names, int frames, double frame_s, double first_s, Value&& value) {
  FeatureMatrix m;
  const int rows = static_cast<int>(names.size());
  m.shape = rows == 1 ? std::vector<int>{frames} : std::vector<int>{rows, frames};
  m.values.reserve(static_cast<std::size_t>(rows) * static_cast<std::size_t>(frames));
  for (int r = 0; r < rows; ++r)
    for (int t = 0; t < frames; ++t) m.values.push_back(static_cast<float>(value(r, t)));
  m.rows = std::move(names);
  m.frame_s = frame_s;
  m.first_frame_s = first_s;
  return m;
}

inline FeatureMatrix numbers(std::vector<std::string> names, std::vector<double> values) {
  return {{static_cast<int>(values.size())}, {values.begin(), values.end()}, std::move(names)};
}

}  // namespace voice
}  // namespace emo
