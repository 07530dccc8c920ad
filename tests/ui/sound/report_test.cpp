#include "ui/sound/report.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

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
using nlohmann::json;

TEST_CASE("the snapshot as JSON has every fact, with digits enough to compare") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  const json s = json::parse(snapshot_json(page.view(), page.header(), page.timeliness(), 1.25));
  CHECK(s["capture"] == "listening");
  CHECK(s["model"] == "ready");
  CHECK(s["source"] == "live");
  CHECK(s["verdict"] == "emotion");
  CHECK(s["label"] == "happy");
  CHECK(s["confidence"] == 0.625);
  CHECK(s["probabilities"].size() == 8);
  CHECK(s["probabilities"]["surprised"] == 0.375);
  CHECK(s["window"]["end_s"] == 3.0);
  CHECK(s["level_dbfs"] == -23.5);
  CHECK(s["sample_rate_hz"] == 48000);
  CHECK(s["latency_ms"].contains("prediction_p95"));
  CHECK(s["frame_ms_p95"] == 1.25);
  PageModel silent;
  const json nothing = json::parse(snapshot_json(silent.view(), silent.header(), silent.timeliness(), 0));
  CHECK(nothing["capture"] == "idle");
  CHECK(nothing["probabilities"].is_null());
  CHECK(nothing["label"].is_null());
  CHECK(nothing["level_dbfs"].is_null());
  CHECK(nothing["age_s"].is_null());
  CHECK(nothing["caption"] == "");
}

TEST_CASE("no speech is said as such, never as an emotion") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  REQUIRE(page.take_snapshot(maker.live(10).with_prediction(3.1, Verdict::no_speech).bytes()));
  const json s = json::parse(snapshot_json(page.view(), page.header(), page.timeliness(), 0));
  CHECK(s["verdict"] == "no_speech");
  CHECK(s["probabilities"].is_null());
  CHECK(verdict_title(page.reading()) == "No speech");
  CHECK(!page.reading().has_numbers());
}

TEST_CASE("a clip as JSON has its predictions and the whole") {
  SnapshotMaker maker(5);
  PageModel page = clip_page(maker);
  const json c = json::parse(clip_json(page.view(), page.clip()));
  CHECK(c["name"] == "a \"quoted\" name.wav");
  CHECK(c["finished"] == true);
  CHECK(c["duration_s"] == 3.0);
  CHECK(c["label"] == "happy");
  REQUIRE(c["predictions"].size() == 1);
  CHECK(c["predictions"][0]["probabilities"]["happy"] == 0.625);
}

TEST_CASE("live predictions are handed out once") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  CHECK(json::parse(predictions_json(page.drain_predictions())).size() == 1);
  CHECK(predictions_json(page.drain_predictions()) == "[]");
}

TEST_CASE("the spoken line changes with the word and at most every 1.5 s") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  const std::string first = page.spoken_line(10000);
  CHECK(first == "Happy, 62 percent.");
  REQUIRE(page.take_snapshot(maker.live(10).with_prediction(3.1, Verdict::no_speech).bytes()));
  CHECK(page.spoken_line(10500) == first);
  CHECK(page.spoken_line(11600) == "No speech.");
}

