// The list of models and a model's card.
#include <algorithm>
#include <cmath>

#include "ui/base/text_width.h"
#include "ui/shell/layout.h"

namespace emo::ui {
namespace {

constexpr float kEdge = 16;
constexpr float kThumb = 10;  // room for the mark that tells how far it is scrolled

// The frame around the height wanted: at the bottom of a phone, else centred, or under the control that opened it.
void place_frame(Layout& l, float width, float contents_h, bool under_bar) {
  SheetBoxes& sheet = l.sheet;
  const Box& page = l.page;
  const float head = std::max(kTouchPx, std::round(32 * l.scale));
  const float wanted = head + contents_h + 8 + 12;
  sheet.contents_h = contents_h;
  if (l.phone) {
    const float h = std::min(wanted, page.h - 16);
    sheet.frame = {0, page.h - h, page.w, h};
  } else if (under_bar) {
    const float y = l.top_bar.bottom() + 8;
    const float x = std::clamp(l.model.right() - width, 16.0F, page.w - width - 16);
    sheet.frame = {x, y, width, std::min(wanted, page.h - y - 16)};
  } else {
    const float h = std::min(wanted, page.h - 64);
    sheet.frame = {page.centre_x() - width / 2, page.centre_y() - h / 2, width, h};
  }
  Box inner = sheet.frame.inset(kEdge, 0);
  cut_top(inner, 8);
  cut_bottom(inner, 12);
  Box title = cut_top(inner, head);
  const Box close = cut_right(title, kTouchPx - 4);
  sheet.close = {close.x, title.centre_y() - kTouchPx / 2, kTouchPx, kTouchPx};
  sheet.title = title;
  sheet.view = inner;
}

float sheet_width(const Layout& l, float wanted) {
  if (l.phone) return l.page.w;
  return std::min(l.page.w - 64, std::round(wanted * (1 + (l.scale - 1) * 0.5F)));
}

// Buttons from the left, on as many lines as they need.
struct Flow {
  Box area;
  float x = 0, y = 0;
  Box place(float w) {
    w = std::min(w, area.w);
    if (x > 0 && x + w > area.w + 0.5F) {
      x = 0;
      y += kTouchPx + 8;
    }
    const Box box{area.x + x, area.y + y, w, kTouchPx};
    x += w + 8;
    return box;
  }
  [[nodiscard]] float height() const { return y + kTouchPx; }
};

ModelRow place_row(const ViewState& view, std::size_t i, const Box& column, float s) {
  const ModelEntry& model = view.models[i];
  const auto button = [s](std::string_view label) {
    return std::max(64.0F, std::ceil(text_width(label, 13 * s, Face::strong)) + 28);
  };
  ModelRow row;
  row.row = column;
  Box at = column;
  cut_top(at, 12);
  Box title = cut_top(at, std::round(15 * s * 1.5F));
  if (const std::string state = model_state_words(view, i); !state.empty()) {
    row.state = cut_right(title, std::min(title.w * 0.5F, text_width(state, 13 * s, Face::strong) + 2));
    cut_right(title, 8);
  }
  const float title_w = text_width(model.title, 15 * s, Face::strong) + 10;
  const float family_w = text_width(model_family_word(model), 13 * s) + 2;
  row.title = cut_left(title, title_w + family_w <= title.w ? title_w : title.w);
  row.family = title;
  row.facts = cut_top(at, text_height(model_facts(model), 13 * s, at.w));
  if (!model.summary.empty()) {
    cut_top(at, 4);
    row.summary = cut_top(at, text_height(model.summary, 13 * s, at.w));
  }
  cut_top(at, 8);
  Flow flow{at};
  const bool chosen = static_cast<int>(i) == view.model_index;
  row.use = flow.place(button(chosen ? "In use" : "Use"));
  if (!chosen)
    row.compare = flow.place(button(static_cast<int>(i) == view.compared_index ? "Stop comparing" : "Compare"));
  row.card = flow.place(button("What is this?"));
  cut_top(at, flow.height() + 12);
  row.row.h = at.y - column.y;
  return row;
}

void move(ModelRow& row, float by) {
  for (Box* box :
       {&row.row, &row.title, &row.family, &row.state, &row.facts, &row.summary, &row.use, &row.compare, &row.card})
    box->y += by;
}

}  // namespace

void place_model_sheet(Layout& l, const ViewState& view) {
  constexpr float kEndless = 1e6F;
  const float width = sheet_width(l, 560);
  Box column{0, 0, width - 2 * kEdge - kThumb, kEndless};
  for (std::size_t i = 0; i < view.models.size(); ++i) {
    l.model_rows.push_back(place_row(view, i, column, l.scale));
    cut_top(column, l.model_rows.back().row.h);
  }
  place_frame(l, width, column.y, true);
  l.sheet.scroll = std::clamp(view.models_scroll, 0.0F, l.sheet.scroll_end());
  for (ModelRow& row : l.model_rows) {
    move(row, l.sheet.view.y - l.sheet.scroll);
    for (Box* box :
         {&row.row, &row.title, &row.family, &row.state, &row.facts, &row.summary, &row.use, &row.compare, &row.card})
      box->x += l.sheet.view.x;
  }
}

void place_card_sheet(Layout& l, const ViewState& view) {
  const float width = sheet_width(l, 680);
  const float contents = place_card(view.card, width - 2 * kEdge - kThumb, l.scale, l.card_blocks);
  place_frame(l, width, contents + 8, false);
  l.sheet.scroll = std::clamp(view.card_scroll, 0.0F, l.sheet.scroll_end());
}

}  // namespace emo::ui
