#include "ui/model/reading.h"

#include <algorithm>

namespace emo::ui {
namespace {

Reading from_record(const PredictionRecord& record, Verdict verdict) {
  Reading reading;
  reading.verdict = verdict;
  reading.label = record.label;
  reading.confidence = record.confidence;
  std::copy(std::begin(record.probabilities), std::end(record.probabilities), reading.probabilities.begin());
  reading.start_s = record.start_s;
  reading.end_s = record.end_s;
  reading.has_window = record.end_s > 0;
  if (!reading.has_numbers()) {
    reading.probabilities = {};
    reading.confidence = 0;
  }
  return reading;
}

}  // namespace

Reading read_live(const LiveHistory& live) {
  if (!live.heard_anything()) return {};
  return from_record(live.header().current, live.header().verdict);
}

Reading read_clip(const ViewState& view, const ClipHistory& clip) {
  if (!clip.present()) return {};
  if (view.playing && view.playhead_s >= 0) {
    if (const PredictionRecord* record = clip.prediction_at(view.playhead_s))
      return from_record(*record, record->verdict);
    return {};
  }
  if (!clip.finished()) return {};
  Reading reading = from_record(clip.header().current, clip.header().current.verdict);
  reading.whole_clip = true;
  return reading;
}

Reading read_shown(const ViewState& view, const LiveHistory& live, const ClipHistory& clip) {
  return view.source == Source::clip ? read_clip(view, clip) : read_live(live);
}

}  // namespace emo::ui
