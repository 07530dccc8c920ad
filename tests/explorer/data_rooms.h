// Made content for the tests of the Data room.
#pragma once
#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "dataset/clips.h"
#include "dataset/recognition.h"
#include "dataset/seeded.h"
#include "explorer/data_room.h"

namespace emo::test {

// The 1440 names of RAVDESS' speech, audio only, as the release has them.
inline std::vector<std::string> ravdess_paths() {
  std::vector<std::string> paths;
  for (int actor = 1; actor <= 24; ++actor)
    for (int emotion = 1; emotion <= 8; ++emotion)
      for (int intensity = 1; intensity <= (emotion == 1 ? 1 : 2); ++intensity)
        for (int statement = 1; statement <= 2; ++statement)
          for (int repetition = 1; repetition <= 2; ++repetition) {
            std::array<char, 48> path{};
            std::snprintf(path.data(), path.size(), "Actor_%02d/03-01-%02d-%02d-%02d-%02d-%02d.wav", actor, emotion,
                          intensity, statement, repetition, actor);
            paths.emplace_back(path.data());
          }
  return paths;
}

// Durations 3.00 … 3.99 s, levels −60 … −21 dBFS; of row 5 nothing is known.
inline Catalogue ravdess() {
  const std::vector<std::string> paths = ravdess_paths();
  const std::vector<std::string_view> views(paths.begin(), paths.end());
  std::vector<ClipRow> rows;
  for (RecognisedFile& file : recognise(views).files) {
    const std::size_t i = rows.size();
    std::vector<float> numbers{3.0F + static_cast<float>(i % 100) / 100, -60.0F + static_cast<float>(i % 40)};
    if (i == 5) numbers.clear();
    rows.push_back({paths[file.file], std::move(file.fields), std::move(numbers)});
  }
  return catalogue_of(rows, {static_cast<std::size_t>(Measure::duration), static_cast<std::size_t>(Measure::rms)});
}

// A cloud for each emotion; of row 7 nothing is known.
inline std::vector<float> clouds(const Catalogue& catalogue, std::size_t width) {
  Seeded seeded(3);
  std::vector<float> values;
  for (std::size_t row = 0; row < catalogue.row_count(); ++row)
    for (std::size_t i = 0; i < width; ++i) {
      const auto noise = static_cast<float>(seeded.below(1000)) / 1000.0F;
      const bool here = i % kEmotionNames.size() == catalogue.codes(Field::emotion)[row];
      values.push_back(row == 7 ? kNotKnown : noise + (here ? 4.0F : 0.0F));
    }
  return values;
}

inline constexpr auto kEmotionField = static_cast<std::uint8_t>(Field::emotion);
inline constexpr auto kActorField = static_cast<std::uint8_t>(Field::actor);
inline constexpr auto kSexField = static_cast<std::uint8_t>(Field::sex);
inline constexpr auto kSplitField = static_cast<std::uint8_t>(Field::split);
inline constexpr Code kHappy = 2, kSad = 3;

inline std::uint32_t count_of(const std::vector<DataWord>& words, std::string_view word) {
  for (const DataWord& w : words)
    if (w.word == word) return w.count;
  return 0;
}

inline std::uint32_t sum_of(const std::vector<std::uint32_t>& counts) {
  std::uint32_t sum = 0;
  for (const std::uint32_t n : counts) sum += n;
  return sum;
}

}  // namespace emo::test
