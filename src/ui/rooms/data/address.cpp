// The part of an address behind "#data/".
#include <array>
#include <optional>

#include "dataset/clip_fields.h"
#include "ui/base/lines.h"
#include "ui/rooms/data/state.h"
#include "ui/rooms/data/words.h"

namespace emo::ui {
namespace {

constexpr std::array<std::string_view, kDataChartCount> kCharts{"distribution", "cross_table", "histogram", "spread",
                                                                "map",          "split",       "compare",   "files"};

bool charts_numbers(DataChart chart) { return chart == DataChart::histogram || chart == DataChart::spread; }

template <class List>
std::optional<std::size_t> place_in(const List& list, std::string_view word) {
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i] == word) return i;
  return std::nullopt;
}

template <class List>
std::string joined(const List& list) {
  std::string words;
  for (std::size_t i = 0; i < list.size(); ++i)
    words += (i == 0 ? "" : i + 1 < list.size() ? ", " : " and ") + std::string(list[i]);
  return words;
}

std::string unknown(std::string_view what, std::string_view name, const std::string& known) {
  return "The Data room has no " + std::string(what) + " named \u201c" + std::string(name) + "\u201d. There are " +
         known + ".";
}

}  // namespace

std::string_view chart_name(DataChart chart) { return kCharts[static_cast<std::size_t>(chart) % kCharts.size()]; }

std::string data_address(const DataRequest& request) {
  const DataRequest beginning;
  const bool same_column = !charts_numbers(request.chart) || request.column == beginning.column;
  if (request.chart == beginning.chart && request.field == beginning.field && same_column) return "";
  std::string address(chart_name(request.chart));
  if (request.field < kFieldCount) address += '/' + std::string(kFieldNames[request.field]);
  if (charts_numbers(request.chart) && !request.column.empty()) address += '/' + request.column;
  return address;
}

void open_data_beginning(DataRoomState& room) {
  const DataRequest beginning;
  room.show_chart(beginning.chart);
  room.request.field = beginning.field;
  room.request.column = beginning.column;
  room.show_table = false;
}

std::string open_data_address(DataRoomState& room, std::string_view address) {
  const std::vector<std::string> parts = split(address, '/');
  const std::string_view chart = parts.empty() ? "" : std::string_view(parts[0]);
  const auto found = place_in(kCharts, chart);
  if (!found) return unknown("chart", chart, joined(kCharts));
  room.show_chart(static_cast<DataChart>(*found));
  room.show_table = false;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (const auto field = place_in(kFieldNames, parts[i]))
      room.request.field = static_cast<std::uint8_t>(*field);
    else if (charts_numbers(room.request.chart))  // its columns are known once the recordings are
      room.request.column = parts[i];
    else
      return unknown("field", parts[i], joined(kFieldNames));
  }
  return "";
}

}  // namespace emo::ui
