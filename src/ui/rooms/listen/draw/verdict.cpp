#include "ui/base/format.h"
#include "ui/kit/widgets.h"
#include "ui/rooms/listen/draw/panels.h"
#include "ui/sound/words.h"

namespace emo::ui {

void draw_verdict_mark(Painter& p, const Reading& reading, const Box& box) {
  const Palette& k = p.colours();
  const float size = std::min(box.w, box.h);
  const std::size_t e = static_cast<std::size_t>(reading.label) % kEmotionCount;
  switch (reading.verdict) {
    case Verdict::emotion:
      p.shape(reading.label, box.centre_x(), box.centre_y(), size, reading.stale() ? k.edge : k.emotions[e]);
      break;
    case Verdict::unsure:
      p.shape(reading.label, box.centre_x(), box.centre_y(), size,
              reading.stale() ? k.edge : faded(k.emotions[e], 0.4F));
      break;
    case Verdict::no_speech:
      p.list().AddCircle({box.centre_x(), box.centre_y()}, size * 0.4F, packed(k.edge), 32, 2);
      break;
    case Verdict::waiting:
      for (int i = -1; i <= 1; ++i) {
        p.list().AddCircleFilled({box.centre_x() + static_cast<float>(i) * size * 0.36F, box.centre_y()}, size * 0.1F,
                                 packed(k.edge), 12);
      }
      break;
  }
}

namespace {

// "Whole clip · the model has learned from it", as far as there is room.
std::string caption_words(const Painter& p, const ListenScene& scene, float room) {
  const std::string caption = reading_caption(scene.view, scene.reading);
  for (const bool brief : {false, true}) {
    const std::string_view note = learned_note(scene.view, brief);
    const std::string words = caption + " \u00b7 " + std::string(note);
    if (!note.empty() && p.width(words, 13) <= room) return words;
  }
  return caption;
}

void draw_hint(Painter& p, const ListenScene& scene) {
  const Box& box = scene.boxes.hint;
  if (box.empty()) return;
  std::string words = hint_sentence(scene.view, scene.header);
  if (words.empty() && !scene.is_clip() && scene.view.notice.empty()) words = capture_sentence(scene.view.capture);
  if (scene.view.clip_busy) words = "Reading the file\u2026";
  if (!words.empty()) p.paragraph(box, words, {.size = 13, .colour = p.colours().warn});
}

}  // namespace

void draw_verdict(Painter& p, const ListenScene& scene) {
  const ListenBoxes& l = scene.boxes;
  const Palette& k = p.colours();
  const Reading& reading = scene.reading;
  const float s = l.scale;
  Box box = l.verdict;
  const bool stopped = !scene.is_clip() && scene.view.capture != CaptureState::listening;
  if (l.comparing) {
    draw_comparison(p, scene, scene.compared, caption_words(p, scene, l.agreement_caption.w));
    draw_hint(p, scene);
    return;
  }
  if (!l.phone) p.text(cut_top(box, 24 * s), caption_words(p, scene, box.w), {.size = 13, .colour = k.quiet});
  Box row = cut_top(box, (l.phone ? 42.0F : 48.0F) * s);
  draw_verdict_mark(p, reading, cut_left(row, 28 * s));
  cut_left(row, 12 * s);
  const bool sure = reading.verdict == Verdict::emotion && !reading.stale();
  if (reading.verdict == Verdict::emotion) {
    draw_percent(p, cut_right(row, percent_width(p, 20)), fixed(reading.confidence * 100.0, 0),
                 {.size = 20, .colour = sure ? k.text : k.quiet});
    cut_right(row, 8);
  }
  const std::string title = stopped && reading.verdict == Verdict::waiting ? "Nothing yet" : verdict_title(reading);
  p.text_fitted(row, title, {.size = 32, .colour = sure ? k.text : k.quiet, .face = Face::strong});
  Box detail = cut_top(box, 24 * s);
  const std::string words = stopped && reading.verdict == Verdict::waiting ? "" : verdict_detail(scene.view, reading);
  const float size = l.phone ? 13.0F : 15.0F;
  if (l.phone) {
    const std::string caption = caption_words(p, scene, detail.w - p.width(words, size) - 12);
    p.text(cut_right(detail, p.width(caption, 13) + 1), caption,
           {.size = 13, .colour = k.quiet, .align = Align::right});
  }
  p.text(detail, words, {.size = size, .colour = k.quiet});
  draw_hint(p, scene);
}

}  // namespace emo::ui
