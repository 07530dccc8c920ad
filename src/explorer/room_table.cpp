#include "explorer/room_table.h"

#include <algorithm>
#include <array>

#include "contract/data_request.h"
#include "contract/data_view_parts.h"

namespace emo {
namespace {

constexpr std::array kFieldOrder{Field::emotion, Field::intensity, Field::statement, Field::repetition, Field::actor,
                                 Field::sex,     Field::channel,   Field::modality,  Field::corpus,     Field::split};
static_assert(kFieldOrder.size() == kFieldCount);

std::string_view name_of(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace

TableShape table_shape(std::span<const DataFieldInfo> fields, RoomNumbers& numbers, const DataRequest& request) {
  TableShape shape;
  for (const Field field : kFieldOrder) {
    const auto number = static_cast<std::uint8_t>(field);
    const bool tells = std::any_of(fields.begin(), fields.end(), [number](const DataFieldInfo& info) {
      return info.field == number && info.words > 1;
    });
    if (tells || field == Field::emotion) shape.fields.push_back(number);
  }
  const std::vector<DataColumnInfo>& infos = numbers.infos();
  for (std::uint32_t c = 0; c < infos.size(); ++c) {
    const bool asked = infos[c].name == request.column ||
                       (request.sort == DataSort::number && infos[c].name == request.sort_column) ||
                       std::any_of(request.numbers.begin(), request.numbers.end(),
                                   [&](const RangeFilter& filter) { return filter.column == infos[c].name; });
    if (infos[c].known > 0 && (c < kMeasureCount || asked)) shape.columns.push_back(c);
  }
  return shape;
}

DataTableRow table_row(const RoomContent& content, const RoomNumbers& numbers, const TableShape& shape,
                       std::uint32_t row) {
  DataTableRow shown;
  if (row >= content.rows()) return shown;
  shown.row = row;
  shown.name = name_of(content.catalogue.path(row));
  for (const std::uint8_t field : shape.fields) {
    shown.codes.push_back(content.catalogue.codes(static_cast<Field>(field))[row]);
    shown.words.emplace_back(content.catalogue.word(static_cast<Field>(field), row));
  }
  for (const std::uint32_t column : shape.columns) shown.numbers.push_back(numbers.value(column, row));
  shown.has_sound = row < content.sound.size() && content.sound[row] != 0;
  return shown;
}

}  // namespace emo
