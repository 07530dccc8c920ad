#include "ui/rooms/data/words.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "contract/data_view.h"
#include "contract/feature_table.h"
#include "dataset/clip_fields.h"
#include "ui/base/format.h"
#include "ui/base/lines.h"
#include "ui/base/parsed_number.h"
#include "ui/base/text_width.h"
#include "ui/rooms/data/control_ids.h"
#include "ui/rooms/data/state.h"

namespace emo::ui {
namespace {

std::string capital(std::string_view word) {
  std::string title(word);
  if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 'a' + 'A');
  return title;
}

// Which of them are shown where there is no space for all: lower first.
constexpr std::array<int, kFieldCount> kFieldRanks{7, 0, 3, 5, 8, 2, 4, 9, 10, 6};
constexpr int kNumberRank = 1, kOtherNumberRank = 11;

// CSS pixels at 13 px: a usual word of the field.
constexpr std::array<float, kFieldCount> kFieldWidths{84, 96, 72, 150, 60, 52, 64, 96, 64, 84};

int digits_of(const std::string& unit, const std::string& name) {
  for (const MeasureInfo& measure : kMeasures)
    if (measure.name == name) return measure.digits;
  if (unit == "s") return 2;
  if (unit == "dBFS" || unit == "1/s") return 1;
  return unit == "Hz" ? 0 : 3;
}

bool sorts_by(const DataRequest& request, const DataView& view, std::size_t sort) {
  const std::size_t fields = view.table_fields.size();
  if (sort == 0) return request.sort == DataSort::path;
  if (sort <= fields) return request.sort == DataSort::field && request.sort_field == view.table_fields[sort - 1];
  return request.sort == DataSort::number &&
         request.sort_column == view.columns[view.table_columns[sort - fields - 1]].name;
}

DataChoice list_of(DataSelect select, std::string_view name, std::vector<std::string> options, int selected) {
  const bool known = selected >= 0 && selected < static_cast<int>(options.size());
  std::string label = known ? options[static_cast<std::size_t>(selected)] : std::string(name);
  return {.select = select,
          .name = std::string(name),
          .label = short_words(label, 26),
          .options = std::move(options),
          .selected = known ? selected : -1};
}

DataChoice list_of(DataSelect select, std::string_view name, std::string_view lines, int selected) {
  return list_of(select, name, split(lines, '\n'), selected);
}

DataChoice field_list(const DataView& view, DataSelect select, std::string_view name, std::uint8_t chosen) {
  std::vector<std::string> options;
  int selected = -1;
  for (const DataFieldInfo& f : view.fields) {
    if (f.field == chosen) selected = static_cast<int>(options.size());
    options.push_back(field_title(f.field));
  }
  return list_of(select, name, std::move(options), selected);
}

DataChoice column_list(const DataView& view, const std::string& chosen) {
  std::vector<std::string> options;
  int selected = -1;
  for (const DataColumnInfo& c : view.columns) {
    if (c.name == chosen) selected = static_cast<int>(options.size());
    options.push_back(capital(c.name));
  }
  return list_of(DataSelect::column, "Number", std::move(options), selected);
}

std::string share_words(const std::vector<float>& shares) {
  std::string words;
  for (const float share : shares) {
    if (!words.empty()) words += " / ";
    words += fixed(share, share == std::floor(share) ? 0 : 2);
  }
  return words;
}

}  // namespace

std::string_view chart_title(DataChart chart) {
  constexpr std::string_view kTitles[kDataChartCount]{"Distribution", "Cross table", "Histogram", "Spread",
                                                      "Map",          "Split",       "Compare",   "Files to check"};
  return kTitles[static_cast<std::size_t>(chart) % kDataChartCount];
}

std::string field_title(std::uint8_t field) { return field < kFieldCount ? capital(kFieldNames[field]) : ""; }

std::string count_words(const DataView& view) {
  const std::string all = std::to_string(view.rows) + (view.rows == 1 ? " clip" : " clips");
  return view.selected == view.rows ? all : std::to_string(view.selected) + " of " + all;
}

