// The whole catalogue in the orders that were asked for last. A selection is then sorted by reading one of them, so
// that another filter sorts nothing.
#pragma once
#include <cstdint>
#include <list>
#include <vector>

#include "explorer/room_content.h"
#include "explorer/room_numbers.h"
#include "explorer/room_selection.h"

namespace emo {

struct DataRequest;

class RoomOrder {
 public:
  // Rows of the selection as request.sort wants them; if the column is missing, as they stand, which `problem` says.
  [[nodiscard]] std::vector<std::uint32_t> sorted(const DataRequest& request, const RoomContent& content,
                                                  RoomNumbers& numbers, const RoomSelection& selection,
                                                  std::string& problem);
  [[nodiscard]] std::uint32_t sorts() const { return sorts_; }  // how often anything was sorted

 private:
  struct Key {
    DataSort sort{};
    std::uint8_t field = 0;
    std::string column;
    bool descending = false;
    std::uint32_t catalogue = 0, content = 0;  // changes
    bool operator==(const Key&) const = default;
  };
  struct Order {
    Key key;
    std::vector<std::uint32_t> rows;
  };

  std::list<Order> orders_;  // the newest first
  std::uint32_t sorts_ = 0;
};

}  // namespace emo
