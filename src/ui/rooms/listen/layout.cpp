#include <algorithm>
#include <array>
#include <cmath>

#include "ui/base/text_width.h"
#include "ui/rooms/listen/boxes.h"
#include "ui/shell/layout.h"
#include "ui/sound/transport.h"

namespace emo::ui {
namespace {

constexpr float kGap = 16;

void place_bar_rows(ListenBoxes& b, float least, float most) {
  const float row = std::clamp(b.bars.h / kEmotionCount, std::min(least, b.bars.h / kEmotionCount), most);
  for (std::size_t i = 0; i < b.bar_rows.size(); ++i) {
    b.bar_rows[i] = {b.bars.x, b.bars.y + row * static_cast<float>(i), b.bars.w, row};
  }
}

void place_chips(ListenBoxes& b, Box& row) {
  const float s = b.scale;
  const auto chip = [&](std::string_view widest) {
    const Box box = cut_right(row, text_width(widest, 13 * s) + 36);
    return Box{box.x, row.centre_y() - kTouchPx / 2, box.w, kTouchPx};
  };
  b.range_chip = chip("\u2212110 dB");
  b.map_chip = chip("Cividis");
  b.axis_chip = chip("Linear");
}

float hint_height(const Layout& l, float width) {
  constexpr std::string_view kLongest = "Clipping: move back or lower the microphone level.";
  return std::min(2.0F, std::ceil(text_width(kLongest, 13 * l.scale) / std::max(1.0F, width))) * 13 * l.scale *
         kLineHeight;
}

// What the place below the verdict shows, and the explanation's button.
void place_modes(const Layout& l, const ListenForm& form, ListenBoxes& b, Box& from) {
  const float s = l.scale;
  const bool words = l.phone && form.comparing;
  if (!form.has_plane && form.explain_label.empty() && !words) return;
  Box row = cut_top(from, form.has_plane || !form.explain_label.empty() ? kTouchPx : 26 * s);
  const auto wanted = [&](std::string_view label) { return std::ceil(text_width(label, 13 * s, Face::strong)) + 24; };
  const float bars = wanted("Expressions"), plane = wanted("Plane");
  const float tabs = form.has_plane ? bars + plane + 8 : 0;
  if (!form.explain_label.empty()) {
    const float full = wanted(form.explain_label);
    b.explain = cut_right(row, tabs + full <= row.w ? full : std::max(kTouchPx, wanted(form.explain_short)));
    cut_right(row, 8);
  }
  if (form.has_plane) {
    const float fit = std::min(1.0F, row.w / (bars + plane));
    b.bars_tab = cut_left(row, std::max(kTouchPx, bars * fit));
    b.plane_tab = cut_left(row, std::max(kTouchPx, plane * fit));
    cut_left(row, 12);
  }
  if (words && text_width("Only one is sure", 13 * s) <= row.w) b.agreement = row;
}

// The bars or, in their place, the plane.
void place_answer(const ListenForm& form, ListenBoxes& b, const Box& box, float least, float most) {
  b.bars = box;
  if (form.has_plane && form.shows_plane)
    b.plane = box;
  else
    place_bar_rows(b, least, most);
}

// Two models' verdicts one above the other, with what holds them together.
void place_answers(const Layout& l, ListenBoxes& b, Box& from) {
  const float s = l.scale;
  if (l.phone) {
    const float row = std::max(kTouchPx / 2, 30 * s);
    b.verdict = cut_top(from, 2 * row);
    Box inner = b.verdict;
    const Box stop = cut_right(inner, kTouchPx);
    b.stop_comparing = {stop.x, stop.centre_y() - kTouchPx / 2, kTouchPx, kTouchPx};
    cut_right(inner, 4);
    b.agreement_mark = cut_left(inner, 22 * s);
    cut_left(inner, 8);
    b.answers = {cut_top(inner, row), inner};
    return;
  }
  Box head = cut_top(from, std::max(kTouchPx, std::round(40 * s)));
  b.agreement_mark = cut_left(head, 26 * s);
  cut_left(head, 8 * s);
  const float labelled = text_width("Stop comparing", 13 * s, Face::strong) + 44;
  const bool with_label = head.w - labelled - 8 >= text_width("They disagree", 15 * s, Face::strong);
  const Box stop = cut_right(head, with_label ? labelled : kTouchPx);
  b.stop_comparing = {stop.x, stop.centre_y() - kTouchPx / 2, stop.w, kTouchPx};
  cut_right(head, 8);
  b.agreement = cut_top(head, head.h * 0.54F);
  b.agreement_caption = head;
  cut_top(from, 6);
  b.verdict = cut_top(from, 2 * std::round(58 * s));
  Box inner = b.verdict;
  b.answers = {cut_top(inner, inner.h / 2), inner};
}

void place_panel(Layout& l, const ListenForm& form, ListenBoxes& b, Box panel) {
  const float s = l.scale;
  b.panel = panel;
  Box inner = panel.inset(l.margin, kGap);
  const float button = std::max(48.0F, 40 + 8 * s);
  if (l.input.sound == SoundShown::clip) {
    Box pair = cut_bottom(inner, std::max(kTouchPx, 36 + 8 * s));
    l.transport.tertiary = cut_right(pair, text_width("Close clip", 13 * s, Face::strong) + 62);
    cut_right(pair, 8);
    l.transport.secondary = pair;
  } else {
    l.transport.secondary = cut_bottom(inner, std::max(kTouchPx, 36 + 8 * s));
  }
  cut_bottom(inner, 8);
  l.transport.primary = cut_bottom(inner, button);
  cut_bottom(inner, kGap);
  if (l.input.can_retry) {
    l.transport.retry = cut_bottom(inner, kTouchPx);
    cut_bottom(inner, kGap);
  }
  if (form.comparing)
    place_answers(l, b, inner);
  else
    b.verdict = cut_top(inner, 104 * s);
  if (l.input.sound == SoundShown::live) b.hint = cut_top(inner, hint_height(l, inner.w));
  place_modes(l, form, b, inner);
  cut_top(inner, 8);
  place_answer(form, b, inner, 22 * s, 64 * s);
}

struct ChartHeights {
  float caption, axis;
};

ChartBoxes chart(Box area, ChartHeights heights, float left, float right) {
  ChartBoxes c;
  c.caption = cut_top(area, heights.caption);
  c.time_axis = cut_bottom(area, heights.axis);
  c.left_axis = cut_left(area, left);
  cut_right(area, right);
  c.plot = area;
  c.time_axis.x = area.x;
  c.time_axis.w = area.w;
  return c;
}

void place_wide(Layout& l, const ListenForm& form, ListenBoxes& b, Box rest) {
  const float s = l.scale;
  const float panel_w = std::min(std::clamp(rest.w * 0.26F, 288.0F, 416.0F) * (1 + 0.45F * (s - 1)), rest.w * 0.42F);
  place_panel(l, form, b, cut_right(rest, panel_w));
  Box column = rest.inset(l.margin, 0);
  cut_bottom(column, 12);
  const float left = 48 * s, right = 76 * s;
  const float axis = 22 * s;
  const bool small = column.h < 420 * s || l.input.projector;
  const bool tiny = column.h < 300 * s || l.input.projector;
  const float spectrogram_h = tiny ? column.h : column.h * (small ? 0.62F : 0.6F);
  b.spectrogram = chart(cut_top(column, spectrogram_h), {std::max(kTouchPx, 28 * s), axis}, left, right);
  Box chips = b.spectrogram.caption;
  if (!form.explained) place_chips(b, chips);
  b.spectrogram.caption = chips;
  const Box& plot = b.spectrogram.plot;
  b.legend = {plot.right() + 12, plot.y, right - 12, plot.h};
  if (!small) b.waveform = chart(cut_top(column, column.h * 0.36F), {26 * s, 0}, left, right);
  if (!tiny) b.timeline = chart(column, {30 * s, axis}, left, right);
}

void place_phone(Layout& l, const ListenForm& form, ListenBoxes& b, Box rest) {
  const float s = l.scale;
  place_phone_transport(l, rest);
  rest = rest.inset(l.margin, 0);
  place_phone_source(l, rest);
  if (form.comparing)
    place_answers(l, b, rest);
  else
    b.verdict = cut_top(rest, 68 * s);
  b.hint = l.input.sound == SoundShown::live ? cut_top(rest, hint_height(l, rest.w)) : Box{};
  if (l.input.can_retry) l.transport.retry = cut_top(rest, kTouchPx);
  place_modes(l, form, b, rest);
  place_answer(form, b, cut_top(rest, std::min((form.shows_plane ? 10.5F : 8.0F) * 27 * s, rest.h * 0.5F)), 20 * s,
               32 * s);
  cut_top(rest, 8);

  // What does not fit goes, least important first: waveform, timeline, chips.
  const float caption = 24 * s, axis = 18 * s, left = 42 * s;
  const float bare = caption + axis + 88;
  const float chips_h = kTouchPx, timeline_h = caption + axis + 52, wave_h = 40;
  const bool has_chips = rest.h >= bare + chips_h;
  const bool has_timeline = rest.h >= bare + chips_h + timeline_h;
  const bool has_wave = rest.h >= bare + chips_h + timeline_h + wave_h;
  if (has_timeline) {
    const float spare = rest.h - (bare + chips_h + timeline_h + (has_wave ? wave_h : 0));
    b.timeline = chart(cut_bottom(rest, timeline_h + spare * 0.3F), {caption, axis}, left, 0);
  }
  if (has_wave) {
    b.waveform = chart(cut_bottom(rest, wave_h), {0, 0}, left, 0);
    cut_bottom(rest, 2);
  }
  b.spectrogram.caption = cut_top(rest, caption);
  if (!form.explained) b.legend = cut_right(b.spectrogram.caption, b.spectrogram.caption.w * 0.56F);
  if (has_chips && !form.explained) {
    Box chips = cut_top(rest, chips_h);
    const float third = chips.w / 3;
    b.axis_chip = cut_left(chips, third);
    b.map_chip = cut_left(chips, third);
    b.range_chip = chips;
  }
  const Box kept = b.spectrogram.caption;
  b.spectrogram = chart(rest, {0, axis}, left, 0);
  b.spectrogram.caption = kept;
}

}  // namespace

ListenBoxes place_listen(Layout& l, const ListenForm& form) {
  ListenBoxes b;
  b.phone = l.phone;
  b.scale = l.scale;
  b.comparing = form.comparing;
  b.explained = form.explained;
  b.explain_label = form.explain_label;
  b.explain_short = form.explain_short;
  if (l.phone)
    place_phone(l, form, b, l.content);
  else
    place_wide(l, form, b, l.content);
  return b;
}

}  // namespace emo::ui