TEST_CASE("what the model has learned from is said beside an answer only") {
  PageModel page;
  ViewState view = page.view();
  view.source = Source::clip;
  view.clip_name = "03-01-05-01-01-01-01.wav";
  REQUIRE(!learned_note(view, false).empty());
  SpokenLine line;
  CHECK(line.update(view, {}, 0).empty());
  Reading reading;
  reading.whole_clip = true;
  reading.verdict = Verdict::no_speech;
  const std::string said = line.update(view, reading, 10'000);
  CHECK(said.starts_with("Whole clip: "));
  CHECK(said.ends_with(" Note: the model has learned from it."));
  view.playing = true;
  CHECK(line.update(view, reading, 20'000) == "Playing.");
}

TEST_CASE("what the second model says is in the JSON, with dimensions where there are some") {
  SnapshotMaker maker;
  PageModel page = comparing_page(SoundKind::live, maker);
  const json s = json::parse(snapshot_json(page.view(), page.header(), page.timeliness(), 0));
  CHECK(s["dimensions"]["valence"] == 0.5);
  CHECK(s["dimensions"]["arousal"] == -0.25);
  CHECK(s["compared"]["model"] == "mlp180");
  CHECK(s["compared"]["label"] == "sad");
  CHECK(s["compared"]["confidence"] == 0.5);
  CHECK(s["compared"]["probabilities"]["sad"] == 0.5);
  CHECK(s["compared"]["dimensions"].is_null());
  CHECK(s["compared"]["inference_ms"] == 2);
  SnapshotMaker clips(4);
  PageModel clip = comparing_page(SoundKind::clip, clips);
  const json c = json::parse(clip_json(clip.view(), clip.clip()));
  CHECK(c["compared"]["label"] == "sad");
  CHECK(c["dimensions"]["valence"] == 0.5);
  CHECK(c["predictions"].size() == 1);
  PageModel alone;
  CHECK(json::parse(snapshot_json(alone.view(), alone.header(), alone.timeliness(), 0))["compared"].is_null());
}
TEST_CASE("an answer that is over a second old is said to be of then, not of the last 3 seconds") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);  // 3 s of sound, answered to its end
  auto spoken = [&, ms = 10'000.0]() mutable { return page.spoken_line(ms += 2000); };
  const auto facts = [&] { return json::parse(snapshot_json(page.view(), page.header(), page.timeliness(), 0)); };
  const auto captured_now = [&](double s) { set_number(page, emo_number_captured_now_s, s); };
  CHECK(reading_caption(page.view(), page.reading()) == "Last 3 seconds");
  CHECK(spoken() == "Happy, 62 percent.");
  captured_now(3.9);
  CHECK(!page.reading().stale());
  CHECK(facts()["age_s"].get<double>() == doctest::Approx(0.9));
  CHECK(facts()["behind"] == false);

  // The engine says nothing any more, the device goes on giving sound.
  for (const double s : {4.1, 5.4, 20.0}) {
    captured_now(s);
    CHECK(page.reading().stale());
    CHECK(facts()["behind"] == true);
    CHECK(spoken() == "Behind: this device is busy.");
    CHECK(page.edge_s(10'000) == s);  // the picture goes on, with a gap
  }
  CHECK(facts()["caption"] == "3 seconds until 17 s ago");
  CHECK(facts()["hint"] == "17 s behind: this device is busy.");
  CHECK(facts()["age_s"] == 17.0);
  page.take_dirty();
  captured_now(20.01);
  CHECK(!page.take_dirty());
  captured_now(20.1);  // the tenth that is shown turns
  CHECK(page.take_dirty());

  // Answers are of now again: said after a second without another lag.
  maker.skip(1700);
  REQUIRE(page.take_snapshot(maker.live(10).with_prediction(20.1).bytes()));
  captured_now(20.3);
  CHECK(reading_caption(page.view(), page.reading()) == "3 seconds until 0.2 s ago");
  CHECK(facts()["hint"] == "Catching up: this device is busy.");
  CHECK(spoken() == "Behind: this device is busy.");
  REQUIRE(page.take_snapshot(maker.live(110).with_prediction(21.1).bytes()));
  CHECK(reading_caption(page.view(), page.reading()) == "Last 3 seconds");
  CHECK(facts()["behind"] == false);
  CHECK(facts()["hint"] == "");
  CHECK(spoken() == "Caught up. Happy, 62 percent.");
  REQUIRE(page.take_snapshot(maker.live(10).with_prediction(21.2, Verdict::no_speech).bytes()));
  CHECK(spoken() == "No speech.");
}

TEST_CASE("only sound that is heard can be ahead of its answers") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  set_number(page, emo_number_captured_now_s, 9);
  CHECK(page.reading().stale());
  set_number(page, emo_number_capture_state, static_cast<double>(CaptureState::idle));
  CHECK(!page.reading().stale());
  CHECK(std::isnan(page.age_s()));
  CHECK(reading_caption(page.view(), page.reading()) == "Last heard");
  set_number(page, emo_number_capture_state, static_cast<double>(CaptureState::listening));
  SnapshotMaker another(2);  // a new session: its sound begins at 0
  REQUIRE(page.take_snapshot(another.live(50).bytes()));
  CHECK(!page.reading().stale());
  set_number(page, emo_number_captured_now_s, 3.0);  // never an answer
  CHECK(page.reading().stale());
  CHECK(reading_caption(page.view(), page.reading()) == "No answer yet");
}
