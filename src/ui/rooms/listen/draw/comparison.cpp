// Two models' verdicts, and whether they agree.
#include "ui/base/format.h"
#include "ui/kit/icons.h"
#include "ui/kit/widgets.h"
#include "ui/rooms/listen/draw/panels.h"
#include "ui/sound/words.h"

namespace emo::ui {
namespace {

Rgba agreement_ink(const Palette& k, Agreement agreement) {
  switch (agreement) {
    case Agreement::same:
      return k.accent;
    case Agreement::different:
      return k.warn;
    default:
      return k.quiet;
  }
}

// "=", "≠" or "?" in a ring; without a comparison an empty ring.
void draw_sign(Painter& p, float x, float y, float size, Agreement agreement) {
  const Rgba ink = agreement_ink(p.colours(), agreement);
  const float r = size / 2, arm = r * 0.46F, gap = r * 0.22F, thick = std::max(1.5F, size * 0.08F);
  p.list().AddCircleFilled({x, y}, r, packed(p.colours().background), 32);
  p.list().AddCircle({x, y}, r, packed(ink), 32, thick);
  if (agreement == Agreement::nothing) return;
  if (agreement != Agreement::same && agreement != Agreement::different) {
    p.text({x - r, y - r, size, size}, "?",
           {.size = size * 0.62F / p.scale(), .colour = ink, .face = Face::strong, .align = Align::centre});
    return;
  }
  for (const float at : {y - gap, y + gap}) p.line(x - arm, at, x + arm, at, ink, thick);
  if (agreement == Agreement::different) p.line(x - arm * 0.62F, y + arm, x + arm * 0.62F, y - arm, ink, thick);
}

void draw_swatch(Painter& p, const Box& box, int slot) {
  const Box bar{box.x, box.centre_y() - 4, box.w, 8};
  if (slot == 0)
    draw_bar(p, bar, 1, p.colours().text);
  else
    draw_hatched_bar(p, bar, 1, p.colours().text);
}

struct Said {
  std::string title, aside;  // "Happy" "62 %"; "Unsure" "happy 31 %"
};
Said said(const ListenScene& scene, const Reading& reading, int slot) {
  if (slot == 1 && scene.view.compared_state == ModelState::failed) return {"Not loaded", ""};
  if (slot == 1 && scene.view.compared_state != ModelState::ready && !reading.has_numbers())
    return {"Loading\u2026", ""};
  switch (reading.verdict) {
    case Verdict::emotion:
      return {emotion_title(reading.label), percent(reading.confidence)};
    case Verdict::unsure:
      return {"Unsure", std::string(emotion_name(reading.label)) + " " + percent(reading.confidence)};
    case Verdict::no_speech:
      return {"No speech", ""};
    case Verdict::waiting:
      break;
  }
  return {"\u2026", ""};
}

void draw_answer(Painter& p, const ListenScene& scene, const Reading& reading, int slot) {
  const Palette& k = p.colours();
  const ListenBoxes& l = scene.boxes;
  const float s = l.scale;
  Box box = l.answers[static_cast<std::size_t>(slot)];
  const std::string_view name = slot == 0 ? chosen_title(scene.view) : compared_title(scene.view);
  const Said words = said(scene, reading, slot);
  const bool sure = reading.verdict == Verdict::emotion && !reading.stale();
  const float big = l.phone ? 15.0F : 20.0F, small = l.phone ? 13.0F : 15.0F;
  Box head = l.phone ? cut_left(box, box.w * 0.4F) : cut_top(box, 22 * s);
  if (!l.phone) box.h -= 4 * s;
  draw_swatch(p, cut_left(head, (l.phone ? 14.0F : 24.0F) * s), slot);
  cut_left(head, 8);
  constexpr float kLeastShare = 0.72F;  // of the size, before the name is cut short
  const float fit = std::clamp(head.w / (p.width(name, 13) + 1), kLeastShare, 1.0F);
  p.text(head, name, {.size = 13 * fit, .colour = k.quiet});
  if (l.phone) cut_left(box, 8);
  draw_verdict_mark(p, reading, cut_left(box, (l.phone ? 16.0F : 20.0F) * s));
  cut_left(box, 8 * s);
  const float aside_w = std::min(p.width(words.aside, small) + 2, box.w * 0.6F);
  p.text(cut_right(box, aside_w), words.aside,
         {.size = small, .colour = sure ? k.text : k.quiet, .align = Align::right});
  cut_right(box, 6);
  p.text_fitted(box, words.title, {.size = big, .colour = sure ? k.text : k.quiet, .face = Face::strong});
}

}  // namespace

void draw_comparison(Painter& p, const ListenScene& scene, const Reading& compared, std::string_view caption) {
  const ListenBoxes& l = scene.boxes;
  const Palette& k = p.colours();
  const Agreement agreed = agreement(scene.reading, compared);
  const Box& mark = l.agreement_mark;
  if (l.phone) {  // what holds the two rows together
    const float y0 = l.answers[0].centre_y(), y1 = l.answers[1].centre_y(), x = mark.centre_x();
    const Rgba ink = agreement_ink(k, agreed);
    p.line(x, y0, x, y1, ink, 1.5F);
    for (const float y : {y0, y1}) p.line(x, y, mark.right() + 2, y, ink, 1.5F);
  }
  draw_sign(p, mark.centre_x(), mark.centre_y(), std::min(mark.w, mark.h), agreed);
  const std::string_view words = agreement_words(agreed);
  p.text_fitted(l.agreement, words,
                {.size = l.phone ? 13.0F : 15.0F,
                 .colour = agreement_ink(k, agreed),
                 .face = l.phone ? Face::regular : Face::strong,
                 .align = l.phone ? Align::right : Align::left});
  p.text(l.agreement_caption, caption, {.size = 13, .colour = k.quiet});
  draw_answer(p, scene, scene.reading, 0);
  draw_answer(p, scene, compared, 1);
}

}  // namespace emo::ui
