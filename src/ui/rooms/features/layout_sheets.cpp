#include <algorithm>
#include <cmath>

#include "ui/base/text_width.h"
#include "ui/rooms/features/layout.h"
#include "ui/shell/layout.h"

namespace emo::ui {
namespace {

float cell_height(float s) { return std::max(kTouchPx, std::round(25 * s * 1.3F + 14)); }

struct SheetForm {
  float width, height;
};

// A dialog: at the bottom of a phone, else at the right, where it hides little.
void place_sheet(const Layout& l, FeaturesBoxes& f, SheetForm form) {
  const Box& page = l.page;
  const float h = std::min(form.height, page.h - 16);
  if (l.phone) {
    f.sheet = {0, page.h - h, page.w, h};
  } else {
    const float y = std::min(l.top_bar.bottom() + 8, std::max(8.0F, page.h - h - 8));
    f.sheet = {page.right() - form.width - 16, y, form.width, h};
  }
  Box inner = f.sheet.inset(16, 8);
  Box head = cut_top(inner, std::max(kTouchPx, 28 * l.scale));
  f.sheet_close = touch_box(head, cut_right(head, kTouchPx));
  f.sheet_title = head;
}

float sheet_head(const Layout& l) { return std::max(kTouchPx, 28 * l.scale) + 8 + 8; }

}  // namespace

float cell_width(float s) {
  float widest = text_width("frequency axis", 12 * s);
  for (int i = 0; i < kParameterCount; ++i) {
    const ParameterOptions& of = parameter_options(static_cast<Parameter>(i));
    widest = std::max(widest, text_width(of.name, 12 * s));
    for (const std::string& word : of.words) widest = std::max(widest, text_width(word, 13 * s) + 24);
  }
  return std::ceil(widest + 16);
}
float place_cells(FeaturesBoxes& f, const Box& area, float s, CellForm form) {
  const float h = cell_height(s), title_h = std::round(24 * s);
  const float w = (area.w - kCellGap * static_cast<float>(form.columns - 1)) / static_cast<float>(form.columns);
  float y = area.y;
  std::size_t at = 0;
  for (std::size_t g = 0; g < kCellGroups.size(); ++g) {
    f.cell_titles[g] = form.titles ? Box{area.x + 8, y, area.w - 8, title_h} : Box{};
    if (form.titles) y += title_h;
    for (int i = 0; i < kCellGroups[g].count; ++i, ++at) {
      const int column = i % form.columns;
      f.cells[at] = {area.x + (w + kCellGap) * static_cast<float>(column), y + h * static_cast<float>(i / form.columns),
                     w, h};
    }
    y += h * std::ceil(static_cast<float>(kCellGroups[g].count) / static_cast<float>(form.columns));
    if (form.titles) y += kCellGap;
  }
  return y - area.y;
}

Box touch_box(const Box& row, const Box& piece) { return {piece.x, row.centre_y() - kTouchPx / 2, piece.w, kTouchPx}; }

void place_pane_sheet(const Layout& l, FeaturesBoxes& f) {
  const float s = l.scale;
  const float row_h = std::max(kTouchPx, std::round(26 * s));
  const float between = l.phone ? 0 : kCellGap;
  float widest = 0;
  for (int i = 0; i < kPaneCount; ++i) widest = std::max(widest, text_width(kPanes[i].short_title, 13 * s));
  // What draw_toggle (kit/widgets.cpp) needs; a narrow phone with large text cuts the longest name rather than have one
  // column.
  const float mark = 18 * std::clamp(s, 0.9F, 1.3F), room = l.page.w - 32 - between;
  widest = std::ceil(std::max(widest + 20 + mark, std::min(widest + 26 + mark, std::floor(room / 2))));
  const int columns = !l.phone || 2 * widest + between <= l.page.w - 32 ? 2 : 1;
  const float caption_h = std::round(28 * s);
  const auto rows = [&](int count) { return (count + columns - 1) / columns; };
  const float height =
      sheet_head(l) + row_h * static_cast<float>(rows(kPaneCount) + rows(kOverPicture)) + caption_h + 8;
  place_sheet(
      l, f,
      {.width = std::max(2 * widest + between, text_width("Over spectrogram and mel", 12 * s)) + 32, .height = height});
  Box inner = f.sheet.inset(16, 8);
  cut_top(inner, sheet_head(l) - 16);
  const float w = (inner.w - between * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const auto place = [&](int first, int count, float y) {
    for (int i = 0; i < count; ++i) {
      f.toggles[static_cast<std::size_t>(first + i)] = {inner.x + (w + between) * static_cast<float>(i % columns),
                                                        y + row_h * static_cast<float>(i / columns), w, row_h};
    }
    return y + row_h * static_cast<float>(rows(count));
  };
  const float y = place(0, kPaneCount, inner.y);
  f.toggles_caption = {inner.x, y, inner.w, caption_h};
  place(kPaneCount, kOverPicture, y + caption_h);
}

void place_parameter_sheet(const Layout& l, FeaturesBoxes& f) {
  const float s = l.scale;
  const float cell = cell_width(s);
  const float most_h = l.page.h - 16;
  const auto try_form = [&](CellForm form, float width) {
    place_sheet(l, f, {.width = width, .height = most_h});
    Box inner = f.sheet.inset(16, 8);
    cut_top(inner, sheet_head(l) - 16);
    const float used = place_cells(f, inner, s, form) + kCellGap + kTouchPx;
    if (used > inner.h) return false;
    place_sheet(l, f, {.width = width, .height = used + sheet_head(l) + 4});
    inner = f.sheet.inset(16, 8);
    cut_top(inner, sheet_head(l) - 16);
    const float cells = place_cells(f, inner, s, form);
    f.reset = {inner.x, inner.y + cells + kCellGap, inner.w, kTouchPx};
    return true;
  };
  const auto width = [&](int columns) {
    return l.phone ? l.page.w : static_cast<float>(columns) * (cell + kCellGap) - kCellGap + 32;
  };
  if (l.phone) {  // as low as can be: the panes above it stay in sight
    const int columns = 3 * (cell + kCellGap) - kCellGap + 32 <= l.page.w ? 3 : 2;
    if (try_form({.columns = columns, .titles = false}, width(columns))) return;
  }
  for (int columns = 2; columns <= 4 && width(columns) <= l.page.w - 32; ++columns) {
    if (try_form({.columns = columns}, width(columns)) ||
        try_form({.columns = columns, .titles = false}, width(columns)))
      return;
  }
}

}  // namespace emo::ui
