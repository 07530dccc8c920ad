#include "ui/sound/report.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "ui/models/pages.h"
#include "ui/shell/page_model.h"
#include "ui/shell/pages.h"
#include "ui/sound/snapshots.h"
#include "ui/sound/words.h"

using namespace emo;
using namespace emo::ui;
using namespace emo::test;
using nlohmann::json;

TEST_CASE("the snapshot as JSON has every fact, with digits enough to compare") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  const json s = json::parse(snapshot_json(page.view(), page.header(), 1.25));
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
  const json nothing = json::parse(snapshot_json(silent.view(), silent.header(), 0));
  CHECK(nothing["capture"] == "idle");
  CHECK(nothing["probabilities"].is_null());
  CHECK(nothing["label"].is_null());
  CHECK(nothing["level_dbfs"].is_null());
}

TEST_CASE("no speech is said as such, never as an emotion") {
  SnapshotMaker maker;
  PageModel page = listening_page(maker);
  REQUIRE(page.take_snapshot(maker.live(10).with_prediction(3.1, Verdict::no_speech).bytes()));
  const json s = json::parse(snapshot_json(page.view(), page.header(), 0));
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

TEST_CASE("what the second model says is in the JSON, with dimensions where there are some") {
  SnapshotMaker maker;
  PageModel page = comparing_page(SoundKind::live, maker);
  const json s = json::parse(snapshot_json(page.view(), page.header(), 0));
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
  CHECK(json::parse(snapshot_json(alone.view(), alone.header(), 0))["compared"].is_null());
}
