// The map's surroundings: boxes, legend, titles and what is read of a point.
#include <algorithm>
#include <cctype>
#include <cmath>

#include "contract/data_view.h"
#include "dataset/clip_fields.h"
#include "ui/base/format.h"
#include "ui/base/text_width.h"
#include "ui/rooms/data/charts/maker.h"
#include "ui/rooms/data/map.h"

namespace emo::ui {
namespace {

// At scale 1.
constexpr float kTextRow = 18, kLegendRow = 28, kNarrowLegendRow = 36, kLegendMark = 26, kGap = 12;
constexpr float kWideFrom = 560;  // the legend stands beside the plot

// With space for any count, so that the map stays where it is when the selection changes.
float widest_word(const DataView& view, float scale, bool counts) {
  float widest = 60 * scale;
  for (const DataWord& word : view.words) widest = std::max(widest, text_width(word_name(word), 13 * scale));
  if (counts) widest += text_width("  " + number_words(view.rows), 12 * scale, Face::mono);
  return widest + kLegendMark * scale;
}

void fill_column(const DataView& view, Box column, float scale, MapBoxes& out) {
  const float row = kLegendRow * scale;
  const auto rows = static_cast<std::size_t>(column.h / row);
  const bool all = view.words.size() <= rows;
  const ShownWords shown = shown_words(view.words, all ? rows : rows > 0 ? rows - 1 : 0);
  for (const std::size_t place : shown.places) out.legend.push_back({place, cut_top(column, row)});
  out.left_out = shown.others;
  if (!all) out.others = cut_top(column, row);
}

void fill_rows(const DataView& view, Box& from, float scale, MapBoxes& out) {
  const float row = kNarrowLegendRow * scale;
  const float options = std::min(widest_word(view, scale, false) + kGap * scale, from.w);
  const auto across = std::max<std::size_t>(1, static_cast<std::size_t>(from.w / options));
  const std::size_t room = across * (across > 2 ? 3 : 4);  // the eight emotions at least
  const bool all = view.words.size() <= room;
  const ShownWords shown = shown_words(view.words, all ? room : room - 1);
  const std::size_t cells = shown.places.size() + (all ? 0 : 1);
  const std::size_t rows = (cells + across - 1) / across;
  const Box legend = cut_bottom(from, row * static_cast<float>(rows));
  const float w = legend.w / static_cast<float>(across);
  const auto cell = [&](std::size_t i) {
    return Box{legend.x + w * static_cast<float>(i % across), legend.y + row * static_cast<float>(i / across), w, row};
  };
  for (std::size_t i = 0; i < shown.places.size(); ++i) out.legend.push_back({shown.places[i], cell(i)});
  out.left_out = shown.others;
  if (!all) out.others = cell(cells - 1);
}

const DataTableRow* built_in_row(const DataView& view, std::uint32_t row) {
  if (view.pointed.row == row) return &view.pointed;
  if (view.opened.row == row) return &view.opened;
  const auto found =
      std::find_if(view.table.begin(), view.table.end(), [&](const DataTableRow& one) { return one.row == row; });
  return found == view.table.end() ? nullptr : &*found;
}

// "12" alone says nothing: "actor 12".
std::string spoken(std::uint8_t field, const std::string& word) {
  const bool code = !word.empty() && word.size() < 4 && std::isdigit(static_cast<unsigned char>(word.front())) != 0;
  return code && field < kFieldCount ? std::string(kFieldNames[field]) + " " + word : word;
}

}  // namespace

MapBoxes map_boxes(const DataView& view, const Box& box, float scale) {
  MapBoxes out;
  Box rest = box;
  const bool wide = rest.w >= kWideFrom * scale;
  const bool two_lines = !wide && text_width(view.map_words, 13 * scale) > rest.w;
  out.words = cut_top(rest, kTextRow * scale * (two_lines ? 2 : 1));
  out.counts = wide;
  if (wide) {
    Box column = cut_right(rest, std::min(widest_word(view, scale, true), rest.w * 0.34F));
    cut_right(rest, kGap * scale);
    cut_top(column, kTextRow * scale);
    fill_column(view, column, scale, out);
  } else {
    fill_rows(view, rest, scale, out);
  }
  const bool titled = !map_titles(view).y.empty();
  out.y_title = cut_top(rest, titled ? kTextRow * scale : 4);
  out.x_title = cut_bottom(rest, kTextRow * scale);
  out.plot = rest.inset(0, 2);
  return out;
}

ChartShape map_legend(const DataView& view, const DataRequest& request, const Box& box, float scale) {
  ChartShape shape;
  const auto filter = std::find_if(request.words.begin(), request.words.end(),
                                   [&](const FieldFilter& one) { return one.field == request.field; });
  for (const MapBoxes::Line& line : map_boxes(view, box, scale).legend) {
    const DataWord& word = view.words[line.place];
    const bool picked = filter != request.words.end() &&
                        std::find(filter->codes.begin(), filter->codes.end(), word.code) != filter->codes.end();
    shape.elements.push_back({.box = line.box,
                              .name = word_name(word) + ", " + clip_count(word.count),
                              .picked = picked,
                              .filter = {.kind = DataFilter::Kind::word, .field = request.field, .code = word.code}});
  }
  return shape;
}

MapTitles map_titles(const DataView& view) {
  if (view.map_shares.empty()) return {.x = "No unit: what is near sounds alike, far distances mean little", .y = ""};
  const auto title = [&](std::size_t axis) {
    if (axis >= view.map_shares.size()) return std::string();
    return "Component " + std::to_string(axis + 1) + ", " + percent(view.map_shares[axis]) + " of the variance";
  };
  return {.x = title(0), .y = title(1)};
}

std::vector<std::string> map_readout(const DataView& view, const DataRequest& request, std::uint32_t row,
                                     std::size_t letters) {
  const auto at = std::find(view.map_rows.begin(), view.map_rows.end(), row);
  if (row == kNoRow || at == view.map_rows.end()) return {};
  const DataTableRow* known = built_in_row(view, row);
  if (known == nullptr) {
    const auto point = static_cast<std::size_t>(at - view.map_rows.begin());
    const auto word = std::find_if(view.words.begin(), view.words.end(),
                                   [&](const DataWord& one) { return one.code == view.map_codes[point]; });
    return {word == view.words.end() ? "\u2026" : spoken(request.field, word_name(*word))};
  }
  std::vector<std::string> lines{known->name};
  std::string line;
  for (std::size_t i = 0; i < std::min(known->words.size(), view.table_fields.size()); ++i) {
    if (known->words[i].empty()) continue;
    const std::string word = spoken(view.table_fields[i], known->words[i]);
    if (!line.empty() && line.size() + word.size() + 3 > letters) {  // two commas and a space
      lines.push_back(line + ",");
      line.clear();
    }
    line += (line.empty() ? "" : ", ") + word;
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

}  // namespace emo::ui
