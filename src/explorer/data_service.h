// What data.wasm is: the Data room's content and answers, and how something comes to be open in it.
#pragma once
#include <cstdint>
#include <optional>
#include <span>

#include "explorer/data_room.h"
#include "explorer/opening.h"

namespace emo {

class DataService {
 public:
  [[nodiscard]] DataRoom& room() { return room_; }

  // A BuiltInDataset's bytes. The first one with features is remembered: recordings that are opened later and have the
  // names of its own take its numbers. Error: damaged; what was open stays open.
  Result<void> open_built_in(std::span<const std::uint8_t> bytes);

  // Nothing recognised (no rows): what was open stays open. Error: as open_files() has it; likewise.
  Result<OpenReport> open(const OpenOptions& options);

 private:
  DataRoom room_;
  std::optional<BuiltInDataset> known_;
};

}  // namespace emo
