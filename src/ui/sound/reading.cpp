#include "ui/sound/reading.h"

#include <algorithm>

namespace emo::ui {
namespace {

Reading from_record(const PredictionRecord& record, Verdict verdict, std::uint8_t known) {
  Reading reading;
  reading.verdict = verdict;
  reading.label = record.label;
  reading.confidence = record.confidence;
  std::copy(std::begin(record.probabilities), std::end(record.probabilities), reading.probabilities.begin());
  reading.start_s = record.start_s;
  reading.end_s = record.end_s;
  reading.has_window = record.end_s > 0;
  if (known != 0) reading.known = known;
  if (!reading.has_numbers()) {
    reading.probabilities = {};
    reading.confidence = 0;
  } else {
    reading.valence = record.valence;
    reading.arousal = record.arousal;
  }
  return reading;
}

std::uint8_t known_to(const SnapshotHeader& header, int slot) {
  return slot == 0 ? header.labels_known : header.compared_labels_known;
}

Reading nothing_from(std::uint8_t known) { return from_record({}, Verdict::waiting, known); }

}  // namespace

SoundShown sound_shown(const ViewState& view, const LiveHistory& live) {
  if (view.source == Source::clip) return SoundShown::clip;
  if (view.capture == CaptureState::listening || live.heard_anything()) return SoundShown::live;
  return SoundShown::nothing;
}

Reading read_live(const LiveHistory& live, int slot) {
  if (!live.heard_anything()) return {};
  const SnapshotHeader& header = live.header();
  const std::uint8_t known = known_to(header, slot);
  if (slot == 0) return from_record(header.current, header.verdict, known);
  if (header.compared_model != ModelState::ready) return nothing_from(known);
  return from_record(header.compared_current, header.compared_current.verdict, known);
}

Reading read_clip(const ViewState& view, const ClipHistory& clip, int slot) {
  if (!clip.present()) return {};
  const SnapshotHeader& header = clip.header();
  const std::uint8_t known = known_to(header, slot);
  if (view.playing && view.playhead_s >= 0) {
    if (const PredictionRecord* record = clip.prediction_at(view.playhead_s, slot))
      return from_record(*record, record->verdict, known);
    return nothing_from(known);
  }
  if (!clip.finished() || (slot > 0 && header.compared_model != ModelState::ready)) return nothing_from(known);
  const PredictionRecord& whole = slot == 0 ? header.current : header.compared_current;
  Reading reading = from_record(whole, whole.verdict, known);
  reading.whole_clip = true;
  return reading;
}

Reading read_shown(const ViewState& view, const LiveHistory& live, const ClipHistory& clip, int slot,
                   double captured_now_s) {
  if (view.source == Source::clip) return read_clip(view, clip, slot);
  Reading reading = read_live(live, slot);
  if (view.capture == CaptureState::listening && view.behind_s > 0)
    reading.behind_s = reading.has_window ? std::max(0.1, captured_now_s - reading.end_s) : view.behind_s;
  return reading;
}

Agreement agreement(const Reading& a, const Reading& b) {
  if (!a.has_numbers() || !b.has_numbers()) return Agreement::nothing;
  const bool a_sure = a.verdict == Verdict::emotion, b_sure = b.verdict == Verdict::emotion;
  if (a_sure && b_sure) return a.label == b.label ? Agreement::same : Agreement::different;
  return a_sure || b_sure ? Agreement::one_unsure : Agreement::both_unsure;
}

}  // namespace emo::ui