std::vector<DataChoice> data_choices(const DataRoomState& room) {
  const DataRequest& r = room.request;
  const DataView& v = room.view();
  const auto field = [&](std::string_view name) { return field_list(v, DataSelect::field, name, r.field); };
  switch (r.chart) {
    case DataChart::distribution:
      return {field("By"), list_of(DataSelect::shape, "Shape", "Bars\nDonut", r.donut ? 1 : 0)};
    case DataChart::cross_table:
      return {field("Rows"), field_list(v, DataSelect::field_b, "Columns", r.field_b)};
    case DataChart::histogram:
      return {column_list(v, r.column), field("Stacked by")};
    case DataChart::spread:
      return {column_list(v, r.column), field("By")};
    case DataChart::map: {
      std::vector<DataChoice> choices{
          list_of(DataSelect::map_features, "Made of", "180 features\nEmbedding",
                  r.map_features == MapFeatures::mlp180 ? 0 : 1),
          list_of(DataSelect::map_method, "Method", "PCA\nt-SNE", r.map_method == MapMethod::pca ? 0 : 1),
          field("Coloured by"),
          {.select = DataSelect::lasso,
           .name = "Lasso: select by drawing around",
           .label = "Lasso",
           .pressed = room.map.tool == MapTool::lasso}};
      if (room.map.window.zoom > 1)
        choices.push_back({.select = DataSelect::whole_map, .name = "Whole map", .label = "Whole map"});
      return choices;
    }
    case DataChart::split: {
      std::vector<DataChoice> choices{list_of(
          DataSelect::split, "Way of splitting",
          "As the files came\nRandom\nStratified\nSpeakers apart\nThe protocol's folds", static_cast<int>(r.split))};
      if (r.split != SplitWay::none && r.split != SplitWay::protocol_folds) {
        choices.push_back({.select = DataSelect::shares,
                           .name = "Shares of the parts, for example 70 / 15 / 15",
                           .label = share_words(r.split_shares),
                           .field = true});
        choices.push_back({.select = DataSelect::new_draw, .name = "Draw the split anew", .label = "New draw"});
      }
      choices.push_back(field("By"));
      return choices;
    }
    case DataChart::compare:
      return {field_list(v, DataSelect::field_b, "Side by side", r.field_b)};
    case DataChart::files:
      break;
  }
  return {};
}

void choose(DataRoomState& room, DataSelect select, int option) {
  DataRequest& r = room.request;
  const DataView& v = room.view();
  const auto at = static_cast<std::size_t>(std::max(option, 0));
  switch (select) {
    case DataSelect::field:
    case DataSelect::field_b:
      if (at < v.fields.size()) (select == DataSelect::field ? r.field : r.field_b) = v.fields[at].field;
      break;
    case DataSelect::column:
      if (at < v.columns.size()) r.column = v.columns[at].name;
      break;
    case DataSelect::shape:
      r.donut = option == 1;
      break;
    case DataSelect::map_features:
    case DataSelect::map_method:
      if (select == DataSelect::map_features)
        r.map_features = option == 0 ? MapFeatures::mlp180 : MapFeatures::embedding;
      else
        r.map_method = option == 0 ? MapMethod::pca : MapMethod::tsne;
      // The outline was drawn around other places.
      if (!r.lasso.empty()) room.selection_changed();
      r.lasso.clear();
      room.map.show_all();
      break;
    case DataSelect::lasso:
      room.map.tool = room.map.tool == MapTool::lasso ? MapTool::move : MapTool::lasso;
      break;
    case DataSelect::split:
      r.split = static_cast<SplitWay>(std::min(at, std::size_t{4}));
      room.split_chosen = true;
      break;
    case DataSelect::shares:  // typed
      break;
    case DataSelect::new_draw:
      ++r.split_seed;
      break;
    case DataSelect::whole_map:
      room.map.show_all();
      break;
  }
}

std::vector<float> shares_in(std::string_view text) {
  std::vector<float> shares;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_of("0123456789.", at);
    if (begin == std::string_view::npos) break;
    at = std::min(text.find_first_not_of("0123456789.", begin), text.size());
    const auto number = parsed_number(text.substr(begin, at - begin));
    if (!number || !(*number > 0)) return {};
    shares.push_back(static_cast<float>(*number));
  }
  return shares.size() < 2 || shares.size() > 8 ? std::vector<float>{} : shares;
}

