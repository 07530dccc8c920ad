#include "explorer/data_room.h"

#include <algorithm>

#include "contract/data_view.h"
#include "dataset/statistics.h"
#include "explorer/chips.h"
#include "explorer/request_repair.h"
#include "explorer/room_charts.h"
#include "explorer/room_table.h"

namespace emo {
namespace {

bool has_lasso(const DataRequest& request) { return request.lasso.size() >= 6; }

// What of a request decides which rows are selected.
DataRequest selecting_part(const DataRequest& request) {
  DataRequest part;
  part.split = request.split;
  part.split_shares = request.split_shares;
  part.split_seed = request.split_seed;
  part.words = request.words;
  part.numbers = request.numbers;
  part.search = request.search;
  part.problem = request.problem;
  part.lasso = request.lasso;
  part.draw_count = request.draw_count;
  part.draw_seed = request.draw_seed;
  if (!has_lasso(request)) return part;
  part.map_features = request.map_features;
  part.map_method = request.map_method;
  return part;
}

DataRequest sorting_part(const DataRequest& request) {
  DataRequest part = selecting_part(request);
  part.sort = request.sort;
  part.sort_field = request.sort_field;
  part.sort_column = request.sort_column;
  part.descending = request.descending;
  return part;
}

DataRequest charting_part(const DataRequest& request) {
  DataRequest part = selecting_part(request);
  part.chart = request.chart;
  part.field = request.field;
  part.field_b = request.field_b;
  part.column = request.column;
  if (request.chart != DataChart::map) return part;
  part.map_features = request.map_features;
  part.map_method = request.map_method;
  return part;
}

}  // namespace

DataRoom::DataRoom() : chart_(std::make_unique<DataView>()) {}
DataRoom::~DataRoom() = default;

DataView DataRoom::answer(const DataRequest& asked) {
  std::string problem;
  const DataRequest request = repaired(asked, problem);
  prepare(request, problem);
  bring_chart(request);
  note_problem(problem, chart_->problem);
  note_problem(problem, sorted_problem_);

  DataView view = *chart_;
  view.problem = std::move(problem);
  fill_facts(view, asked);
  fill_table(view, request);
  return view;
}

std::vector<std::uint32_t> DataRoom::selected_rows(const DataRequest& asked) {
  std::string problem;
  const DataRequest request = repaired(asked, problem);
  prepare(request, problem);
  return sorted_;
}

bool DataRoom::step() { return map_wanted_ && map_.step(); }

DataRoom::Work DataRoom::work() const {
  Work work = work_;
  work.sorts = order_.sorts();
  return work;
}

void DataRoom::prepare(const DataRequest& request, std::string& problem) {
  bring_split(request, problem);
  map_wanted_ = request.chart == DataChart::map || has_lasso(request);
  if (map_wanted_) {
    const auto shown = map_.show(request.map_features, request.map_method);
    if (!shown && content_.rows() > 0) note_problem(problem, shown.error());
  }
  bring_selection(request);
  note_problem(problem, selection_problem_);
  bring_sorted(request);
}

void DataRoom::bring_selection(const DataRequest& request) {
  Key key{selecting_part(request), content_.changes, has_lasso(request) ? map_.steps() : 0};
  key.changes.sound = 0;
  if (selection_key_ == key) return;
  selection_problem_.clear();
  selection_.select(request, content_, numbers_, map_, selection_problem_);
  selection_key_ = std::move(key);
  ++work_.selections;
}

void DataRoom::bring_sorted(const DataRequest& request) {
  Key key{sorting_part(request), selection_key_->changes, selection_key_->map_steps};
  if (sorted_key_ == key) return;
  sorted_problem_.clear();
  sorted_ = order_.sorted(request, content_, numbers_, selection_, sorted_problem_);
  sorted_key_ = std::move(key);
  ++work_.sortings;
}

void DataRoom::bring_chart(const DataRequest& request) {
  const bool maps = request.chart == DataChart::map;
  Key key{charting_part(request), selection_key_->changes, maps ? map_.steps() : selection_key_->map_steps};
  if (request.chart == DataChart::compare) {
    key.compare_base = request.opened_row;
    if (key.compare_base >= content_.rows()) key.compare_base = first_to_compare();
  }
  if (chart_key_ == key) return;
  *chart_ = {};
  fill_chart(*chart_, request, {content_, numbers_, selection_, map_, key.compare_base});
  chart_key_ = std::move(key);
  ++work_.charts;
}

// Of the selection, if it can be, one that can be heard.
std::uint32_t DataRoom::first_to_compare() const {
  const auto heard = std::find_if(sorted_.begin(), sorted_.end(), [this](std::uint32_t row) {
    return row < content_.sound.size() && content_.sound[row] != 0;
  });
  if (heard != sorted_.end()) return *heard;
  return sorted_.empty() ? kNoRow : sorted_.front();
}

void DataRoom::bring_fields() {
  if (fields_seen_ == content_.changes) return;
  fields_seen_ = content_.changes;
  fields_.clear();
  const std::vector<std::uint32_t> rows = all_rows(content_.catalogue);
  for (std::size_t f = 0; f < kFieldCount; ++f) {
    const auto counts = counts_by(content_.catalogue, static_cast<Field>(f), rows);
    const auto words = static_cast<std::uint32_t>(
        std::count_if(counts.begin(), counts.end(), [](const WordCount& c) { return c.code != kUnknown; }));
    if (words > 0) fields_.push_back({static_cast<std::uint8_t>(f), words});
  }
  with_sound_ = static_cast<std::uint32_t>(content_.sound.size()) -
                static_cast<std::uint32_t>(std::count(content_.sound.begin(), content_.sound.end(), 0));
}

void DataRoom::fill_facts(DataView& view, const DataRequest& asked) {
  bring_fields();
  view.revision = asked.revision;
  view.catalogue = content_.changes.catalogue;
  view.title = content_.title;
  view.attribution = content_.attribution;
  view.rows = static_cast<std::uint32_t>(content_.rows());
  view.selected = static_cast<std::uint32_t>(sorted_.size());
  view.with_sound = with_sound_;
  view.fields = fields_;
  view.columns = numbers_.infos();
  ChipFacts facts;
  facts.in_lasso = selection_.in_lasso();
  for (const RangeFilter& filter : asked.numbers) {
    const auto column = numbers_.find(filter.column);
    facts.units.push_back(column ? view.columns[*column].unit : "");
  }
  view.chips = chips_of(asked, content_.catalogue, facts);
}

void DataRoom::fill_table(DataView& view, const DataRequest& request) {
  const TableShape shape = table_shape(fields_, numbers_, request);
  const auto row_of = [&](std::uint32_t row) { return table_row(content_, numbers_, shape, row); };
  const std::uint32_t selected = view.selected;
  const std::uint32_t count = std::min(request.row_count, selected);
  view.first_row = std::min(request.first_row, selected - count);
  for (std::uint32_t i = 0; i < count; ++i) view.table.push_back(row_of(sorted_[view.first_row + i]));
  view.table_fields = shape.fields;
  view.table_columns = shape.columns;

  view.opened = row_of(request.opened_row);
  view.pointed = row_of(request.pointed_row);
  // All our models have: their cards say so.
  view.opened_learned =
      view.opened.row != kNoRow && content_.catalogue.word(Field::corpus, view.opened.row) == "RAVDESS";
  if (sorted_.empty()) return;
  const auto opened = std::find(sorted_.begin(), sorted_.end(), request.opened_row);
  if (opened == sorted_.end()) {
    view.next_row = sorted_.front();
    return;
  }
  view.opened_place = static_cast<std::uint32_t>(opened - sorted_.begin());
  if (opened != sorted_.begin()) view.previous_row = *(opened - 1);
  if (opened + 1 != sorted_.end()) view.next_row = *(opened + 1);
}

}  // namespace emo
