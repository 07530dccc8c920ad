#include <doctest/doctest.h>

#include <vector>

#include "ui/sound/history.h"
#include "ui/sound/snapshots.h"

using namespace emo;
using namespace emo::ui;
using emo::test::SnapshotMaker;

TEST_CASE("live history keeps the last minute whatever the message sizes") {
  for (const std::uint32_t block : {1U, 3U, 17U, 500U}) {
    LiveHistory live;
    SnapshotMaker maker;
    while (maker.columns_made() < 9000) live.take(maker.live(block).view());
    const Columns columns = live.columns();
    CHECK(columns.end == maker.columns_made());
    CHECK(static_cast<double>(columns.end - columns.first) * columns.column_s >= 60.0);
    for (std::uint64_t c = columns.first; c < columns.end; c += 97)
      CHECK(live.peak(c).high == SnapshotMaker::peak_of(c));
    for (std::uint64_t c = live.spectrum_columns().first; c < columns.end; c += 31) {
      CHECK(live.spectrum(c)[7] == SnapshotMaker::byte_of(c));
    }
  }
}

TEST_CASE("speech flags that come late reach the columns they belong to") {
  LiveHistory live;
  SnapshotMaker maker;
  live.take(maker.live(20).view());
  CHECK(!live.speech(5));
  live.take(maker.live(10).with_speech(3, {1, 1, 0, 1}).view());
  CHECK(!live.speech(2));
  CHECK(live.speech(3));
  CHECK(live.speech(4));
  CHECK(!live.speech(5));
  CHECK(live.speech(6));
}

TEST_CASE("a gap in the columns is silence, a repeated message changes nothing") {
  LiveHistory live;
  SnapshotMaker maker;
  live.take(maker.live(10).view());
  maker.skip(5);
  const auto after_gap = maker.live(10);
  live.take(after_gap.view());
  CHECK(live.columns().end == 25);
  CHECK(live.peak(12).high == 0);
  CHECK(live.peak(15).high == SnapshotMaker::peak_of(15));
  live.take(after_gap.view());
  CHECK(live.columns().end == 25);
}

TEST_CASE("a new generation begins afresh") {
  LiveHistory live;
  SnapshotMaker maker;
  live.take(maker.live(50).with_prediction(0.5).view());
  SnapshotMaker next(2);
  live.take(next.live(3).view());
  CHECK(live.columns().end == 3);
  CHECK(live.prediction_count() == 0);
}

TEST_CASE("predictions are found by the moment and drained once") {
  LiveHistory live;
  SnapshotMaker maker;
  for (int i = 1; i <= 1500; ++i) live.take(maker.live(10).with_prediction(0.1 * i).view());
  CHECK(live.prediction_count() == PredictionRing::kKept);
  CHECK(live.prediction_at(140.0)->end_s == doctest::Approx(140.0));
  CHECK(live.prediction_at(139.95)->end_s == doctest::Approx(140.0));
  CHECK(live.prediction_at(200.0) == nullptr);
  CHECK(live.drain().size() == PredictionRing::kKept);
  CHECK(live.drain().empty());
  live.take(maker.live(10).with_prediction(150.1).view());
  CHECK(live.drain().size() == 1);
}

TEST_CASE("a clip keeps everything and finds the prediction at the playhead") {
  ClipHistory clip;
  SnapshotMaker maker(4);
  CHECK(!clip.present());
  for (int i = 1; i <= 30; ++i) clip.take(maker.clip(10, 3.0).with_prediction(0.1 * i).view());
  CHECK(clip.columns().end == 300);
  CHECK(clip.peak(299).high == SnapshotMaker::peak_of(299));
  CHECK(clip.predictions().size() == 30);
  CHECK(clip.prediction_at(1.52)->end_s == doctest::Approx(1.5));
  CHECK(clip.prediction_at(0.0)->end_s == doctest::Approx(0.1));
  CHECK(clip.prediction_at(9.0) == nullptr);
  CHECK(!clip.finished());
}