std::vector<DataColumn> data_columns(const DataRoomState& room) {
  const DataView& v = room.view();
  std::vector<DataColumn> columns{{.title = "File", .sort = 0, .width = 104}};
  for (std::size_t i = 0; i < v.table_fields.size(); ++i) {
    const std::uint8_t field = v.table_fields[i];
    const float word = field < kFieldCount ? kFieldWidths[field] : 80;
    const std::string title = field_title(field);
    const float width = std::max(word, text_width(title, 13, Face::strong) + 14) + 14;
    columns.push_back({.title = title, .sort = i + 1, .field = static_cast<int>(i), .width = width});
    if (field < kFieldCount) columns.back().rank = kFieldRanks[field];
  }
  for (std::size_t i = 0; i < v.table_columns.size(); ++i) {
    if (v.table_columns[i] >= v.columns.size()) continue;
    const DataColumnInfo& info = v.columns[v.table_columns[i]];
    const std::string title = info.unit.empty() ? capital(info.name) : capital(info.name) + ", " + info.unit;
    columns.push_back({.title = title,
                       .sort = v.table_fields.size() + i + 1,
                       .number = static_cast<int>(i),
                       .rank = i == 0 ? kNumberRank : kOtherNumberRank,
                       .digits = digits_of(info.unit, info.name),
                       .width = std::max(64.0F, text_width(title, 13, Face::strong) + 14) + 14});
  }
  if (columns.size() > kMaxDataColumns) columns.resize(kMaxDataColumns);
  for (DataColumn& c : columns) {
    c.sorted = sorts_by(room.request, v, c.sort);
    if (c.sort == 0 || c.sorted) c.rank = 0;
  }
  return columns;
}

std::string cell_words(const DataTableRow& row, const DataColumn& column) {
  if (column.field >= 0) {
    const auto i = static_cast<std::size_t>(column.field);
    return i < row.words.size() ? row.words[i] : "";
  }
  if (column.number >= 0) {
    const auto i = static_cast<std::size_t>(column.number);
    return i < row.numbers.size() && std::isfinite(row.numbers[i])
               ? fixed(static_cast<double>(row.numbers[i]), column.digits)
               : "\u2013";
  }
  return row.name;
}

std::string field_words(std::uint8_t field, const std::string& word) {
  const bool number = !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
  return number && field < kFieldCount ? std::string(kFieldNames[field]) + " " + word : word;
}

std::string row_words(const DataRoomState& room, const DataTableRow& row) {
  std::string words = row.name;
  const DataView& v = room.view();
  for (std::size_t i = 0; i < row.words.size() && i < v.table_fields.size(); ++i)
    if (!row.words[i].empty()) words += ", " + field_words(v.table_fields[i], row.words[i]);
  for (std::size_t i = 0; i < row.numbers.size() && i < v.table_columns.size(); ++i) {
    if (!std::isfinite(row.numbers[i]) || v.table_columns[i] >= v.columns.size()) continue;
    const DataColumnInfo& info = v.columns[v.table_columns[i]];
    words += ", " + info.name + " " + fixed(static_cast<double>(row.numbers[i]), digits_of(info.unit, info.name)) +
             (info.unit.empty() ? "" : " " + info.unit);
  }
  return words;
}

std::string short_words(std::string_view text, std::size_t letters) {
  std::size_t count = 0, at = 0;
  for (; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) continue;
    if (count++ == letters) return std::string(text.substr(0, at)) + "\u2026";
  }
  return std::string(text);
}

std::vector<DataAction> data_actions() {
  return {{DataControl::open, "Open\u2026"},
          {DataControl::export_, "Save\u2026"},
          {DataControl::compute, "Compute features"},
          {DataControl::recognised, "What was recognised"},
          {DataControl::storage, "Kept data"}};
}

std::string_view player_hint(const DataView& view) {
  if (view.with_sound == 0) return "Open the recordings to hear them: press Open\u2026";
  return "Choose a clip to hear it.";
}

std::string empty_words(const DataRoomState& room) {
  if (!room.told.job.empty()) return room.told.job;
  if (!room.heard()) return "Fetching what is known of RAVDESS\u2026";
  if (!room.view().problem.empty()) return room.view().problem;
  return "No recordings are open. Press Open\u2026 to choose a folder, files, a zip or a public data set.";
}

}  // namespace emo::ui
