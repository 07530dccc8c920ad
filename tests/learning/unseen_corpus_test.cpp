#include "learning/unseen_corpus.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace emo;
using doctest::Approx;

namespace {

// neutral, calm, happy, sad, angry, fearful, disgust, surprised
UnseenClip clip(Emotion truth, Probabilities said, double unsure_below = 0.6) { return {truth, said, unsure_below}; }

}  // namespace

TEST_CASE("a corpus without calm counts calm as neutral, and one with calm does not") {
  const Probabilities calm{0.1F, 0.5F, 0, 0.4F, 0, 0, 0, 0};
  const std::vector<UnseenClip> without{clip(Emotion::neutral, calm), clip(Emotion::sad, calm)};
  const UnseenFigures f = unseen_figures(without);
  CHECK(f.calm_is_neutral);
  CHECK(f.labels == std::vector<Emotion>{Emotion::neutral, Emotion::sad});
  CHECK(f.recall[0] == Approx(1.0));
  CHECK(f.recall[3] == Approx(0.0));
  CHECK(std::isnan(f.recall[1]));
  CHECK(f.ua == Approx(0.5));
  CHECK(f.words == 2);  // 0.6 of neutral and calm together is enough for a word
  CHECK(f.words_right == 1);

  std::vector<UnseenClip> with = without;
  with.push_back(clip(Emotion::calm, calm));
  const UnseenFigures g = unseen_figures(with);
  CHECK_FALSE(g.calm_is_neutral);
  CHECK(g.recall[0] == Approx(0.0));
  CHECK(g.recall[1] == Approx(1.0));
  CHECK(g.ua == Approx(1.0 / 3.0));
  CHECK(g.words == 0);
}

TEST_CASE("the choice is forced among the corpus's labels for UA and open for words") {
  const Probabilities disgust{0.1F, 0, 0.2F, 0, 0, 0, 0.7F, 0};
  const UnseenFigures f =
      unseen_figures(std::vector<UnseenClip>{clip(Emotion::happy, disgust), clip(Emotion::neutral, disgust)});
  CHECK(f.recall[2] == Approx(1.0));
  CHECK(f.ua == Approx(0.5));
  CHECK(f.words == 2);
  CHECK(f.words_right == 0);
  CHECK(f.open_accuracy == Approx(0.0));
  CHECK(f.ece == Approx(0.7));
  CHECK(f.neutral_alarms == 0);
}

TEST_CASE("neutral clips that get the word angry or fearful are alarms, unsure ones are not") {
  const Probabilities angry{0.1F, 0, 0, 0, 0.9F, 0, 0, 0}, fearful{0.2F, 0, 0, 0, 0, 0.8F, 0, 0},
      perhaps{0.45F, 0, 0, 0, 0.55F, 0, 0, 0};
  const UnseenFigures f =
      unseen_figures(std::vector<UnseenClip>{clip(Emotion::neutral, angry), clip(Emotion::neutral, fearful),
                                             clip(Emotion::neutral, perhaps), clip(Emotion::angry, angry)});
  CHECK(f.neutral_clips == 3);
  CHECK(f.neutral_alarms == 2);
  CHECK(f.words == 3);
  CHECK(f.words_right == 1);
  CHECK(f.coverage == Approx(0.75));
  CHECK(f.open_accuracy == Approx(0.25));
}

TEST_CASE("a clip without speech is wrong and gets no word, whatever the threshold") {
  const Probabilities none{}, sad{0, 0, 0, 1, 0, 0, 0, 0};
  const UnseenFigures f =
      unseen_figures(std::vector<UnseenClip>{clip(Emotion::sad, none, 0.0), clip(Emotion::sad, sad, 0.0)});
  CHECK(f.no_speech == 1);
  CHECK(f.ua == Approx(0.5));
  CHECK(f.words == 1);
  CHECK(f.coverage == Approx(0.5));
  CHECK(f.open_accuracy == Approx(0.5));
  CHECK(f.ece == Approx(0.0));
}

TEST_CASE("nothing measured has no figures") {
  const UnseenFigures f = unseen_figures({});
  CHECK(f.labels.empty());
  CHECK(std::isnan(f.ua));
  CHECK(std::isnan(f.coverage));
  CHECK(std::isnan(f.open_accuracy));
  CHECK(f.words == 0);
}
