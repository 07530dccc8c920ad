#include "ui/base/format.h"
#include "ui/kit/widgets.h"
#include "ui/shell/draw/frame.h"
#include "ui/sound/words.h"

namespace emo::ui {
namespace {

void draw_brand(Painter& p, Box box) {
  const Palette& k = p.colours();
  // The mark: a voice in five strokes, in five of the eight colours.
  constexpr std::array kHeights{0.38F, 0.78F, 1.0F, 0.62F, 0.30F};
  constexpr std::array kColours{Emotion::calm, Emotion::sad, Emotion::happy, Emotion::surprised, Emotion::angry};
  const Box mark = cut_left(box, 24);
  for (std::size_t i = 0; i < kHeights.size(); ++i) {
    const float h = 20 * kHeights[i];
    p.fill({mark.x + 4.8F * static_cast<float>(i), mark.centre_y() - h / 2, 3, h},
           k.emotions[static_cast<std::size_t>(kColours[i])], 1.5F);
  }
  cut_left(box, 6);
  if (box.w > 24) p.text(box, "Emoscope", {.size = 15, .colour = k.text, .face = Face::strong});
}

std::string source_words(const Scene& scene) {
  if (scene.is_clip()) {
    if (!scene.clip.present()) return scene.view.clip_name;
    std::string words = scene.view.clip_name + "  " + clock_time(scene.clip.duration_s(), 1);
    if (!scene.clip.finished()) words += "  analysing " + percent(scene.clip.header().progress);
    return words;
  }
  if (scene.view.capture == CaptureState::listening) return "Microphone";
  return "Stopped after " + clock_time(scene.live.header().captured_s, 0);
}

void draw_source(Painter& p, const Scene& scene) {
  const Palette& k = p.colours();
  Box box = scene.layout.source;
  if (box.empty()) return;
  const bool live = !scene.is_clip() && scene.view.capture == CaptureState::listening;
  if (!scene.is_clip()) {
    const Box dot = cut_left(box, 10);
    const ImVec2 centre(dot.x + 4, dot.centre_y());
    if (live)
      p.list().AddCircleFilled(centre, 4, packed(k.error), 16);
    else
      p.list().AddCircle(centre, 3.5F, packed(k.quiet), 16, 1.5F);
    cut_left(box, 6);
  }
  p.text(box, source_words(scene), {.size = 13, .colour = live || scene.is_clip() ? k.text : k.quiet});
  Box meter = scene.layout.meter;
  if (meter.empty() || !live) return;
  const SnapshotHeader& h = scene.header;
  const bool heard = h.captured_s > 0;
  if (!scene.layout.phone && meter.w > 2 * p.width("\u2212100 dBFS", 13, Face::mono)) {
    const Box number = cut_right(meter, p.width("\u2212100 dBFS", 13, Face::mono) + 2);
    p.text(number, heard ? fixed(h.level_dbfs, 0) + " dBFS" : "", {.size = 13, .colour = k.quiet, .face = Face::mono});
    cut_right(meter, 12);
  }
  const Box track{meter.x, meter.centre_y() - 3, meter.w, 6};
  draw_meter(p, track, heard ? Meter{h.level_dbfs, h.peak_dbfs, h.level_hint} : Meter{});
}

void draw_model(Painter& p, const Scene& scene) {
  const Palette& k = p.colours();
  const bool failed = scene.view.model == ModelState::failed;
  // Where there are several, it is a control.
  if (scene.view.models.empty() && scene.layout.input.sound != SoundShown::nothing) {
    p.text(scene.layout.model, model_sentence(scene.view),
           {.size = 13, .colour = failed ? k.error : k.quiet, .align = Align::right});
  }
}

}  // namespace

void draw_rail(Painter& p, const Scene& scene) {
  const Box& nav = scene.layout.nav;
  if (nav.empty()) return;
  if (scene.layout.phone)
    p.horizontal_rule(nav.x, nav.y, nav.w);
  else
    p.vertical_rule(nav.right() - p.hairline(), nav.y, nav.h);
}

void draw_top_bar(Painter& p, const Scene& scene) {
  const Layout& l = scene.layout;
  const Palette& k = p.colours();
  draw_brand(p, l.brand);
  draw_source(p, scene);
  draw_model(p, scene);
  const Box& bar = l.top_bar;
  const bool loading = scene.view.model == ModelState::loading && scene.view.bytes_total > 0;
  if (!l.phone) p.horizontal_rule(bar.x, bar.bottom() - p.hairline(), bar.w);
  if (loading) {
    const auto share = static_cast<float>(std::min(1.0, scene.view.bytes_loaded / scene.view.bytes_total));
    p.fill({bar.x, bar.bottom() - 2, bar.w * share, 2}, k.accent);
  }
}

}  // namespace emo::ui
