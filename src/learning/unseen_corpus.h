// How a model does on a corpus that neither training nor development has heard: the second protocol
// (scripts/train/README.md; scripts/train/multicorpus/unseen_corpora.py is the same of lines of predictions).
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "contract/emotions.h"

namespace emo {

struct UnseenClip {
  Emotion truth = Emotion::neutral;
  Probabilities said{};       // of a whole clip, as shown; all 0: no speech was found in it
  double unsure_below = 0.0;  // of the model that was asked: the smallest confidence that is given a word
};

struct UnseenFigures {
  std::vector<Emotion> labels{};         // those that the corpus has
  bool calm_is_neutral = false;          // the corpus has no calm: what is said of calm counts as neutral
  std::size_t clips = 0, no_speech = 0;  // no speech: wrong, and no word
  // Forced choice: the likeliest of the corpus's labels.
  double ua = 0.0;
  std::array<double, kEmotionCount> recall{};  // NaN of labels that the corpus lacks
  // Open choice, as the product says it: the likeliest of all labels, with a word where its probability is high enough.
  std::size_t words = 0, words_right = 0;
  double coverage = 0.0;                              // words / clips
  double open_accuracy = 0.0;                         // right ones, unsure or not
  double ece = 0.0;                                   // of the clips with speech, 15 bins
  std::size_t neutral_clips = 0, neutral_alarms = 0;  // alarms: neutral ones that get the word angry or fearful
};

// NaN where there is nothing to divide by.
UnseenFigures unseen_figures(std::span<const UnseenClip> clips);

}  // namespace emo
