#include "ui/rooms/data/charts/chart.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "contract/data_view.h"
#include "ui/rooms/data/charts/maker.h"

namespace emo::ui {
namespace {

// What the view must hold for its chart; it may still answer an earlier request.
bool fits(const DataView& view, DataChart chart) {
  const std::size_t words = view.words.size();
  switch (chart) {
    case DataChart::cross_table:
    case DataChart::split:
      return view.counts.size() == words * view.words_b.size();
    case DataChart::histogram:
      return view.counts.size() == words * view.bins;
    case DataChart::spread:
      return view.spreads.size() == words;
    default:
      return true;
  }
}

bool is_empty(const DataView& view, DataChart chart) {
  if (chart == DataChart::split || chart == DataChart::files) return false;  // they say so themselves
  if (chart == DataChart::histogram && view.bins == 0) return true;
  if (chart == DataChart::cross_table && view.words_b.empty()) return true;
  return view.words.empty();
}

std::string empty_sentence(const DataView& view, DataChart chart) {
  if (!view.problem.empty()) return view.problem;
  if (view.rows == 0) return "Nothing is open yet.";
  if (view.selected == 0) return "No clip passes all filters. Take one away to see more.";
  if (chart == DataChart::histogram)
    return "None of these clips has this number yet. \u201CCompute features\u201D measures it.";
  return "There is nothing to count here.";
}

void toggle_word(DataRequest& request, std::uint8_t field, std::uint16_t code) {
  auto& words = request.words;
  auto filter = std::find_if(words.begin(), words.end(), [&](const FieldFilter& p) { return p.field == field; });
  if (filter == words.end()) {
    words.push_back({field, {code}});
    return;
  }
  const auto at = std::find(filter->codes.begin(), filter->codes.end(), code);
  if (at == filter->codes.end())
    filter->codes.push_back(code);
  else
    filter->codes.erase(at);
  if (filter->codes.empty()) words.erase(filter);
}

void toggle_cell(DataRequest& request, const DataFilter& filter) {
  const FieldFilter first{filter.field, {filter.code}}, second{filter.field_b, {filter.code_b}};
  auto& words = request.words;
  const bool alone =
      std::count(words.begin(), words.end(), first) > 0 && std::count(words.begin(), words.end(), second) > 0;
  std::erase_if(words, [&](const FieldFilter& p) { return p.field == filter.field || p.field == filter.field_b; });
  if (alone) return;
  words.push_back(first);
  if (filter.field_b != filter.field) words.push_back(second);
}

float after(float value) { return std::nextafter(value, std::numeric_limits<float>::infinity()); }

void toggle_range(DataRequest& request, const DataFilter& wanted) {
  auto& numbers = request.numbers;
  auto filter =
      std::find_if(numbers.begin(), numbers.end(), [&](const RangeFilter& p) { return p.column == wanted.column; });
  if (filter == numbers.end()) {
    numbers.push_back({wanted.column, wanted.low, wanted.high});
    return;
  }
  const bool inside = wanted.low >= filter->low && wanted.high <= filter->high;
  const bool at_low = wanted.low == filter->low, at_high = wanted.high == filter->high;
  if (inside && at_low && at_high)
    numbers.erase(filter);
  else if (inside && at_low)
    filter->low = after(wanted.high);
  else if (inside && at_high)
    filter->high = std::nextafter(wanted.low, -std::numeric_limits<float>::infinity());
  else if (wanted.low == after(filter->high))
    filter->high = wanted.high;
  else if (filter->low == after(wanted.high))
    filter->low = wanted.low;
  else
    *filter = {wanted.column, wanted.low, wanted.high};
}

}  // namespace

ChartFigure chart_figure(const ChartOptions& options) {
  const DataChart chart = options.request.chart;
  if (options.box.empty() || chart == DataChart::map || chart == DataChart::compare) return {};
  ChartMaker maker(options);
  const bool answered = options.view.revision == options.request.revision;
  if (!fits(options.view, chart) || is_empty(options.view, chart)) {
    if (answered) maker.sentence(empty_sentence(options.view, chart));
    return std::move(maker.figure);
  }
  switch (chart) {
    case DataChart::distribution:
      options.donut ? make_donut(maker) : make_bars(maker);
      break;
    case DataChart::cross_table:
      make_cross_table(maker);
      break;
    case DataChart::histogram:
      make_histogram(maker);
      break;
    case DataChart::spread:
      make_spread(maker);
      break;
    case DataChart::split:
      make_split(maker);
      break;
    case DataChart::files:
      make_files(maker);
      break;
    case DataChart::map:
    case DataChart::compare:
      break;
  }
  return std::move(maker.figure);
}

std::string chart_title(const DataRequest& request) {
  const std::string by = field_name(request.field);
  switch (request.chart) {
    case DataChart::distribution:
      return "Clips by " + by;
    case DataChart::cross_table:
      return "Clips by " + by + " and " + field_name(request.field_b);
    case DataChart::histogram:
    case DataChart::spread:
      return capital(request.column) + " by " + by;
    case DataChart::split:
      return "Parts of the split by " + by;
    case DataChart::files:
      return "Files to check";
    case DataChart::map:
      return "Map by " + by;
    case DataChart::compare:
      break;
  }
  return "Comparison by " + field_name(request.field_b);
}

bool ChartSlice::contains(float x, float y) const {
  const float dx = x - ring.centre_x(), dy = y - ring.centre_y(), radius = ring.w / 2;
  const float distance = std::hypot(dx, dy);
  if (distance > radius || distance < radius * kDonutHole) return false;
  float turn = std::atan2(dx, -dy) / (2 * std::numbers::pi_v<float>);
  if (turn < 0) turn += 1;
  return turn >= start && turn < end;
}

ChartShape chart_shape(const DataView& view, const DataRequest& request, const Box& box, float scale, bool donut) {
  return chart_figure({.view = view, .request = request, .box = box, .scale = scale, .donut = donut});
}

int element_at(const ChartShape& shape, float x, float y) {
  for (std::size_t i = 0; i < shape.elements.size(); ++i) {
    if (shape.elements[i].box.contains(x, y)) return static_cast<int>(i);
  }
  for (const ChartSlice& slice : shape.slices) {
    if (slice.contains(x, y)) return slice.element;
  }
  return -1;
}

void toggle_filter(DataRequest& request, const DataFilter& filter) {
  switch (filter.kind) {
    case DataFilter::Kind::none:
      return;
    case DataFilter::Kind::word:
      toggle_word(request, filter.field, filter.code);
      break;
    case DataFilter::Kind::cell:
      toggle_cell(request, filter);
      break;
    case DataFilter::Kind::range:
      toggle_range(request, filter);
      break;
    case DataFilter::Kind::problem:
      request.problem = request.problem == filter.column ? "" : filter.column;
      break;
  }
  request.first_row = 0;
}

}  // namespace emo::ui
