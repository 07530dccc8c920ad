#include "ui/sound/welcome.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/base/text_width.h"
#include "ui/sound/transport.h"
#include "ui/sound/words.h"

namespace emo::ui {
namespace {

struct WelcomeForm {
  bool emblem = true, detail = true;
  float promise_px = 32;
  float gap = 24;
};

// Places everything from the top of the column down; returns the height used.
float place_column(Layout& l, const Box& column, const WelcomeWords& words, const WelcomeForm& form) {
  const float s = l.scale;
  WelcomeBoxes& b = l.welcome;
  TransportBoxes& t = l.transport;
  float y = column.y;
  const auto row = [&](float h, float gap_after) {
    const Box box{column.x, y, column.w, h};
    y += h + gap_after;
    return box;
  };
  const float gap = form.gap;
  b.emblem = form.emblem && words.emblem ? row(l.phone ? 88.0F : 120.0F, gap) : Box{};
  b.promise_px = form.promise_px;
  b.promise = row(text_height(words.promise, form.promise_px * s, column.w, Face::strong, kHeadlineHeight), gap * 0.5F);
  b.promise_detail = form.detail ? row(text_height(words.promise_detail, 15 * s, column.w), gap * 1.25F) : Box{};
  if (!l.phone) {
    const float h = std::max(56.0F, 48 + 8 * s);
    const Box buttons = row(h, 8);
    const float w = text_width("Open a sound file", 15 * s, Face::strong) + 72;
    t.primary = {column.centre_x() - w - 8, buttons.y, w, h};
    t.secondary = {column.centre_x() + 8, buttons.y, w, h};
    const Box hint = row(13 * s * kLineHeight, gap * 0.5F);
    b.drop_hint = {t.secondary.x, hint.y, t.secondary.w, hint.h};
    b.status = row(15 * s * kLineHeight, gap * 0.75F);
  }
  b.samples_caption = row(text_height(kSamplesCaption, 13 * s, column.w), 8);
  const float sample_h = std::max(kTouchPx, 32 + 12 * s);
  const auto fits = [&](int n) {
    return (column.w - 8 * static_cast<float>(n - 1)) / static_cast<float>(n) >= l.input.sample_text_width * s + 40;
  };
  const int across = fits(4) ? 4 : fits(2) ? 2 : 1;
  const float sample_w = (column.w - 8 * static_cast<float>(across - 1)) / static_cast<float>(across);
  Box line{};
  for (int i = 0; i < 4; ++i) {
    if (i % across == 0) line = row(sample_h, i + across < 4 ? 8.0F : gap * 1.25F);
    b.samples[static_cast<std::size_t>(i)] = {column.x + static_cast<float>(i % across) * (sample_w + 8), line.y,
                                              sample_w, sample_h};
  }
  b.honest = row(text_height(kHonestLine, 13 * s, column.w), 8);
  b.model_status = row(std::max(13 * s * kLineHeight, l.input.can_retry ? kTouchPx : 0.0F) + 10, 0);
  if (l.input.can_retry) {
    const float w = text_width("Try again", 13 * s, Face::strong) + 32;
    t.retry = {l.phone ? column.right() - w
                       : column.centre_x() + text_width("The model could not be loaded", 13 * s) / 2 - w / 2 + 8,
               b.model_status.centre_y() - kTouchPx / 2, w, kTouchPx};
  }
  return y - column.y;
}

}  // namespace

void place_welcome(Layout& l, const WelcomeWords& words) {
  Box rest = l.content;
  const float s = l.scale;
  TransportBoxes& t = l.transport;
  if (l.phone) {
    Box bottom =
        cut_bottom(rest, 56 + 8 + 48 + 8 +
                             text_height(capture_sentence(CaptureState::denied), 13 * s, rest.w - 2 * l.margin) + 16)
            .inset(l.margin, 0);
    cut_bottom(bottom, 16);
    t.secondary = cut_bottom(bottom, 48);
    cut_bottom(bottom, 8);
    t.primary = cut_bottom(bottom, 56);
    cut_bottom(bottom, 8);
    l.welcome.status = bottom;
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
    used = place_column(l, column, words, form);
    if (used <= rest.h) {
      column.y += std::floor((rest.h - used) * (l.phone ? 0.4F : 0.45F));
      place_column(l, column, words, form);
      return;
    }
  }
}

void list_welcome(ControlList list, const Shell& shell) {
  list_transport(list, shell, false);
  list_samples(list, shell);
}

}  // namespace emo::ui
