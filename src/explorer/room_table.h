// The Data room's table: what its columns are, and single rows of it.
#pragma once
#include <span>
#include <vector>

#include "explorer/room_content.h"
#include "explorer/room_numbers.h"

namespace emo {

struct DataRequest;

struct TableShape {
  std::vector<std::uint8_t> fields;
  std::vector<std::uint32_t> columns;  // into RoomNumbers::infos()
};

// Fields with two words or more, the emotion first and always; the measures that any row has, and the features that the
// request is about (chart, order, ranges).
TableShape table_shape(std::span<const DataFieldInfo> fields, RoomNumbers& numbers, const DataRequest& request);

// row: of the catalogue; an unknown one gives a DataTableRow without any.
DataTableRow table_row(const RoomContent& content, const RoomNumbers& numbers, const TableShape& shape,
                       std::uint32_t row);

}  // namespace emo
