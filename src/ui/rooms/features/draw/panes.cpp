#include <algorithm>
#include <cmath>

#include "ui/base/format.h"
#include "ui/kit/widgets.h"
#include "ui/rooms/features/draw/parts.h"
#include "ui/rooms/features/gestures.h"
#include "ui/rooms/features/readout.h"

namespace emo::ui {
namespace {

constexpr Rgba kWhite{255, 255, 255, 255};

struct Cursor {
  double s = 0;
  const PaneBoxes* pane = nullptr;  // where it stands
  float y = 0;
};

std::optional<Cursor> cursor_of(const FeaturesScene& scene) {
  const FeaturesBoxes& f = scene.boxes;
  const Stretch seen = scene.features.window.visible();
  if (scene.hovers(f.plots))
    return Cursor{seconds_at(f.plots, seen, scene.pointer.x), f.pane_at(scene.pointer.x, scene.pointer.y),
                  scene.pointer.y};
  const auto& pinned = scene.features.pinned;
  if (!pinned || !seen.contains(pinned->s)) return std::nullopt;
  Cursor cursor{.s = pinned->s};
  for (const PaneBoxes& pane : f.panes) {
    if (pinned->pane != pane.pane) continue;
    cursor.pane = &pane;
    cursor.y = pane.plot.bottom() - pinned->place * pane.plot.h;
  }
  return cursor;
}

std::string readout_at(const Painter& p, const FeaturesScene& scene, const PaneBoxes& boxes,
                       const std::optional<Cursor>& cursor) {
  if (!cursor) return "";
  ReadoutOptions options{.pane = boxes.pane, .s = cursor->s, .scale = scene.view.settings.axis};
  if (cursor->pane == &boxes) options.place = (boxes.plot.bottom() - cursor->y) / boxes.plot.h;
  std::string words = readout(scene.features, options);
  const float room = boxes.plot.right() - boxes.caption.x - p.width(pane_info(boxes.pane).title, 13, Face::strong) - 16;
  if (p.width(words, 12, Face::mono) <= room) return words;
  options.with_pitch = false;
  return readout(scene.features, options);
}

// Marks and words of what is drawn over a picture or as several lines. Returns the width used.
float draw_keys(Painter& p, const FeaturesScene& scene, Pane pane, const Box& box) {
  struct Key {
    std::string_view word;
    int formant;  // −1: a line
    Rgba ink;
  };
  const FeatureInks& inks = feature_inks(scene.view.theme);
  const FeaturesChoice& choice = scene.features.choice();
  std::vector<Key> keys;
  if (shows_hertz(pane)) {
    if (choice.pitch_on_picture) keys.push_back({"F0", -1, scene.view.theme == Theme::dark ? kWhite : rgb(0x1A1D21)});
    if (choice.formants_on_picture) {
      for (int i = 0; i < 3; ++i)
        keys.push_back({i == 0 ? "F1" : i == 1 ? "F2" : "F3", i, inks.formants[static_cast<std::size_t>(i)]});
    }
  } else if (pane_info(pane).look == PaneLook::formants) {
    for (int i = 0; i < 3; ++i)
      keys.push_back({i == 0 ? "F1" : i == 1 ? "F2" : "F3", i, inks.formants[static_cast<std::size_t>(i)]});
  } else if (const auto& lines = pane_info(pane).lines; !lines[0].key.empty()) {
    keys = {{lines[0].key, -1, inks.first}, {lines[1].key, -1, inks.second}};
  }
  float needed = 0;
  for (const Key& key : keys) needed += 20 + p.width(key.word, 13) + 12;
  if (needed > box.w) return 0;
  float x = box.x;
  for (const Key& key : keys) {
    if (key.formant < 0)
      p.fill({x, box.centre_y() - 1, 14, 2}, key.ink);
    else
      draw_formant_mark(p, static_cast<std::size_t>(key.formant), x + 8, box.centre_y(), 4, key.ink, false);
    const float w = p.width(key.word, 13);
    p.text({x + 20, box.y, w + 1, box.h}, key.word, {.size = 13, .colour = p.colours().quiet});
    x += 20 + w + 12;
  }
  return needed;
}

void draw_caption(Painter& p, const FeaturesScene& scene, const PaneBoxes& boxes, const std::string& read) {
  const Palette& k = p.colours();
  const PaneStore& pane = scene.features.pane(boxes.pane);
  Box box = boxes.caption;
  box.w = boxes.plot.right() - box.x;
  const bool phone = scene.layout.phone;
  const float title_w = p.width(pane_info(boxes.pane).title, 13, Face::strong);
  std::string right = read;
  if (right.empty() && pane.present() && pane.header().live == 0 && pane.header().progress < 1)
    right = "computing " + percent(pane.header().progress);
  if (!right.empty()) {
    const Face face = read.empty() ? Face::regular : Face::mono;
    const float w = std::min(p.width(right, 12, face) + 2, std::max(0.0F, box.w - title_w - 12));
    p.text_fitted(cut_right(box, w), right,
                  {.size = 12, .colour = read.empty() ? k.quiet : k.text, .face = face, .align = Align::right});
    cut_right(box, 12);
  } else if (phone && is_picture(boxes.pane) && pane.present()) {
    draw_colour_scale(p, scene, pane, cut_right(box, box.w * 0.46F), false);
    cut_right(box, 12);
  }
  cut_left(box, draw_title(p, box, pane_info(boxes.pane).title, phone ? "" : pane_info(boxes.pane).unit) + 16);
  draw_keys(p, scene, boxes.pane, box);
}

void draw_vertical(Painter& p, const Box& plot, float x, bool over_picture, float core) {
  if (x < plot.x || x > plot.right()) return;
  if (over_picture) {
    p.fill({p.snapped(x) - core, plot.y, core * 3, plot.h}, Rgba{0, 0, 0, 120});
    p.fill({p.snapped(x), plot.y, core, plot.h}, faded(kWhite, 0.9F));
  } else {
    p.fill({p.snapped(x), plot.y, core, plot.h}, p.colours().text);
  }
}

void draw_time_axis_of(Painter& p, const FeaturesScene& scene, const Stretch& seen,
                       const std::optional<Cursor>& cursor) {
  const FeaturesBoxes& f = scene.boxes;
  const Palette& k = p.colours();
  const bool clip = scene.features.shows_clip();
  const double zero = clip ? 0 : scene.features.window.bounds().end_s;
  auto ticks = time_ticks({.start_s = seen.start_s,
                           .end_s = seen.end_s,
                           .label_zero_s = zero,
                           .counts_back = !clip,
                           .pixels = f.time_axis.w,
                           .min_gap_pixels = 80 * p.scale()});
  Box label{};
  std::string words;
  if (cursor) {
    const int digits = seen.length() < 2 ? 3 : 2;
    words = clip ? clock_time(cursor->s, digits) : fixed(cursor->s - zero, digits) + " s";
    const float w = p.width(words, 12, Face::mono) + 12;
    label = {std::clamp(place_of(f.plots, seen, cursor->s) - w / 2, f.time_axis.x,
                        std::max(f.time_axis.x, f.time_axis.right() - w)),
             f.time_axis.y + 2, w, f.time_axis.h - 2};
    for (Tick& tick : ticks) {  // the cursor's own label takes the place of those that it would cover
      const float half = p.width(tick.label, 12, Face::mono) / 2 + 6, x = f.time_axis.x + tick.at * f.time_axis.w;
      if (std::max(x, f.time_axis.x + half) + half > label.x && x - half < label.right()) tick.label.clear();
    }
  }
  draw_time_axis(p, {f.time_axis.x, f.time_axis.y, f.time_axis.w, 0}, f.time_axis, ticks);
  if (!cursor) return;
  p.fill(label, k.text, 4);
  p.text(label, words, {.size = 12, .colour = k.background, .face = Face::mono, .align = Align::centre});
}

void draw_region_words(Painter& p, const FeaturesScene& scene) {
  const Box& box = scene.boxes.region_words;
  if (box.empty()) return;
  const Palette& k = p.colours();
  const auto& region = scene.features.region;
  if (!region) {
    const std::string_view hint = "Drag over the panes to select";
    if (p.width(hint, 13) <= box.w) p.text(box, hint, {.size = 13, .colour = k.quiet, .align = Align::right});
    return;
  }
  const bool clip = scene.features.shows_clip();
  const double zero = clip ? 0 : scene.features.window.bounds().end_s;
  const auto time = [&](double s) { return clip ? clock_time(s, 2) : fixed(s - zero, 2) + " s"; };
  const std::string length = seconds(region->length(), 2);
  const std::string full = time(region->start_s) + " \u2013 " + time(region->end_s) + ", " + length;
  const bool fits = p.width(full, 13, Face::mono) <= box.w;
  p.text(box, fits ? full : length, {.size = 13, .colour = k.text, .face = Face::mono, .align = Align::right});
}

void draw_side(Painter& p, const FeaturesScene& scene) {
  const FeaturesBoxes& f = scene.boxes;
  if (f.side.empty()) return;
  p.vertical_rule(f.side.x, f.side.y, f.side.h);
  for (std::size_t g = 0; g < kCellGroups.size(); ++g)
    p.text(f.cell_titles[g], kCellGroups[g].title, {.size = 13, .colour = p.colours().text, .face = Face::strong});
}

}  // namespace

void FeaturesPanel::draw_picture(Painter& p, const FeaturesScene& scene, const PaneBoxes& boxes) {
  const PaneStore& pane = scene.features.pane(boxes.pane);
  const Settings& set = scene.view.settings;
  if (!pane.present()) return;
  const PaneLook look = pane_info(boxes.pane).look;
  const bool diverging = look == PaneLook::diverging, shares = look == PaneLook::shares;
  const DecibelRange range = kDecibelRanges[static_cast<std::size_t>(set.range)];
  Picture& picture = pictures_[static_cast<std::size_t>(boxes.pane)];
  const float ratio = ImGui::GetIO().DisplayFramebufferScale.x;
  picture = {.tiles = &tiles_,
             .wanted = {.pane = &pane,
                        .plot = boxes.plot,
                        .page_height = scene.layout.page.h,
                        .pixel_ratio = ratio,
                        .seen = scene.features.window.snapped(static_cast<double>(boxes.plot.w * ratio)),
                        .axis = row_axis(pane, set.axis),
                        .diverging = diverging,
                        .low = shares ? 0 : range.low,
                        .high = shares      ? 1
                                : diverging ? diverging_limit(pane)
                                            : range.high,
                        .map = set.map,
                        .theme = scene.view.theme}};
  p.list().AddCallback(
      [](const ImDrawList*, const ImDrawCmd* command) {
        const auto* self = static_cast<const Picture*>(command->UserCallbackData);
        self->tiles->draw(self->wanted);
      },
      &picture);
  p.list().AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void FeaturesPanel::draw_pane(Painter& p, const FeaturesScene& scene, const PaneBoxes& boxes) {
  const FeaturesState& room = scene.features;
  const PaneStore& pane = room.pane(boxes.pane);
  const Box& plot = boxes.plot;
  const float ratio = ImGui::GetIO().DisplayFramebufferScale.x;
  const Stretch seen = room.window.snapped(static_cast<double>(plot.w * ratio));
  const FeatureInks& inks = feature_inks(scene.view.theme);
  p.fill(plot, p.colours().surface);
  p.list().PushClipRect({plot.x, plot.y}, {plot.right(), plot.bottom()}, true);
  draw_hatch(p, pane, plot, seen, scene);
  if (is_picture(boxes.pane)) {
    draw_picture(p, scene, boxes);
    if (shows_hertz(boxes.pane) && pane.present()) {
      const RowAxis axis = row_axis(pane, scene.view.settings.axis);
      if (room.choice().formants_on_picture) draw_formants(p, room, plot, seen, &axis, inks.over_picture);
      if (room.choice().pitch_on_picture) draw_pitch(p, room.pane(Pane::pitch), plot, seen, &axis, kWhite);
    }
  } else if (pane.present()) {
    const PaneLook look = pane_info(boxes.pane).look;
    if (look == PaneLook::wave)
      draw_wave_pane(p, pane, plot, seen);
    else if (look == PaneLook::pitch)
      draw_pitch(p, pane, plot, seen, nullptr, inks.first);
    else if (look == PaneLook::formants)
      draw_formants(p, room, plot, seen, nullptr, inks.formants);
    else
      draw_line_pane(p, pane, plot, seen, inks);
  }
  p.list().PopClipRect();
  if (!is_picture(boxes.pane)) p.horizontal_rule(plot.x, plot.bottom() - p.hairline(), plot.w);
  draw_left_axis(
      p, plot, boxes.left_axis,
      pane_ticks(
          pane, {.scale = scene.view.settings.axis, .seen = seen, .pixels = plot.h, .min_gap_pixels = 18 * p.scale()}));
  if (is_picture(boxes.pane) && pane.present()) draw_colour_scale(p, scene, pane, boxes.legend, true);
}

void FeaturesPanel::draw(Painter& p, const FeaturesScene& scene) {
  const FeaturesBoxes& f = scene.boxes;
  const Palette& k = p.colours();
  const Stretch seen = scene.features.window.visible();
  const auto cursor = cursor_of(scene);
  draw_overview(p, scene);
  draw_side(p, scene);
  draw_region_words(p, scene);
  if (f.panes.empty()) {
    p.text(f.plots, "Choose what to see: press Panes.", {.size = 15, .colour = k.quiet, .align = Align::centre});
    return;
  }
  for (const PaneBoxes& boxes : f.panes) {
    const bool picture = is_picture(boxes.pane) && scene.features.pane(boxes.pane).present();
    draw_pane(p, scene, boxes);
    draw_caption(p, scene, boxes, readout_at(p, scene, boxes, cursor));
    draw_selection(p, scene, boxes.plot, seen, picture);
    if (has_playhead(scene) && seen.contains(scene.view.playhead_s))
      draw_vertical(p, boxes.plot, place_of(boxes.plot, seen, scene.view.playhead_s), picture, 2);
    if (cursor) {
      draw_vertical(p, boxes.plot, place_of(boxes.plot, seen, cursor->s), picture, 1);
      if (cursor->pane == &boxes)
        p.fill({boxes.plot.x, p.snapped(cursor->y), boxes.plot.w, 1},
               picture ? faded(kWhite, 0.6F) : faded(k.text, 0.5F));
    }
  }
  draw_time_axis_of(p, scene, seen, cursor);
  if (f.left_out > 0) {
    const std::string words =
        std::to_string(f.left_out) + (f.left_out == 1 ? " more pane needs" : " more panes need") + " a taller window.";
    p.text(f.left_out_words, words, {.size = 12, .colour = k.warn});
  }
}

}  // namespace emo::ui
