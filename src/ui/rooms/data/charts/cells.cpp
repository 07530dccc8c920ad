// How many clips each pair of words has, as a heat map.
#include <algorithm>

#include "contract/data_view.h"
#include "ui/base/colour_map.h"
#include "ui/rooms/data/charts/maker.h"

namespace emo::ui {
namespace {

constexpr float kLeastCellW = 20, kLeastCellH = 15, kMostCellW = 96, kMostCellH = 64;  // px at scale 1
constexpr std::size_t kMostPressed = 400;  // cells; each is a control of the page

struct Side {
  const std::vector<DataWord>* words;
  std::uint8_t field;
  ShownWords shown{};
  std::vector<std::uint64_t> sums{};
};

// Rows and columns as they are shown: swapped if more fit that way.
struct Table {
  Side down, across;
  bool turned = false;
  const DataView& view;

  [[nodiscard]] std::uint32_t at(std::size_t row, std::size_t column) const {
    return turned ? view.counts[column * view.words_b.size() + row] : view.counts[row * view.words_b.size() + column];
  }
};

struct Places {
  Box plot;  // of the cells
  float cell_w = 0, cell_h = 0;
  float names_w = 0, head_h = 0, sums_w = 0, sums_h = 0;
};

float widest_name(const ChartMaker& c, const Side& side) {
  float widest = c.width("all");
  for (std::size_t i = 0; i < std::min<std::size_t>(side.words->size(), 200); ++i)
    widest = std::max(widest, c.width(word_name((*side.words)[i])));
  return widest;
}

Places place(const ChartMaker& c, Table& table) {
  const float s = c.s;
  Places p;
  p.names_w = std::min(widest_name(c, table.down) + 26 * s, c.rest.w * 0.3F);
  p.head_h = 24 * s;
  p.sums_w = 52 * s;
  p.sums_h = 24 * s;
  const float w = c.rest.w - p.names_w - p.sums_w, h = c.rest.h - p.head_h - p.sums_h;
  const auto fitting = [](float room, float least) { return static_cast<std::size_t>(std::max(1.0F, room / least)); };
  table.down.shown = shown_words(*table.down.words, fitting(h, kLeastCellH * s));
  table.across.shown = shown_words(*table.across.words, fitting(w, kLeastCellW * s));
  p.cell_w = std::min(kMostCellW * s, w / static_cast<float>(table.across.shown.places.size()));
  p.cell_h = std::min(kMostCellH * s, h / static_cast<float>(table.down.shown.places.size()));
  p.plot = {c.rest.x + p.names_w, c.rest.y + p.head_h, p.cell_w * static_cast<float>(table.across.shown.places.size()),
            p.cell_h * static_cast<float>(table.down.shown.places.size())};
  return p;
}

void add_sums(Table& table) {
  table.down.sums.resize(table.down.words->size());
  table.across.sums.resize(table.across.words->size());
  for (std::size_t row = 0; row < table.down.sums.size(); ++row) {
    for (std::size_t column = 0; column < table.across.sums.size(); ++column) {
      table.down.sums[row] += table.at(row, column);
      table.across.sums[column] += table.at(row, column);
    }
  }
}

// A name at the head of a row or column with its sum at the end; both press the word.
void head(ChartMaker& c, const Side& side, std::size_t at, const Box& name_box, const Box& sum_box, Placing placing) {
  const float s = c.s;
  const DataWord& word = (*side.words)[at];
  const std::uint64_t sum = side.sums[at];
  const Rgba ink = c.ink(side.field, word.code);
  const int e = c.word_element(name_box, joined({word_name(word), ", ", clip_count(sum)}), side.field, word.code);
  Box name = name_box;
  const std::string& words = word_name(word);
  const bool shows_mark = is_emotion(side.field, word.code);
  // If one of the names does not fit, shapes alone stand for all.
  const bool shows_name = placing == Placing::left || !shows_mark || widest_name(c, side) <= name.w - 4;
  if (shows_mark && (placing == Placing::left || !shows_name)) {
    const Box mark =
        placing == Placing::left ? cut_left(name, 12 * s) : Box{name.centre_x() - 6 * s, name.y, 12 * s, name.h};
    c.swatch({mark.x, mark.centre_y() - 6 * s, 12 * s, 12 * s}, side.field, word.code,
             c.shown(c.word_colour(side.field, word.code, at), side.field, word.code), e);
    cut_left(name, 8 * s);
  }
  if (shows_name) c.text(name, words, {.colour = ink, .placing = placing, .element = e});
  c.text(sum_box, number_words(sum),
         {.size = 12, .face = Face::mono, .placing = placing == Placing::left ? Placing::right : Placing::centre});
}

void draw_scale(ChartMaker& c, std::uint64_t most) {
  const float s = c.s;
  Box line{c.rest.x, c.rest.y - 28 * s, c.rest.w, 22 * s};  // of the title
  const std::string high = number_words(most);
  const float number_w = c.width(high, 12, Face::mono) + 2, ramp_w = 96 * s;
  if (c.width(chart_title(c.request), 13, Face::strong) + number_w + ramp_w + 60 * s > line.w) return;
  c.text(cut_right(line, number_w), high, {.size = 12, .face = Face::mono, .placing = Placing::right});
  cut_right(line, 6 * s);
  Box ramp = cut_right(line, ramp_w).inset(0, 7 * s);
  cut_right(line, 6 * s);
  c.text(line, "1", {.size = 12, .face = Face::mono, .placing = Placing::right});
  const ColourTable& colours = colour_table(ColourMap::viridis);
  constexpr int kSteps = 16;
  for (int i = 0; i < kSteps; ++i)
    c.fill(cut_left(ramp, ramp_w / kSteps), colours[static_cast<std::size_t>(i * 255 / (kSteps - 1))]);
}

}  // namespace

void make_cross_table(ChartMaker& c) {
  const float s = c.s;
  c.title();
  Table table{{&c.view.words, c.request.field}, {&c.view.words_b, c.request.field_b}, false, c.view};
  Table turned{table.across, table.down, true, c.view};
  c.rest.h -= 20 * s;
  Places p = place(c, table);
  if (Places q = place(c, turned);
      turned.down.shown.others + turned.across.shown.others < table.down.shown.others + table.across.shown.others) {
    std::swap(table.down, turned.down);
    std::swap(table.across, turned.across);
    table.turned = true;
    p = q;
  }
  c.rest.h += 20 * s;
  add_sums(table);
  std::uint32_t most = 1;
  for (const std::uint32_t count : c.view.counts) most = std::max(most, count);
  draw_scale(c, most);
  std::string left_out = others_sentence(table.down.shown);
  if (table.across.shown.others > 0) left_out = others_sentence(table.across.shown);
  c.note(left_out);
  float x = p.plot.x;
  for (const std::size_t column : table.across.shown.places) {
    head(c, table.across, column, {x, c.rest.y, p.cell_w, p.head_h}, {x, p.plot.bottom(), p.cell_w, p.sums_h},
         Placing::centre);
    x += p.cell_w;
  }
  const std::size_t cells = table.across.shown.places.size() * table.down.shown.places.size();
  const bool has_numbers = p.cell_w >= c.width(number_words(most), 12, Face::mono) + 3 && p.cell_h >= 15 * s;
  const ColourTable& colours = colour_table(ColourMap::viridis);
  float y = p.plot.y;
  for (const std::size_t row : table.down.shown.places) {
    head(c, table.down, row, {c.rest.x, y, p.names_w - 6 * s, p.cell_h},
         {p.plot.right(), y, p.sums_w - 4 * s, p.cell_h}, Placing::left);
    const DataWord& down = (*table.down.words)[row];
    x = p.plot.x;
    for (const std::size_t column : table.across.shown.places) {
      const DataWord& across = (*table.across.words)[column];
      const std::uint32_t count = table.at(row, column);
      const Box cell{x, y, p.cell_w, p.cell_h};
      x += p.cell_w;
      const bool lit = (!c.has_filter(table.down.field) || c.is_picked(table.down.field, down.code)) &&
                       (!c.has_filter(table.across.field) || c.is_picked(table.across.field, across.code));
      int e = -1;
      if (cells <= kMostPressed && count > 0)
        e = c.element(cell, joined({word_name(down), ", ", word_name(across), ", ", clip_count(count)}),
                      lit && c.has_filter(table.down.field) && c.has_filter(table.across.field),
                      {.kind = DataFilter::Kind::cell,
                       .field = table.down.field,
                       .field_b = table.across.field,
                       .code = down.code,
                       .code_b = across.code});
      const Rgba ground =
          count == 0 ? c.k.surface : colours[static_cast<std::size_t>((count - 1) * 255.0 / std::max(1U, most - 1))];
      c.fill({cell.x, cell.y, cell.w - 1, cell.h - 1}, lit || count == 0 ? ground : faded(ground, kDimmed), 0, e);
      if (has_numbers)
        c.text(cell, number_words(count),
               {.size = 12,
                .colour = count == 0 ? c.k.quiet
                          : lit      ? ink_on(ground)
                                     : c.k.text,
                .face = Face::mono,
                .placing = Placing::centre,
                .element = e});
    }
    y += p.cell_h;
  }
  std::uint64_t all = 0;
  for (const std::uint64_t sum : table.down.sums) all += sum;
  c.text({p.plot.right(), y, p.sums_w - 4 * s, p.sums_h}, number_words(all),
         {.size = 12, .colour = c.k.text, .face = Face::mono, .placing = Placing::right});
  c.text({c.rest.x, y, p.names_w - 6 * s, p.sums_h}, "all");
}

}  // namespace emo::ui
