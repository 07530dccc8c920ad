#include <algorithm>
#include <array>
#include <cmath>

#include "ui/model/layout_rooms.h"
#include "ui/model/rooms.h"
#include "ui/model/text_width.h"
#include "ui/model/words.h"

namespace emo::ui {
namespace {

constexpr float kGap = 16;

void place_bar_rows(Layout& l, float least, float most) {
  const float row = std::clamp(l.bars.h / kEmotionCount, std::min(least, l.bars.h / kEmotionCount), most);
  for (std::size_t i = 0; i < l.bar_rows.size(); ++i) {
    l.bar_rows[i] = {l.bars.x, l.bars.y + row * static_cast<float>(i), l.bars.w, row};
  }
}

void place_chips(Layout& l, Box& row) {
  const float s = l.scale;
  const auto chip = [&](std::string_view widest) {
    const Box box = cut_right(row, text_width(widest, 13 * s) + 36);
    return Box{box.x, row.centre_y() - kTouchPx / 2, box.w, kTouchPx};
  };
  l.range_chip = chip("\u2212110 dB");
  l.map_chip = chip("Cividis");
  l.axis_chip = chip("Linear");
}

float hint_height(const Layout& l, float width) {
  constexpr std::string_view kLongest = "Clipping: move back or lower the microphone level.";
  return std::min(2.0F, std::ceil(text_width(kLongest, 13 * l.scale) / std::max(1.0F, width))) * 13 * l.scale *
         kLineHeight;
}

// What the place below the verdict shows, and the explanation's button.
void place_modes(Layout& l, Box& from) {
  const LayoutInput& in = l.input;
  const float s = l.scale;
  const bool words = l.phone && in.comparing;
  if (!in.has_plane && in.explain_label.empty() && !words) return;
  Box row = cut_top(from, in.has_plane || !in.explain_label.empty() ? kTouchPx : 26 * s);
  const auto wanted = [&](std::string_view label) { return std::ceil(text_width(label, 13 * s, Face::strong)) + 24; };
  const float bars = wanted("Expressions"), plane = wanted("Plane");
  const float tabs = in.has_plane ? bars + plane + 8 : 0;
  if (!in.explain_label.empty()) {
    const float full = wanted(in.explain_label);
    l.explain = cut_right(row, tabs + full <= row.w ? full : std::max(kTouchPx, wanted(in.explain_short)));
    cut_right(row, 8);
  }
  if (in.has_plane) {
    const float fit = std::min(1.0F, row.w / (bars + plane));
    l.bars_tab = cut_left(row, std::max(kTouchPx, bars * fit));
    l.plane_tab = cut_left(row, std::max(kTouchPx, plane * fit));
    cut_left(row, 12);
  }
  if (words && text_width("Only one is sure", 13 * s) <= row.w) l.agreement = row;
}

// The bars or, in their place, the plane.
void place_answer(Layout& l, const Box& box, float least, float most) {
  l.bars = box;
  if (l.input.has_plane && l.input.shows_plane)
    l.plane = box;
  else
    place_bar_rows(l, least, most);
}

// Two models' verdicts one above the other, with what holds them together.
void place_answers(Layout& l, Box& from) {
  const float s = l.scale;
  if (l.phone) {
    const float row = std::max(kTouchPx / 2, 30 * s);
    l.verdict = cut_top(from, 2 * row);
    Box inner = l.verdict;
    const Box stop = cut_right(inner, kTouchPx);
    l.stop_comparing = {stop.x, stop.centre_y() - kTouchPx / 2, kTouchPx, kTouchPx};
    cut_right(inner, 4);
    l.agreement_mark = cut_left(inner, 22 * s);
    cut_left(inner, 8);
    l.answers = {cut_top(inner, row), inner};
    return;
  }
  Box head = cut_top(from, std::max(kTouchPx, std::round(40 * s)));
  l.agreement_mark = cut_left(head, 26 * s);
  cut_left(head, 8 * s);
  const float labelled = text_width("Stop comparing", 13 * s, Face::strong) + 44;
  const bool with_label = head.w - labelled - 8 >= text_width("They disagree", 15 * s, Face::strong);
  const Box stop = cut_right(head, with_label ? labelled : kTouchPx);
  l.stop_comparing = {stop.x, stop.centre_y() - kTouchPx / 2, stop.w, kTouchPx};
  cut_right(head, 8);
  l.agreement = cut_top(head, head.h * 0.54F);
  l.agreement_caption = head;
  cut_top(from, 6);
  l.verdict = cut_top(from, 2 * std::round(58 * s));
  Box inner = l.verdict;
  l.answers = {cut_top(inner, inner.h / 2), inner};
}

void place_panel(Layout& l, Box panel) {
  const float s = l.scale;
  l.panel = panel;
  Box inner = panel.inset(l.margin, kGap);
  const float button = std::max(48.0F, 40 + 8 * s);
  if (l.input.room == Room::clip) {
    Box pair = cut_bottom(inner, std::max(kTouchPx, 36 + 8 * s));
    l.tertiary = cut_right(pair, text_width("Close clip", 13 * s, Face::strong) + 62);
    cut_right(pair, 8);
    l.secondary = pair;
  } else {
    l.secondary = cut_bottom(inner, std::max(kTouchPx, 36 + 8 * s));
  }
  cut_bottom(inner, 8);
  l.primary = cut_bottom(inner, button);
  cut_bottom(inner, kGap);
  if (l.input.can_retry) {
    l.retry = cut_bottom(inner, kTouchPx);
    cut_bottom(inner, kGap);
  }
  if (l.input.comparing)
    place_answers(l, inner);
  else
    l.verdict = cut_top(inner, 104 * s);
  if (l.input.room == Room::listen) l.hint = cut_top(inner, hint_height(l, inner.w));
  place_modes(l, inner);
  cut_top(inner, 8);
  place_answer(l, inner, 22 * s, 64 * s);
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

}  // namespace

void place_wide_room(Layout& l, Box rest) {
  const float s = l.scale;
  const float panel_w = std::min(std::clamp(rest.w * 0.26F, 288.0F, 416.0F) * (1 + 0.45F * (s - 1)), rest.w * 0.42F);
  place_panel(l, cut_right(rest, panel_w));
  Box column = rest.inset(l.margin, 0);
  cut_bottom(column, 12);
  const float left = 48 * s, right = 76 * s;
  const float axis = 22 * s;
  const bool small = column.h < 420 * s || l.input.projector;
  const bool tiny = column.h < 300 * s || l.input.projector;
  const float spectrogram_h = tiny ? column.h : column.h * (small ? 0.62F : 0.6F);
  l.spectrogram = chart(cut_top(column, spectrogram_h), {std::max(kTouchPx, 28 * s), axis}, left, right);
  Box chips = l.spectrogram.caption;
  if (!l.input.explained) place_chips(l, chips);
  l.spectrogram.caption = chips;
  const Box& plot = l.spectrogram.plot;
  l.legend = {plot.right() + 12, plot.y, right - 12, plot.h};
  if (!small) l.waveform = chart(cut_top(column, column.h * 0.36F), {26 * s, 0}, left, right);
  if (!tiny) l.timeline = chart(column, {30 * s, axis}, left, right);
}

void place_phone_transport(Layout& l, Box& rest) {
  Box bottom = cut_bottom(rest, 72).inset(l.margin, 12);
  l.secondary = cut_left(bottom, 48);
  cut_left(bottom, 8);
  if (l.input.room == Room::clip) {
    l.tertiary = cut_right(bottom, 48);
    cut_right(bottom, 8);
  } else if (l.input.has_devices) {
    l.microphone = cut_right(bottom, 48);
    cut_right(bottom, 8);
  }
  l.primary = bottom;
}

void place_phone_source(Layout& l, Box& rest) {
  Box row = cut_top(rest, 24 * l.scale);
  if (l.input.room == Room::listen) {  // a clip's name needs the width
    l.meter = cut_right(row, row.w * 0.56F);
    cut_right(row, 8);
  }
  l.source = row;
}

void place_phone_room(Layout& l, Box rest) {
  const float s = l.scale;
  place_phone_transport(l, rest);
  rest = rest.inset(l.margin, 0);
  place_phone_source(l, rest);
  l.panel = {};
  if (l.input.comparing)
    place_answers(l, rest);
  else
    l.verdict = cut_top(rest, 68 * s);
  l.hint = l.input.room == Room::listen ? cut_top(rest, hint_height(l, rest.w)) : Box{};
  if (l.input.can_retry) l.retry = cut_top(rest, kTouchPx);
  place_modes(l, rest);
  place_answer(l, cut_top(rest, std::min((l.input.shows_plane ? 10.5F : 8.0F) * 27 * s, rest.h * 0.5F)), 20 * s,
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
    l.timeline = chart(cut_bottom(rest, timeline_h + spare * 0.3F), {caption, axis}, left, 0);
  }
  if (has_wave) {
    l.waveform = chart(cut_bottom(rest, wave_h), {0, 0}, left, 0);
    cut_bottom(rest, 2);
  }
  l.spectrogram.caption = cut_top(rest, caption);
  if (!l.input.explained) l.legend = cut_right(l.spectrogram.caption, l.spectrogram.caption.w * 0.56F);
  if (has_chips && !l.input.explained) {
    Box chips = cut_top(rest, chips_h);
    const float third = chips.w / 3;
    l.axis_chip = cut_left(chips, third);
    l.map_chip = cut_left(chips, third);
    l.range_chip = chips;
  }
  const Box kept = l.spectrogram.caption;
  l.spectrogram = chart(rest, {0, axis}, left, 0);
  l.spectrogram.caption = kept;
}

namespace {

struct WelcomeForm {
  bool emblem = true, detail = true;
  float promise_px = 32;
  float gap = 24;
};

// Places everything from the top of the column down; returns the height used.
float place_welcome_column(Layout& l, const Box& column, const WelcomeForm& form) {
  const float s = l.scale;
  const RoomEntry& words = room_entry(l.input.shown);
  float y = column.y;
  const auto row = [&](float h, float gap_after) {
    const Box box{column.x, y, column.w, h};
    y += h + gap_after;
    return box;
  };
  const float gap = form.gap;
  l.emblem = form.emblem && words.emblem ? row(l.phone ? 88.0F : 120.0F, gap) : Box{};
  l.promise_px = form.promise_px;
  l.promise = row(text_height(words.promise, form.promise_px * s, column.w, Face::strong, kHeadlineHeight), gap * 0.5F);
  l.promise_detail = form.detail ? row(text_height(words.promise_detail, 15 * s, column.w), gap * 1.25F) : Box{};
  if (!l.phone) {
    const float h = std::max(56.0F, 48 + 8 * s);
    const Box buttons = row(h, 8);
    const float w = text_width("Open a sound file", 15 * s, Face::strong) + 72;
    l.primary = {column.centre_x() - w - 8, buttons.y, w, h};
    l.secondary = {column.centre_x() + 8, buttons.y, w, h};
    const Box hint = row(13 * s * kLineHeight, gap * 0.5F);
    l.drop_hint = {l.secondary.x, hint.y, l.secondary.w, hint.h};
    l.status = row(15 * s * kLineHeight, gap * 0.75F);
  }
  l.samples_caption = row(text_height(kSamplesCaption, 13 * s, column.w), 8);
  const float sample_h = std::max(kTouchPx, 32 + 12 * s);
  const auto fits = [&](int n) {
    return (column.w - 8 * static_cast<float>(n - 1)) / static_cast<float>(n) >= l.input.sample_text_width * s + 40;
  };
  const int across = fits(4) ? 4 : fits(2) ? 2 : 1;
  const float sample_w = (column.w - 8 * static_cast<float>(across - 1)) / static_cast<float>(across);
  Box line{};
  for (int i = 0; i < 4; ++i) {
    if (i % across == 0) line = row(sample_h, i + across < 4 ? 8.0F : gap * 1.25F);
    l.samples[static_cast<std::size_t>(i)] = {column.x + static_cast<float>(i % across) * (sample_w + 8), line.y,
                                              sample_w, sample_h};
  }
  l.honest = row(text_height(kHonestLine, 13 * s, column.w), 8);
  l.model_status = row(std::max(13 * s * kLineHeight, l.input.can_retry ? kTouchPx : 0.0F) + 10, 0);
  if (l.input.can_retry) {
    const float w = text_width("Try again", 13 * s, Face::strong) + 32;
    l.retry = {l.phone ? column.right() - w
                       : column.centre_x() + text_width("The model could not be loaded", 13 * s) / 2 - w / 2 + 8,
               l.model_status.centre_y() - kTouchPx / 2, w, kTouchPx};
  }
  return y - column.y;
}

}  // namespace

void place_welcome(Layout& l, Box rest) {
  const float s = l.scale;
  if (l.phone) {
    Box bottom =
        cut_bottom(rest, 56 + 8 + 48 + 8 +
                             text_height(capture_sentence(CaptureState::denied), 13 * s, rest.w - 2 * l.margin) + 16)
            .inset(l.margin, 0);
    cut_bottom(bottom, 16);
    l.secondary = cut_bottom(bottom, 48);
    cut_bottom(bottom, 8);
    l.primary = cut_bottom(bottom, 56);
    cut_bottom(bottom, 8);
    l.status = bottom;
  }
  const float w = std::min(rest.w - 2 * l.margin, 680 * std::max(1.0F, s * 0.9F));
  Box column{rest.centre_x() - w / 2, rest.y, w, rest.h};
  const std::array forms{WelcomeForm{},
                         WelcomeForm{.gap = 16},
                         WelcomeForm{.emblem = false, .gap = 20},
                         WelcomeForm{.emblem = false, .gap = 12},
                         WelcomeForm{.emblem = false, .detail = false, .gap = 12},
                         WelcomeForm{.emblem = false, .detail = false, .promise_px = 20, .gap = 8},
                         WelcomeForm{.emblem = false, .detail = false, .promise_px = 15, .gap = 4}};
  float used = 0;
  for (const WelcomeForm& form : forms) {
    used = place_welcome_column(l, column, form);
    if (used <= rest.h) {
      column.y += std::floor((rest.h - used) * (l.phone ? 0.4F : 0.45F));
      place_welcome_column(l, column, form);
      return;
    }
  }
}

}  // namespace emo::ui
