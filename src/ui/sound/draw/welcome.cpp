#include "ui/sound/draw/welcome.h"

#include <cmath>

#include "ui/kit/widgets.h"
#include "ui/sound/words.h"

namespace emo::ui {
namespace {

// An emblem, not data: a phrase of eight syllables, one an emotion, with its shape and word.
void draw_emblem(Painter& p, const Box& box, bool with_words) {
  if (box.empty()) return;
  const Palette& k = p.colours();
  constexpr std::array kLoudness{0.42F, 0.34F, 0.86F, 0.46F, 1.0F, 0.68F, 0.56F, 0.92F};
  constexpr float kStep = 7, kStroke = 3;
  const float words_h = 26 * std::max(1.0F, p.scale());
  const float wave_h = box.h - words_h;
  const float middle = box.y + wave_h / 2;
  const float cell = box.w / kEmotionCount;
  const int strokes = std::max(3, static_cast<int>(cell / kStep) - 1);
  for (std::size_t e = 0; e < kEmotionCount; ++e) {
    const float x0 = box.x + cell * static_cast<float>(e);
    for (int i = 0; i < strokes; ++i) {
      const float t = (static_cast<float>(i) + 0.5F) / static_cast<float>(strokes);
      const float wobble = 0.72F + 0.28F * std::sin(static_cast<float>(i) * 2.4F + static_cast<float>(e) * 1.7F);
      const float h = std::max(kStroke, wave_h * kLoudness[e] * std::sin(t * 3.14159F) * wobble);
      const float x = x0 + cell * (0.5F + (t - 0.5F) * 0.86F) - kStroke / 2;
      p.fill({x, middle - h / 2, kStroke, h}, k.emotions[e], kStroke / 2);
    }
    const Box label{x0, box.bottom() - words_h, cell, words_h};
    const auto emotion = static_cast<Emotion>(e);
    const float word_w = with_words ? p.width(kEmotionNames[e], 13) : 0;
    const float x = label.centre_x() - (word_w + (with_words ? 16 : 0)) / 2;
    p.shape(emotion, with_words ? x + 5 : label.centre_x(), label.centre_y(), with_words ? 10.0F : 12.0F,
            k.emotions[e]);
    if (with_words) p.text({x + 16, label.y, word_w + 1, label.h}, kEmotionNames[e], {.size = 13, .colour = k.quiet});
  }
}

void draw_centred(Painter& p, const Box& box, std::string_view words, const TextStyle& style) {
  TextStyle centred = style;
  centred.align = Align::centre;
  const float w = balanced_width(words, style.size * p.scale(), box.w, style.face) + 1;
  p.paragraph({box.centre_x() - w / 2, box.y, w, box.h}, words, centred);
}

void draw_model_status(Painter& p, const Scene& scene) {
  const Palette& k = p.colours();
  const Layout& l = scene.layout;
  const ViewState& v = scene.view;
  const bool failed = v.model == ModelState::failed;
  Box box = l.welcome.model_status;
  if (!l.transport.retry.empty()) {
    p.text({box.x, box.y, std::max(0.0F, l.transport.retry.x - 12 - box.x), box.h}, model_sentence(v),
           {.size = 13, .colour = k.error, .align = Align::right});
    return;
  }
  const std::string words =
      v.model == ModelState::ready
          ? model_sentence(v) + (v.model_note.empty() || l.phone ? "" : "  \u00B7  " + v.model_note)
          : model_sentence(v);
  p.text(cut_top(box, 13 * p.scale() * kLineHeight), words,
         {.size = 13, .colour = failed ? k.error : k.quiet, .align = Align::centre});
  if (v.model == ModelState::loading && v.bytes_total > 0) {
    const float w = std::min(240.0F, box.w);
    draw_bar(p, {box.centre_x() - w / 2, box.y + 6, w, 3}, static_cast<float>(v.bytes_loaded / v.bytes_total),
             k.accent);
  }
}

}  // namespace

void draw_welcome(Painter& p, const Scene& scene, const WelcomeWords& words) {
  const Layout& l = scene.layout;
  const WelcomeBoxes& b = l.welcome;
  const Palette& k = p.colours();
  draw_emblem(p, b.emblem, b.emblem.w / kEmotionCount > p.width("surprised", 13) + 20);
  draw_centred(p, b.promise, words.promise,
               {.size = b.promise_px, .colour = k.text, .face = Face::strong, .line_height = kHeadlineHeight});
  if (!b.promise_detail.empty())
    draw_centred(p, b.promise_detail, words.promise_detail, {.size = 15, .colour = k.quiet});
  if (!b.drop_hint.empty()) p.text(b.drop_hint, kDropHint, {.size = 13, .colour = k.quiet, .align = Align::centre});
  const bool busy = scene.view.clip_busy;
  const std::string_view status = busy ? "Reading the file\u2026"
                                  : scene.view.notice.empty() || scene.view.capture < CaptureState::denied
                                      ? capture_sentence(scene.view.capture)
                                      : "";
  const bool trouble = !busy && scene.view.capture >= CaptureState::denied;
  if (!status.empty())
    draw_centred(p, b.status, status, {.size = l.phone ? 13.0F : 15.0F, .colour = trouble ? k.warn : k.text});

  if (!scene.view.sample_names.empty()) {
    draw_centred(p, b.samples_caption, kSamplesCaption, {.size = 13, .colour = k.quiet});
  }
  draw_centred(p, b.honest, kHonestLine, {.size = 13, .colour = k.quiet});
  draw_model_status(p, scene);
}

}  // namespace emo::ui
