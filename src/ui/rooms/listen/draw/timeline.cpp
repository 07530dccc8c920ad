#include <array>

#include "ui/base/format.h"
#include "ui/kit/widgets.h"
#include "ui/rooms/listen/draw/panels.h"
#include "ui/rooms/listen/room.h"
#include "ui/sound/words.h"

namespace emo::ui {
namespace {

constexpr double kLongestHopS = 0.45;

TimeSpan timeline_span(const Scene& scene, float width) {
  if (scene.is_clip()) return picture_span(scene, width);
  return {scene.edge_s - kHistorySeconds, scene.edge_s};
}

// One prediction as a stack of eight, in the fixed order from below; unsure ones paler, silence left out.
void draw_stack(Painter& p, const Box& plot, float x0, float x1, const PredictionRecord& record) {
  if (record.verdict != Verdict::emotion && record.verdict != Verdict::unsure) return;
  const float strength = record.verdict == Verdict::emotion ? 1.0F : 0.42F;
  float y = plot.bottom();
  for (std::size_t e = 0; e < kEmotionCount; ++e) {
    const float h = record.probabilities[e] * plot.h;
    p.fill({x0, y - h, x1 - x0, h}, faded(p.colours().emotions[e], strength));
    y -= h;
  }
}

struct Predictions {
  const ListenScene& scene;
  [[nodiscard]] std::size_t count() const {
    return scene.is_clip() ? scene.clip.predictions().size() : scene.live.prediction_count();
  }
  [[nodiscard]] const PredictionRecord& at(std::size_t i) const {
    return scene.is_clip() ? scene.clip.predictions()[i] : scene.live.prediction(i);
  }
  [[nodiscard]] const PredictionRecord* near(double s) const {
    return scene.is_clip() ? scene.clip.prediction_at(s) : scene.live.prediction_at(s);
  }
};

void draw_stacks(Painter& p, const Predictions& all, const Box& plot, const TimeSpan& span) {
  float drawn_to = plot.x;
  float waiting_from = -1;  // long clips: what is narrower than a pixel waits for its neighbours
  for (std::size_t i = 0; i < all.count(); ++i) {
    const PredictionRecord& record = all.at(i);
    const double before_s = i > 0 ? all.at(i - 1).end_s : 0.0;
    const float begin = span.x(plot, std::max(before_s, record.end_s - kLongestHopS));
    const float x0 = std::max(drawn_to, waiting_from >= 0 ? waiting_from : begin);
    const float x1 = std::min(plot.right(), span.x(plot, record.end_s));
    if (x1 <= x0) continue;
    if (x1 - x0 < 0.75F && i + 1 < all.count()) {
      waiting_from = x0;
      continue;
    }
    draw_stack(p, plot, x0, x1, record);
    drawn_to = x1;
    waiting_from = -1;
  }
}

std::string words_at(const PredictionRecord* record) {
  if (record == nullptr) return "no prediction";
  if (record->verdict == Verdict::no_speech) return "no speech";
  if (record->verdict == Verdict::waiting) return "no prediction";
  const std::string word = std::string(emotion_name(record->label)) + " " + percent(record->confidence);
  return record->verdict == Verdict::unsure ? "unsure (" + word + ")" : word;
}

std::string empty_sentence(const ListenScene& scene) {
  if (scene.view.model == ModelState::failed) return "Predictions need the model, which could not be loaded.";
  if (scene.is_clip()) return scene.clip.finished() ? "No speech was found in this clip." : "";
  return scene.view.capture == CaptureState::listening ? "Speak: the expressions of the last minute appear here." : "";
}

void draw_grid(Painter& p, const ChartBoxes& c, const TimeSpan& span, bool clip) {
  p.fill(c.plot, p.colours().surface);
  p.horizontal_rule(c.plot.x, c.plot.bottom() - p.hairline(), c.plot.w);
  std::vector<Tick> shares{{0, "0", true}, {1, "100 %", true}};
  if (c.plot.h > 70 * p.scale()) shares.insert(shares.begin() + 1, {0.5F, "50", true});
  if (c.left_axis.w < 44 * p.scale()) shares.back().label = "100%";
  draw_left_axis(p, c.plot, c.left_axis, shares);
  draw_time_axis(p, c.plot, c.time_axis,
                 time_ticks({.start_s = span.start_s,
                             .end_s = span.end_s,
                             .label_zero_s = clip ? 0 : span.end_s,
                             .counts_back = !clip,
                             .pixels = c.plot.w,
                             .min_gap_pixels = 72 * p.scale()}));
}

}  // namespace

std::optional<ControlRequest> draw_timeline(Painter& p, const ListenScene& scene) {
  const ChartBoxes& c = scene.boxes.timeline;
  if (c.plot.empty()) return std::nullopt;
  const Palette& k = p.colours();
  const bool clip = scene.is_clip();
  const TimeSpan span = timeline_span(scene, c.plot.w);
  Box caption = c.caption;
  caption.w = c.plot.right() - caption.x;
  const std::string_view title = clip ? "Expression along the clip" : "Expression, last 60 s";
  cut_left(caption, draw_title(p, caption, title, scene.boxes.comparing ? chosen_title(scene.view) : "") + 16);
  const std::string_view help = scene.layout.phone ? "tap to hear" : "click to hear a moment again";
  if (!clip && scene.live.prediction_count() > 0 && p.width(help, 13) < caption.w) {
    p.text(caption, help, {.size = 13, .colour = k.quiet, .align = Align::right});
  }
  draw_grid(p, c, span, clip);
  const Predictions all{scene};
  p.list().PushClipRect({c.plot.x, c.plot.y}, {c.plot.right(), c.plot.bottom()}, true);
  draw_stacks(p, all, c.plot, span);
  p.list().PopClipRect();
  bool anything = false;
  for (std::size_t i = 0; i < all.count() && !anything; ++i)
    anything = all.at(i).confidence > 0 && all.at(i).end_s > span.start_s;
  if (!anything) {
    const std::string words = empty_sentence(scene);
    const Box inner = c.plot.inset(12, 0);
    const float h = text_height(words, 13 * p.scale(), inner.w);
    p.paragraph({inner.x, inner.centre_y() - h / 2, inner.w, h}, words,
                {.size = 13, .colour = k.quiet, .align = Align::centre});
  }
  if (clip) {
    draw_playhead(p, scene, c.plot);
    if (const auto seek = seek_request(scene, c.plot)) return seek;
  } else if (scene.replayed_s > std::max(0.0, span.start_s)) {
    const float x = span.x(c.plot, scene.replayed_s);
    const float x0 = std::max(c.plot.x, span.x(c.plot, scene.replayed_s - 3));
    p.outline({x0, c.plot.y, x - x0, c.plot.h}, k.text, 2, 1.5F);
  }
  if (!scene.hovers(c.plot)) return std::nullopt;
  const double s = span.at(c.plot, scene.pointer.x);
  p.fill({p.snapped(scene.pointer.x), c.plot.y, p.hairline(), c.plot.h}, k.text);
  const std::string when = clip ? clock_time(s, 1) : fixed(s - span.end_s, 1) + " s";
  draw_readout(p, c.plot, scene.pointer.x, c.plot.y - 8, {when, words_at(s < 0 ? nullptr : all.near(s))});
  if (!clip && scene.pointer.pressed && s > 0)
    return ControlRequest{control_id(scene.owner, ListenControl::timeline), s};
  return std::nullopt;
}

}  // namespace emo::ui
