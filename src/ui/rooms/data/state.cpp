#include "ui/rooms/data/state.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "contract/data_view.h"
#include "dataset/clip_fields.h"
#include "ui/base/flat_json.h"
#include "ui/base/json.h"

namespace emo::ui {
namespace {

constexpr auto kSplitField = static_cast<std::uint8_t>(Field::split);

}  // namespace

DataRoomState::DataRoomState() : view_(std::make_unique<DataView>()) {}
DataRoomState::DataRoomState(DataRoomState&&) noexcept = default;
DataRoomState& DataRoomState::operator=(DataRoomState&&) noexcept = default;
DataRoomState::~DataRoomState() = default;

const std::vector<DataChip>& DataRoomState::chips() const { return view_->chips; }
const std::vector<std::uint32_t>& DataRoomState::compare_rows() const { return view_->compare_rows; }
const std::vector<std::uint8_t>& DataRoomState::table_fields() const { return view_->table_fields; }
const DataTableRow& DataRoomState::opened() const { return view_->opened; }
bool DataRoomState::opened_learned() const { return view_->opened_learned; }
std::uint32_t DataRoomState::rows() const { return view_->rows; }
std::uint32_t DataRoomState::selected() const { return view_->selected; }
std::uint32_t DataRoomState::with_sound() const { return view_->with_sound; }

bool DataRoomState::take_view(std::span<const std::uint8_t> bytes) {
  DataView view;
  if (!from_bytes(bytes, view)) return false;
  if (heard_ && view.catalogue != view_->catalogue) forget_catalogue();
  *view_ = std::move(view);
  heard_ = true;
  const auto answered = std::find_if(waiting_.begin(), waiting_.end(),
                                     [&](const DataRequest& r) { return r.revision == view_->revision; });
  if (answered != waiting_.end()) {
    answered_ = *answered;
    waiting_.erase(waiting_.begin(), answered + 1);
  }
  // A field that the recordings have: else every chart would be empty.
  const auto& fields = view_->fields;
  const auto known = [&](std::uint8_t field) {
    return std::any_of(fields.begin(), fields.end(), [field](const DataFieldInfo& f) { return f.field == field; });
  };
  if (!fields.empty()) {
    if (!known(request.field)) request.field = fields.front().field;
    if (!known(request.field_b)) request.field_b = fields.back().field;
    // Files that came without a split: a random one shows at once what is wrong with it.
    if (!split_chosen && !known(kSplitField)) request.split = SplitWay::random;
  }
  std::erase_if(pictures_, [&](const auto& one) {
    return std::find(view_->compare_rows.begin(), view_->compare_rows.end(), one.first) == view_->compare_rows.end();
  });
  top_ = std::clamp(top_, 0.0, last_top());
  cursor_ = std::min(cursor_, static_cast<std::int64_t>(view_->selected) - 1);
  return true;
}

bool DataRoomState::take_picture(std::uint32_t row, std::span<const std::uint8_t> bytes) {
  DataPicture picture;
  constexpr std::size_t kHead = 2 * sizeof(std::uint32_t);
  if (bytes.size() <= kHead) return false;
  std::memcpy(&picture.width, bytes.data(), sizeof(std::uint32_t));
  std::memcpy(&picture.height, bytes.data() + sizeof(std::uint32_t), sizeof(std::uint32_t));
  if (picture.width > kMostPictureSide || picture.height > kMostPictureSide ||
      bytes.size() - kHead != static_cast<std::size_t>(picture.width) * picture.height)
    return false;
  picture.bytes.assign(bytes.begin() + kHead, bytes.end());
  picture.serial = ++picture_serial_;
  pictures_[row] = std::move(picture);
  return true;
}

DataRequest DataRoomState::shown_request() const {
  DataRequest shown = answered_;
  shown.words = request.words;
  shown.numbers = request.numbers;
  shown.problem = request.problem;
  shown.lasso = request.lasso;
  shown.opened_row = request.opened_row;
  shown.pointed_row = request.pointed_row;
  return shown;
}

// Codes and rows mean something else in other recordings.
void DataRoomState::forget_catalogue() {
  clear_selection();
  pictures_.clear();
  request.opened_row = request.pointed_row = kNoRow;
  request.split = SplitWay::none;
  split_chosen = false;
  map = {};
}

std::optional<std::vector<std::uint8_t>> DataRoomState::next_request(bool shown) {
  if (!shown) return std::nullopt;
  // Whole pages, and one more at both sides: scrolling seldom has to wait.
  const auto page = static_cast<std::uint32_t>(std::ceil(std::max(visible_rows_, 8.0F))) + 1;
  const auto at = static_cast<std::uint32_t>(top_) / page * page;
  request.first_row = at >= page ? at - page : 0;
  request.row_count = at + 2 * page - request.first_row;
  request.revision = asked_.revision;
  if (has_asked_ && request == asked_) return std::nullopt;
  ++request.revision;
  asked_ = request;
  has_asked_ = true;
  waiting_.push_back(request);
  if (waiting_.size() > 64) waiting_.erase(waiting_.begin());  // nobody answers
  return to_bytes(request);
}

void DataRoomState::set_opened(double row) { request.opened_row = row < 0 ? kNoRow : static_cast<std::uint32_t>(row); }

double DataRoomState::last_top() const {
  return std::max(0.0, static_cast<double>(view_->selected) - std::floor(static_cast<double>(visible_rows_)));
}

void DataRoomState::set_table_rows(float visible) {
  visible_rows_ = visible;
  top_ = std::clamp(top_, 0.0, last_top());
}

void DataRoomState::scroll_rows(double by) { top_ = std::clamp(top_ + by, 0.0, last_top()); }

void DataRoomState::set_cursor(double place) {
  cursor_ = static_cast<std::int64_t>(std::clamp(place, -1.0, static_cast<double>(view_->selected) - 1));
}

void DataRoomState::move_cursor(std::string_view key) {
  const double page = std::max(1.0, std::floor(static_cast<double>(visible_rows_)) - 1);
  const auto at = static_cast<double>(cursor_);
  const double seen = cursor_ < 0 ? top_ - 1 : at;
  if (key == "Home") set_cursor(0);
  if (key == "End") set_cursor(static_cast<double>(view_->selected) - 1);
  if (key == "ArrowDown") set_cursor(seen + 1);
  if (key == "ArrowUp") set_cursor(std::max(0.0, at - 1));
  if (key == "PageDown") set_cursor(seen + page);
  if (key == "PageUp") set_cursor(std::max(0.0, at - page));
  show_cursor();
}

void DataRoomState::show_cursor() {
  if (cursor_ < 0) return;
  const auto at = static_cast<double>(cursor_);
  const double whole = std::max(1.0, std::floor(static_cast<double>(visible_rows_)));
  top_ = std::clamp(std::clamp(top_, at - whole + 1, at), 0.0, last_top());
}

std::uint32_t DataRoomState::end_place() const {
  return std::min(view_->selected, static_cast<std::uint32_t>(std::ceil(top_ + static_cast<double>(visible_rows_))));
}

const DataTableRow* DataRoomState::row_at(std::uint32_t place) const {
  const std::size_t i = place - view_->first_row;
  return place < view_->first_row || i >= view_->table.size() ? nullptr : &view_->table[i];
}

void DataRoomState::show_chart(DataChart chart) {
  if (chart != DataChart::map) chart_before_map_ = chart;
  if ((chart == DataChart::compare) != (request.chart == DataChart::compare))
    std::swap(request.field_b, other_field_b_);
  request.chart = chart;
}

void DataRoomState::show_part(DataPart part) {
  show_table = part == DataPart::table;
  if (part == DataPart::map) show_chart(DataChart::map);
  if (part == DataPart::charts) show_chart(chart_before_map_);
}

DataPart DataRoomState::part() const {
  return show_table ? DataPart::table : request.chart == DataChart::map ? DataPart::map : DataPart::charts;
}

void DataRoomState::selection_changed() {
  top_ = 0;
  cursor_ = -1;
}

void DataRoomState::sort_by(std::size_t column) {
  const DataRequest before = request;
  const std::size_t fields = view_->table_fields.size();
  request.sort_column.clear();
  if (column == 0) {
    request.sort = DataSort::path;
  } else if (column <= fields) {
    request.sort = DataSort::field;
    request.sort_field = view_->table_fields[column - 1];
  } else if (column - fields <= view_->table_columns.size() &&
             view_->table_columns[column - fields - 1] < view_->columns.size()) {
    request.sort = DataSort::number;
    request.sort_column = view_->columns[view_->table_columns[column - fields - 1]].name;
  } else {
    return;
  }
  request.descending = request == before && !before.descending;
  selection_changed();
}

bool DataRoomState::selects_anything() const {
  return !request.words.empty() || !request.numbers.empty() || !request.search.empty() || !request.problem.empty() ||
         request.lasso.size() >= 6 || request.draw_count > 0;
}

void DataRoomState::clear_selection() {
  request.words.clear();
  request.numbers.clear();
  request.search.clear();
  request.problem.clear();
  request.lasso.clear();
  request.draw_count = 0;
  selection_changed();
}

void DataRoomState::select_listed(std::string_view column) {
  clear_selection();
  request.numbers.push_back({.column = std::string(column), .low = 1});
  request.sort = DataSort::number;
  request.sort_column = column;
  request.descending = false;
}

void DataRoomState::drop_chip(const DataChip& chip) {
  const auto erase_at = [&](auto& list) {
    if (chip.index < list.size()) list.erase(list.begin() + chip.index);
  };
  switch (chip.kind) {
    case DataChip::Kind::words:
      erase_at(request.words);
      break;
    case DataChip::Kind::number:
      erase_at(request.numbers);
      break;
    case DataChip::Kind::search:
      request.search.clear();
      break;
    case DataChip::Kind::lasso:
      request.lasso.clear();
      break;
    case DataChip::Kind::draw:
      request.draw_count = 0;
      break;
    case DataChip::Kind::problem:
      request.problem.clear();
      break;
  }
  selection_changed();
}

std::string DataRoomState::settings_json() const {
  JsonWriter json;
  json.object().key("chart").number(static_cast<int>(request.chart)).key("field").number(request.field);
  json.key("field_b").number(request.field_b).key("column").text(request.column).key("donut").boolean(request.donut);
  json.key("map_features").number(static_cast<int>(request.map_features));
  json.key("map_method").number(static_cast<int>(request.map_method)).key("table").boolean(show_table);
  return json.end_object().str();
}

void DataRoomState::set_settings(std::string_view text) {
  const FlatJson json(text);
  const auto number = [&](const char* key, int now, int count) {
    return static_cast<std::uint8_t>(std::clamp(json.number(key).value_or(now), 0.0, count - 1.0));
  };
  show_chart(static_cast<DataChart>(number("chart", static_cast<int>(request.chart), kDataChartCount)));
  request.field = number("field", request.field, 256);
  request.field_b = number("field_b", request.field_b, 256);
  request.column = json.text("column").value_or(request.column);
  request.donut = json.boolean("donut").value_or(request.donut);
  request.map_features = static_cast<MapFeatures>(number("map_features", static_cast<int>(request.map_features), 2));
  request.map_method = static_cast<MapMethod>(number("map_method", static_cast<int>(request.map_method), 2));
  show_table = json.boolean("table").value_or(show_table);
}

}  // namespace emo::ui
