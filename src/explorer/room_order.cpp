#include "explorer/room_order.h"

#include <algorithm>

#include "contract/data_request.h"
#include "dataset/selection.h"
#include "explorer/request_repair.h"

namespace emo {
namespace {

constexpr std::size_t kMostOrders = 4;

}  // namespace

std::vector<std::uint32_t> RoomOrder::sorted(const DataRequest& request, const RoomContent& content,
                                             RoomNumbers& numbers, const RoomSelection& selection,
                                             std::string& problem) {
  const auto column = request.sort == DataSort::number ? numbers.find(request.sort_column) : std::nullopt;
  if (request.sort == DataSort::number && !column) {
    note_problem(problem, "No recording has a number called \"" + request.sort_column +
                              "\"; the table is sorted as the files came.");
    return selection.rows();
  }
  Key key{request.sort, {}, {}, request.descending, content.changes.catalogue, 0};
  if (request.sort == DataSort::field) {
    key.field = request.sort_field;
    key.content = content.changes.words;
  }
  if (column) {
    key.column = request.sort_column;
    key.content = content.changes.numbers + content.changes.features;
  }
  auto order = std::find_if(orders_.begin(), orders_.end(), [&](const Order& o) { return o.key == key; });
  if (order == orders_.end()) {
    if (orders_.size() == kMostOrders) orders_.pop_back();
    orders_.push_front({key, all_rows(content.catalogue)});
    order = orders_.begin();
    ++sorts_;
    if (column)
      sort_rows(numbers.values(*column), key.descending, order->rows);
    else if (request.sort == DataSort::field)
      sort_rows(content.catalogue, {static_cast<Field>(key.field), key.descending}, order->rows);
    else
      sort_rows(content.catalogue, {ByPath{}, key.descending}, order->rows);
  } else {
    orders_.splice(orders_.begin(), orders_, order);
  }
  std::vector<std::uint32_t> rows;
  rows.reserve(selection.rows().size());
  std::copy_if(order->rows.begin(), order->rows.end(), std::back_inserter(rows),
               [&](std::uint32_t row) { return selection.holds(row); });
  return rows;
}

}  // namespace emo
