// The words of a field among some rows, as charts list them.
#pragma once
#include <span>
#include <vector>

#include "explorer/room_content.h"

namespace emo {

struct DataRequest;
struct DataWord;

// Sorted as counts_by() sorts them, parts of a split made here in their own order; unknown last. Words that are picked
// are listed even if no row has them, so that they can be unpicked.
std::vector<DataWord> words_of(const RoomContent& content, Field field, std::span<const std::uint32_t> rows,
                               const DataRequest& request);

// words × columns, row-major: how often a row has this word and that one. Each row's word must be listed, or it is not
// counted.
std::vector<std::uint32_t> counts_of(const RoomContent& content, Field by_row, std::span<const DataWord> words,
                                     Field by_column, std::span<const DataWord> columns,
                                     std::span<const std::uint32_t> rows);

}  // namespace emo
