#include "ui/sound/words.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "ui/models/pages.h"
#include "ui/shell/page_model.h"
#include "ui/shell/pages.h"
#include "ui/sound/snapshots.h"
#include "web/ui_api.h"
#include "web/ui_keys.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;

TEST_CASE("of a clip named like one of RAVDESS it is said that the model has learned from it") {
  SnapshotMaker maker(6);
  PageModel page = clip_page(maker);
  CHECK(learned_note(page.view(), false).empty());
  CHECK(page.spoken_line(10'000).find("learned") == std::string::npos);
  page.set(&ViewState::clip_name, std::string("03-02-05-02-01-01-12.flac"));
  CHECK(learned_note(page.view(), false) == "the model has learned from it");
  CHECK(learned_note(page.view(), true) == "learned");
  page.set(&ViewState::source, Source::live);
  CHECK(learned_note(page.view(), false).empty());
  for (const char* other : {"03-02-05-02-01-01.flac", "03-02-05-02-01-01-25.flac", "take 03.wav", ""}) {
    page.set(&ViewState::source, Source::clip);
    page.set(&ViewState::clip_name, std::string(other));
    CHECK(learned_note(page.view(), false).empty());
  }
}

TEST_CASE("hints say what is wrong and what to do") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  SnapshotHeader h = page.header();
  CHECK(hint_sentence(page.view(), h).empty());
  h.level_hint = LevelHint::too_quiet;
  CHECK(hint_sentence(page.view(), h) == "Too quiet: come closer or raise the microphone level.");
  h.level_hint = LevelHint::ok;
  h.prediction_interval_ms = 300;
  CHECK(hint_sentence(page.view(), h) == "This device is slow: a prediction every 0.3 s.");
  PageModel loading;
  set_number(loading, emo_number_model_state, 1);
  set_number(loading, emo_number_bytes_loaded, 1.2e6);
  set_number(loading, emo_number_bytes_total, 3.9e6);
  CHECK(model_sentence(loading.view()) == "Loading model 1.2 of 3.9 MB");
  set_number(loading, emo_number_bytes_loaded, 3.9e6);
  CHECK(model_sentence(loading.view()) == "Starting the model\u2026");
  for (const auto state : {CaptureState::asking, CaptureState::starting, CaptureState::denied, CaptureState::no_device,
                           CaptureState::failed}) {
    CHECK(!capture_sentence(state).empty());
  }
}

TEST_CASE("About says that weights trained on RAVDESS are for non-commercial use") {
  PageModel page;
  set_models(page);
  press(page, "About");
  const std::string words = page.overlay_json();
  CHECK(words.find("Weights trained on RAVDESS") != std::string::npos);
  CHECK(words.find("non-commercial use (CC BY-NC-SA 4.0)") != std::string::npos);
}
