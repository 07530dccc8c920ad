#include "contract/data_view_parts.h"
#include "dataset/clip_fields.h"
#include "ui/rooms/data/control_ids.h"
#include "ui/rooms/data/draw/panel.h"
#include "ui/rooms/data/state.h"

namespace emo::ui {
namespace {

constexpr float kInset = 8;

void draw_sort_mark(Painter& p, float x, float y, bool descending, Rgba ink) {
  const float r = 4 * p.scale(), way = descending ? 1.0F : -1.0F;
  p.list().AddTriangleFilled({x - r, y - r * 0.6F * way}, {x + r, y - r * 0.6F * way}, {x, y + r * 0.8F * way},
                             packed(ink));
}

void draw_head(Painter& p, const DataScene& scene) {
  const Palette& k = p.colours();
  const DataBoxes& d = scene.boxes;
  for (const DataColumnBox& c : d.columns) {
    Box box = c.head;
    const bool hovered = scene.hovered() == DataControl::first_head + static_cast<int>(c.column.sort);
    if (hovered) p.fill(box.inset(2, 6), k.line, 6);
    box = box.inset(kInset, 0);
    const Rgba ink = c.column.sorted || hovered ? k.text : k.quiet;
    const bool number = c.column.number >= 0;
    if (c.column.sorted) {
      const Box mark = number ? cut_left(box, 12 * p.scale()) : Box{};
      const float x =
          number ? mark.centre_x() : box.x + std::min(box.w, p.width(c.column.title, 13, Face::strong)) + 9 * p.scale();
      draw_sort_mark(p, x, box.centre_y(), scene.data.request.descending, ink);
      if (!number) box.w -= 14 * p.scale();
    }
    p.text(box, c.column.title,
           {.size = 13, .colour = ink, .face = Face::strong, .align = number ? Align::right : Align::left});
  }
  p.horizontal_rule(d.table.x, d.rows.y - p.hairline(), d.table.w);
}

struct RowInk {
  Rgba text, quiet;
};

void draw_cell(Painter& p, const DataRoomState& room, const DataTableRow& row, const DataColumn& column,
               const Box& cell, const RowInk& ink) {
  std::string words = cell_words(row, column);
  if (column.sort == 0 && p.width(words, 13) > cell.w) {  // names of one corpus differ at their ends
    std::size_t at = 0;
    const float space = cell.w - p.width("\u2026", 13);
    while (at + 1 < words.size() && p.width(std::string_view(words).substr(at), 13) > space) do
        ++at;
      while (at + 1 < words.size() && (static_cast<unsigned char>(words[at]) & 0xC0U) == 0x80U);
    words = "\u2026" + words.substr(at);
  }
  if (column.number >= 0) {
    p.text(cell, words, {.size = 13, .colour = ink.text, .face = Face::mono, .align = Align::right});
    return;
  }
  const auto i = static_cast<std::size_t>(std::max(column.field, 0));
  const bool emotion = column.field >= 0 && room.table_fields()[i] == static_cast<std::uint8_t>(Field::emotion);
  if (words.empty())
    p.text(cell, "\u2013", {.size = 13, .colour = ink.quiet});
  else
    draw_emotion_word(p, cell, emotion && i < row.codes.size() ? row.codes[i] : kNoCode, words,
                      {.size = 13, .colour = ink.text});
}

void draw_row(Painter& p, const DataScene& scene, std::uint32_t place, const Box& box) {
  const Palette& k = p.colours();
  const DataRoomState& room = scene.data;
  const DataTableRow* row = room.row_at(place);
  const DataBoxes& d = scene.boxes;
  if (row == nullptr) {  // on its way
    p.fill(Box{box.x + kInset, box.centre_y() - 3, box.w * 0.3F, 6}, k.line, 3);
    return;
  }
  const bool opened = row->row == room.request.opened_row;
  const bool hovered =
      scene.hovered() == DataControl::first_row + static_cast<int>(place % kDataRowIds) && d.rows.contains(box);
  if (opened)
    p.fill(box, mixed(k.background, k.accent, 0.16F), 4);
  else if (hovered || room.cursor() == static_cast<std::int64_t>(place))
    p.fill(box, hovered ? k.line : k.surface, 4);
  if (opened) p.fill({box.x, box.y + 4, 3, box.h - 8}, k.accent, 1.5F);
  const RowInk ink{row->has_sound || room.with_sound() == 0 ? k.text : k.quiet, k.quiet};
  for (const DataColumnBox& c : d.columns)
    draw_cell(p, room, *row, c.column, Box{c.head.x, box.y, c.head.w, box.h}.inset(kInset, 0), ink);
}

}  // namespace

void draw_data_table(Painter& p, const DataScene& scene) {
  const DataBoxes& d = scene.boxes;
  if (d.table.empty()) return;
  const Palette& k = p.colours();
  const DataRoomState& room = scene.data;
  if (!scene.layout.phone) p.vertical_rule(d.table.x - scene.layout.margin, d.table.y, d.table.h);
  draw_head(p, scene);
  if (room.selected() == 0) {
    p.text(Box{d.rows.x, d.rows.y, d.rows.w, std::min(d.rows.h, 80 * p.scale())}, "No clip passes all of this.",
           {.size = 13, .colour = k.quiet, .align = Align::centre});
    return;
  }
  p.list().PushClipRect({d.rows.x, d.rows.y}, {d.rows.right(), d.rows.bottom()}, true);
  for (auto place = static_cast<std::uint32_t>(room.top()); place < room.end_place(); ++place)
    draw_row(p, scene, place,
             {d.rows.x, d.rows.y + static_cast<float>(place - room.top()) * d.row_h, d.rows.w - 6, d.row_h});
  p.list().PopClipRect();
  const float all = static_cast<float>(room.selected()) * d.row_h;
  if (all <= d.rows.h) return;
  const float thumb = std::max(24.0F, d.rows.h * d.rows.h / all);
  const auto share = static_cast<float>(room.top() * static_cast<double>(d.row_h)) / std::max(1.0F, all - d.rows.h);
  p.fill({d.rows.right() - 3, d.rows.y + (d.rows.h - thumb) * std::min(1.0F, share), 3, thumb}, k.edge, 1.5F);
}

}  // namespace emo::ui
