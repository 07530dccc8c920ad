#include "ui/sound/report.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/base/format.h"
#include "ui/base/json.h"
#include "ui/sound/words.h"

namespace emo::ui {
namespace {

bool has_numbers(Verdict verdict) { return verdict == Verdict::emotion || verdict == Verdict::unsure; }

std::string_view verdict_name(Verdict verdict) {
  return kVerdictNames[static_cast<std::size_t>(verdict) % kVerdictNames.size()];
}

void put_judgement(JsonWriter& json, Verdict verdict, const PredictionRecord& record) {
  json.key("verdict").text(verdict_name(verdict));
  const bool numbers = has_numbers(verdict);
  json.key("label");
  numbers ? json.text(emotion_name(record.label)) : json.null();
  json.key("confidence");
  numbers ? json.number(record.confidence) : json.null();
  json.key("probabilities");
  if (!numbers) {
    json.null();
    return;
  }
  json.object();
  for (std::size_t i = 0; i < kEmotionCount; ++i) json.key(kEmotionNames[i]).number(record.probabilities[i], 8);
  json.end_object();
}

void put_dimensions(JsonWriter& json, Verdict verdict, const PredictionRecord& record) {
  json.key("dimensions");
  if (!has_numbers(verdict) || !std::isfinite(record.valence) || !std::isfinite(record.arousal)) {
    json.null();
    return;
  }
  json.object().key("valence").number(record.valence).key("arousal").number(record.arousal).end_object();
}

// What the model compared with says; null without one.
void put_compared(JsonWriter& json, const ViewState& view, const SnapshotHeader& h, bool finished) {
  json.key("compared");
  if (h.compared_model == ModelState::absent) {
    json.null();
    return;
  }
  const Verdict verdict = finished ? h.compared_current.verdict : Verdict::waiting;
  const bool listed = compares(view) && static_cast<std::size_t>(view.compared_index) < view.models.size();
  json.object().key("model");
  listed ? json.text(view.models[static_cast<std::size_t>(view.compared_index)].name) : json.null();
  put_judgement(json, verdict, h.compared_current);
  put_dimensions(json, verdict, h.compared_current);
  json.key("inference_ms").number(h.compared_inference_ms_p50).end_object();
}

void put_prediction(JsonWriter& json, const PredictionRecord& record) {
  json.object().key("start_s").number(record.start_s, 9).key("end_s").number(record.end_s, 9);
  put_judgement(json, record.verdict, record);
  put_dimensions(json, record.verdict, record);
  json.key("level_dbfs").number(record.level_dbfs).key("speech_s").number(record.speech_s).end_object();
}

}  // namespace

std::string snapshot_json(const ViewState& view, const SnapshotHeader& h, const Timeliness& said, double frame_ms_p95) {
  JsonWriter json;
  json.object();
  json.key("capture").text(kCaptureStateNames[static_cast<std::size_t>(view.capture)]);
  json.key("model").text(kModelStateNames[static_cast<std::size_t>(view.model)]);
  json.key("source").text(view.source == Source::clip ? "clip" : "live");
  json.key("speech").boolean(h.speech != 0);
  json.key("speech_probability").number(h.speech_probability);
  json.key("detector").text(h.detector == 1 ? "silero" : "energy");
  put_judgement(json, h.verdict, h.current);
  put_dimensions(json, h.verdict, h.current);
  put_compared(json, view, h, true);
  json.key("window");
  if (has_numbers(h.verdict)) {
    json.object().key("start_s").number(h.current.start_s, 9).key("end_s").number(h.current.end_s, 9).end_object();
  } else {
    json.null();
  }
  json.key("age_s");
  std::isfinite(said.age_s) ? json.number(said.age_s) : json.null();
  json.key("behind").boolean(view.behind_s > 0 && view.source == Source::live);
  json.key("caption").text(said.caption).key("hint").text(hint_sentence(view, h));
  json.key("left_out").object().key("windows").number(h.left_out_windows, 10);
  json.key("detector_chunks").number(h.left_out_chunks, 10).end_object();
  const bool heard = h.captured_s > 0;
  json.key("level_dbfs");
  heard ? json.number(h.level_dbfs) : json.null();
  json.key("peak_dbfs");
  heard ? json.number(h.peak_dbfs) : json.null();
  constexpr std::string_view kHints[]{"ok", "too_quiet", "clipping"};
  json.key("level_hint").text(kHints[static_cast<std::size_t>(h.level_hint) % 3]);
  json.key("captured_s").number(h.captured_s, 9).key("dropped_blocks").number(h.dropped_blocks, 10);
  json.key("sample_rate_hz").number(h.sample_rate_hz);
  json.key("prediction_interval_ms").number(h.prediction_interval_ms);
  json.key("inference_ms")
      .object()
      .key("p50")
      .number(h.inference_ms_p50)
      .key("p95")
      .number(h.inference_ms_p95)
      .end_object();
  json.key("latency_ms").object().key("column_p95").number(view.latency_column_ms);
  json.key("prediction_p95").number(view.latency_prediction_ms).end_object();
  json.key("frame_ms_p95").number(frame_ms_p95);
  return json.end_object().str();
}

std::string clip_json(const ViewState& view, const ClipHistory& clip) {
  JsonWriter json;
  if (!clip.present()) return json.null().str();
  const SnapshotHeader& h = clip.header();
  json.object().key("name").text(view.clip_name).key("duration_s").number(h.duration_s, 9);
  json.key("finished").boolean(clip.finished()).key("progress").number(h.progress);
  const Verdict verdict = clip.finished() ? h.current.verdict : Verdict::waiting;
  put_judgement(json, verdict, h.current);
  put_dimensions(json, verdict, h.current);
  put_compared(json, view, h, clip.finished());
  json.key("predictions").array();
  for (const PredictionRecord& record : clip.predictions()) put_prediction(json, record);
  return json.end_array().end_object().str();
}

std::string explanation_json(const std::optional<Explanation>& explanation) {
  JsonWriter json;
  if (!explanation) return json.null().str();
  const ExplanationHeader& h = explanation->header;
  json.object().key("slot").number(h.slot).key("label").text(emotion_name(h.label));
  json.key("base_probability").number(h.base_probability, 8);
  json.key("rows").number(h.rows).key("columns").number(h.columns);
  json.key("start_s").number(h.start_s, 9).key("end_s").number(h.end_s, 9);
  json.key("fmin_hz").number(h.fmin_hz).key("fmax_hz").number(h.fmax_hz).key("drops").array();
  for (const float drop : explanation->drops) json.number(drop, 8);
  return json.end_array().end_object().str();
}

std::string predictions_json(const std::vector<PredictionRecord>& records) {
  JsonWriter json;
  json.array();
  for (const PredictionRecord& record : records) put_prediction(json, record);
  return json.end_array().str();
}

const std::string& SpokenLine::update(const ViewState& view, const Reading& reading, double now_ms) {
  std::string next;
  if (view.source == Source::clip) {
    if (view.playing)
      next = "Playing.";
    else if (reading.has_window || reading.whole_clip)
      next = "Whole clip: " + verdict_title(reading) + ".";
  } else if (view.capture != CaptureState::listening) {
    next = std::string(capture_sentence(view.capture));
  } else if (reading.stale()) {
    next = "Behind: this device is busy.";  // once, however far
  } else {
    next = reading.verdict == Verdict::waiting ? "Listening. Speak for a second." : verdict_title(reading) + ".";
  }
  if (next == word_ || now_ms - changed_ms_ < kLeastMs) return line_;
  const bool caught_up = std::exchange(behind_, reading.stale()) && !behind_ && view.capture == CaptureState::listening;
  word_ = next;
  // The number is said only with a new word: one that changes every second would be noise.
  if (reading.verdict == Verdict::emotion && !reading.stale() && !(view.source == Source::clip && view.playing)) {
    next.pop_back();
    next += ", " + fixed(reading.confidence * 100.0, 0) + " percent.";
  }
  const bool has_words = !next.empty();  // a note alone would be of nothing
  if (has_words && !view.playing && !learned_note(view, false).empty())
    next += " Note: " + std::string(learned_note(view, false)) + ".";
  line_ = (caught_up ? "Caught up. " : "") + next;
  changed_ms_ = now_ms;
  return line_;
}

}  // namespace emo::ui
