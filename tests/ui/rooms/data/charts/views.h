// Views as the data service would write them, of the official RAVDESS counts.
#pragma once
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "contract/data_view.h"
#include "contract/emotions.h"
#include "dataset/clip_fields.h"

namespace emo::test {

constexpr std::uint8_t number_of(Field f) { return static_cast<std::uint8_t>(f); }

inline DataWord chart_word(std::size_t code, std::string name, std::uint32_t count) {
  return {static_cast<std::uint16_t>(code), std::move(name), count, false};
}

inline std::vector<DataWord> emotion_words() {
  std::vector<DataWord> words;
  for (std::size_t e = 0; e < kEmotionCount; ++e)
    words.push_back(chart_word(e, std::string(kEmotionNames[e]), e == 0 ? 96 : 192));
  return words;
}

inline std::vector<DataWord> actor_words() {
  std::vector<DataWord> words;
  for (std::size_t a = 1; a <= 24; ++a) words.push_back(chart_word(a - 1, (a < 10 ? "0" : "") + std::to_string(a), 60));
  return words;
}

struct AskedChart {
  DataRequest request;
  DataView view;
};

inline AskedChart ravdess(DataChart chart, Field by = Field::emotion) {
  AskedChart a;
  a.request.chart = chart;
  a.request.revision = a.view.revision = 1;
  a.request.field = number_of(by);
  a.view.title = "RAVDESS, speech";
  a.view.attribution = "Livingstone & Russo (2018), CC BY-NC-SA 4.0";
  a.view.rows = a.view.selected = 1440;
  a.view.columns = {{"duration", "s", 1440}};
  a.view.words = by == Field::emotion ? emotion_words() : actor_words();
  a.view.imbalance_ratio = by == Field::emotion ? 2.0F : 1.0F;
  a.view.imbalance_entropy = 0.99F;
  return a;
}

// Emotions × actors: 4 clips of neutral, 8 of each other.
inline AskedChart ravdess_cells() {
  AskedChart a = ravdess(DataChart::cross_table);
  a.request.field_b = number_of(Field::actor);
  a.view.words_b = actor_words();
  for (std::size_t e = 0; e < kEmotionCount; ++e) a.view.counts.insert(a.view.counts.end(), 24, e == 0 ? 4 : 8);
  return a;
}

// Bins of 0.1 s from 2.9 s; 7 clips are left out.
inline AskedChart ravdess_durations() {
  AskedChart a = ravdess(DataChart::histogram);
  a.view.bin_start = 2.9;
  a.view.bin_width = 0.1;
  a.view.bins = 24;
  a.view.left_out = 7;
  for (std::size_t e = 0; e < kEmotionCount; ++e) {
    for (std::uint32_t bin = 0; bin < a.view.bins; ++bin) {
      const double away = (bin - 6.0 - static_cast<double>(e)) / 4;
      a.view.counts.push_back(static_cast<std::uint32_t>(20 * std::exp(-away * away)));
    }
  }
  return a;
}

inline AskedChart ravdess_spreads() {
  AskedChart a = ravdess(DataChart::spread);
  for (std::size_t e = 0; e < kEmotionCount; ++e) {
    const float mean = 3.5F + 0.08F * static_cast<float>(e);
    a.view.spreads.push_back(
        {a.view.words[e].count, mean, 0.31F, mean - 0.6F, mean - 0.2F, mean - 0.02F, mean + 0.21F, mean + 1.4F});
  }
  return a;
}

// 70/15/15 by clips, every speaker in all parts; or by speakers.
inline AskedChart ravdess_split(bool by_speakers) {
  AskedChart a = ravdess(DataChart::split);
  a.view.words = {chart_word(0, "train", 1008), chart_word(1, "validation", 216), chart_word(2, "test", 216)};
  a.view.words_b = emotion_words();
  a.view.counts = {67, 134, 135, 134, 135, 134, 135, 134, 15, 29, 28, 29,
                   28, 29,  29,  29,  14,  29,  29,  29,  29, 29, 28, 29};
  a.view.speakers = 24;
  if (by_speakers) return a;
  for (const DataWord& actor : actor_words()) a.view.shared.push_back({"Actor_" + actor.word, {42, 9, 9}});
  a.view.shared_clips = 432;
  return a;
}

inline AskedChart ravdess_files() {
  AskedChart a = ravdess(DataChart::files);
  a.view.problems = {{"missing", "the sound was not found or could not be read", {}},
                     {"very quiet", "below −50 dBFS", {4, 5, 6}},
                     {"double", "the same content as another file", {12, 13}}};
  return a;
}

}  // namespace emo::test
