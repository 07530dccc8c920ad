// Views as the data service makes them, for tests of the Data room.
#pragma once
#include <cstdint>
#include <vector>

#include "contract/data_request.h"
#include "contract/data_view_parts.h"

namespace emo {
struct DataView;
}

namespace emo::test {

// So many clips of the eight expressions in turn; the part of the table that the request asks for.
struct ViewMaker {
  std::uint32_t rows = 1440, selected = 1440, with_sound = 1440, catalogue = 1;
  std::vector<DataChip> chips{};

  [[nodiscard]] DataTableRow row(std::uint32_t place) const;
  [[nodiscard]] DataView view(const DataRequest& request) const;
  [[nodiscard]] DataView view() const;
};

}  // namespace emo::test
