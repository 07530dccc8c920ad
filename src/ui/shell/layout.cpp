#include "ui/shell/layout.h"

#include <algorithm>
#include <cmath>

#include "ui/base/control.h"
#include "ui/base/text_width.h"

namespace emo::ui {
namespace {

constexpr float kPhoneBelowPx = 720;
constexpr float kProjectorScale = 1.5F;

void place_top_bar(Layout& l, Box bar) {
  const float s = l.scale;
  bar = bar.inset(l.margin, 0);
  bar.w += 12;  // the icons' own margins
  const auto icon = [&] { return cut_right(bar, kTouchPx); };
  l.about = icon();
  l.theme = icon();
  l.text_size = icon();
  const float model_w = std::ceil(l.input.model_text_width * s) + 40;
  const float word_w = text_width("Emoscope", 15 * s, Face::strong);
  if (l.phone) {
    const bool with_word = bar.w >= 32 + word_w + 8 + model_w;
    l.brand = cut_left(bar, with_word ? 32 + word_w : 30);
    const Box place = cut_right(bar, std::min(model_w, bar.w));
    l.model = {place.x, l.top_bar.centre_y() - kTouchPx / 2, place.w, kTouchPx};
    return;
  }
  l.brand = cut_left(bar, 32 + word_w);
  cut_left(bar, 24);
  cut_right(bar, 16);
  if (l.input.has_devices) {
    l.microphone = cut_right(bar, std::min(220 * s, bar.w * 0.36F));
    cut_right(bar, 8);
  }
  const Box model = cut_right(bar, std::min({model_w, 320 * s, bar.w * 0.5F}));
  l.model = {model.x, l.top_bar.centre_y() - kTouchPx / 2, model.w, kTouchPx};
  cut_right(bar, 16);
  if (l.input.sound == SoundShown::nothing) return;
  if (l.input.sound == SoundShown::live) {
    // Beside the word, not at the far end: they belong together.
    const float words = std::min(text_width("Stopped after 10:00", 13 * s) + 20, bar.w * 0.5F);
    l.source = cut_left(bar, words);
    cut_left(bar, 8);
    l.meter = cut_left(bar, std::min(bar.w, 240 * s));
  } else {
    l.source = bar;
  }
}

void place_notice(Layout& l, Box& rest) {
  const float s = l.scale;
  const float text_w = rest.w - 2 * l.margin - 32 - kTouchPx;
  const float lines = std::ceil(l.input.notice_text_width * s * 1.06F / std::max(text_w, 1.0F));
  l.notice = cut_top(rest, std::max(kTouchPx, lines * 13 * s * kLineHeight + 20));
  Box inner = l.notice.inset(l.margin, 0);
  const Box dismiss = cut_right(inner, kTouchPx);
  l.notice_dismiss = {dismiss.x, dismiss.centre_y() - kTouchPx / 2, kTouchPx, kTouchPx};
  cut_left(inner, 32);
  l.notice_text = inner;
}

// A rail at the left; on a phone a bar at the bottom, for the thumb. A projector shows the picture alone.
void place_nav(Layout& l, Box& rest) {
  const float s = l.scale;
  const std::size_t count = l.input.rooms.size();
  l.nav_items.resize(count);
  if (l.phone) {
    l.nav = cut_bottom(rest, std::round(40 + 16 * s));
    const float w = l.nav.w / static_cast<float>(count);
    for (std::size_t i = 0; i < l.nav_items.size(); ++i)
      l.nav_items[i] = {l.nav.x + w * static_cast<float>(i), l.nav.y, w, l.nav.h};
    return;
  }
  if (l.input.projector) return;
  float widest = 0;
  for (const std::string_view title : l.input.rooms) widest = std::max(widest, text_width(title, kNavTextPx * s));
  l.nav = cut_left(rest, std::max(72.0F, std::round(widest + 22)));
  const float h = std::round(48 + 20 * s);
  for (std::size_t i = 0; i < l.nav_items.size(); ++i)
    l.nav_items[i] = {l.nav.x, l.nav.y + 8 + h * static_cast<float>(i), l.nav.w, h};
}

void place_about(Layout& l) {
  const Box& page = l.page;
  const float edge = l.phone ? 20.0F : 32.0F;
  const float w = overlay_text_width(l.input) + 2 * edge;
  const float h = std::min(page.h - (l.phone ? 16.0F : 64.0F), l.input.overlay_text_height + 48);
  l.overlay = {page.centre_x() - w / 2, page.centre_y() - h / 2, w, h};
  l.overlay_close = {l.overlay.right() - kTouchPx - 8, l.overlay.y + 8, kTouchPx, kTouchPx};
  l.overlay_text = l.overlay.inset(edge, 24);
}

}  // namespace

bool is_phone(float width) { return width < kPhoneBelowPx; }

float total_scale(const LayoutInput& input) {
  return input.text_scale * (input.projector && input.width >= kPhoneBelowPx ? kProjectorScale : 1.0F);
}

float overlay_text_width(const LayoutInput& input) {
  if (input.width < kPhoneBelowPx) return input.width - 2 * (8 + 20);
  return std::min(input.width - 2 * (32 + 32), 576 * (1 + (total_scale(input) - 1) * 0.5F));
}

Layout make_layout(const LayoutInput& input) {
  Layout l;
  l.input = input;
  l.page = {0, 0, input.width, input.height};
  l.phone = is_phone(input.width);
  l.scale = total_scale(input);
  l.margin = l.phone ? 16.0F : 24.0F;
  Box rest = l.page;
  l.top_bar = cut_top(rest, std::round(40 + 16 * l.scale));
  place_top_bar(l, l.top_bar);
  if (input.has_notice) place_notice(l, rest);
  place_nav(l, rest);
  l.content = rest;
  place_about(l);
  return l;
}

}  // namespace emo::ui
