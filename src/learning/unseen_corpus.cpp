#include "learning/unseen_corpus.h"

#include <algorithm>
#include <limits>

#include "learning/metrics.h"

namespace emo {
namespace {

constexpr auto kNeutral = static_cast<std::size_t>(Emotion::neutral);
constexpr auto kCalm = static_cast<std::size_t>(Emotion::calm);

bool alarming(std::size_t label) {
  return label == static_cast<std::size_t>(Emotion::angry) || label == static_cast<std::size_t>(Emotion::fearful);
}

double ratio(std::size_t part, std::size_t all) {
  return all == 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(part) / static_cast<double>(all);
}

}  // namespace

UnseenFigures unseen_figures(std::span<const UnseenClip> clips) {
  UnseenFigures f;
  std::array<std::size_t, kEmotionCount> of_label{}, hits{};
  for (const UnseenClip& clip : clips) ++of_label[static_cast<std::size_t>(clip.truth)];
  for (std::size_t e = 0; e < of_label.size(); ++e)
    if (of_label[e] > 0) f.labels.push_back(static_cast<Emotion>(e));
  f.calm_is_neutral = of_label[kCalm] == 0;
  f.clips = clips.size();
  f.neutral_clips = of_label[kNeutral];

  std::size_t right = 0;
  std::vector<Answer> answers;
  for (const UnseenClip& clip : clips) {
    Probabilities p = clip.said;
    if (std::all_of(p.begin(), p.end(), [](float x) { return x <= 0.0F; })) {
      ++f.no_speech;
      continue;
    }
    if (f.calm_is_neutral) {
      p[kNeutral] += p[kCalm];
      p[kCalm] = 0.0F;
    }
    const auto truth = static_cast<std::size_t>(clip.truth);
    const auto less = [&](Emotion a, Emotion b) {
      return p[static_cast<std::size_t>(a)] < p[static_cast<std::size_t>(b)];
    };
    if (*std::max_element(f.labels.begin(), f.labels.end(), less) == clip.truth) ++hits[truth];
    const auto open = static_cast<std::size_t>(std::max_element(p.begin(), p.end()) - p.begin());
    const double confidence = p[open];
    right += open == truth ? 1 : 0;
    answers.push_back({std::min(confidence, 1.0), open == truth});
    if (confidence < clip.unsure_below) continue;
    ++f.words;
    f.words_right += open == truth ? 1 : 0;
    f.neutral_alarms += truth == kNeutral && alarming(open) ? 1 : 0;
  }
  double recalls = 0.0;
  for (std::size_t e = 0; e < of_label.size(); ++e) {
    f.recall[e] = ratio(hits[e], of_label[e]);
    if (of_label[e] > 0) recalls += f.recall[e];
  }
  f.ua = f.labels.empty() ? std::numeric_limits<double>::quiet_NaN() : recalls / static_cast<double>(f.labels.size());
  f.coverage = ratio(f.words, f.clips);
  f.open_accuracy = ratio(right, f.clips);
  f.ece = reliability(answers).ece;
  return f;
}

}  // namespace emo
