#include "ui/sound/reading.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "ui/models/pages.h"
#include "ui/shell/page_model.h"
#include "ui/shell/pages.h"
#include "ui/sound/snapshots.h"
#include "ui/sound/words.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;

TEST_CASE("bars follow the playhead while a clip plays and show the whole clip otherwise") {
  SnapshotMaker maker(6);
  PageModel page = clip_page(maker);
  CHECK(page.reading().whole_clip);
  CHECK(reading_caption(page.view(), page.reading()) == "Whole clip");
  set_number(page, emo_number_playing, 1);
  set_number(page, emo_number_playhead_s, 2.9);
  CHECK(!page.reading().whole_clip);
  CHECK(page.reading().end_s == 3.0);
  CHECK(reading_caption(page.view(), page.reading()) == "At 0:02.9");
}

TEST_CASE("two models agree, disagree or are unsure") {
  const auto reading = [](Verdict verdict, Emotion label) {
    Reading r;
    r.verdict = verdict;
    r.label = label;
    return r;
  };
  const Reading happy = reading(Verdict::emotion, Emotion::happy), sad = reading(Verdict::emotion, Emotion::sad);
  const Reading unsure = reading(Verdict::unsure, Emotion::happy), silent = reading(Verdict::no_speech, Emotion::happy);
  CHECK(agreement(happy, happy) == Agreement::same);
  CHECK(agreement(happy, sad) == Agreement::different);
  CHECK(agreement(happy, unsure) == Agreement::one_unsure);
  CHECK(agreement(unsure, unsure) == Agreement::both_unsure);
  CHECK(agreement(happy, silent) == Agreement::nothing);
  CHECK(agreement_words(Agreement::different) == "They disagree");
}

TEST_CASE("each model's predictions are kept apart, and the timeline's are the chosen one's") {
  SnapshotMaker maker;
  PageModel page = comparing_page(SoundKind::live, maker);
  CHECK(page.live().prediction_count() == 1);
  CHECK(page.live().predictions(1).count() == 1);
  CHECK(page.live().prediction(0).label == Emotion::happy);
  CHECK(page.reading().label == Emotion::happy);
  CHECK(page.reading(1).label == Emotion::sad);
  CHECK(!page.reading().knows(static_cast<std::size_t>(Emotion::calm)));
  CHECK(page.reading(1).knows(static_cast<std::size_t>(Emotion::calm)));
  CHECK(page.reading().has_point());
  CHECK(!page.reading(1).has_point());
  CHECK(page.drain_predictions().size() == 1);
  SnapshotMaker clips(4);
  PageModel clip = comparing_page(SoundKind::clip, clips);
  set_number(clip, emo_number_playing, 1);
  set_number(clip, emo_number_playhead_s, 2.9);
  CHECK(clip.reading(1).label == Emotion::sad);
  CHECK(!clip.reading(1).whole_clip);
}
