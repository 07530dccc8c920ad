// A recipe's numbers of one clip as text: lines of a table, or the list in a line of JSON. Numbers are the shortest
// text that reads back as the same float.
#pragma once
#include <string>
#include <string_view>

#include "features/feature.h"

namespace emo {

// The lines of one clip, each begun with `file` (a CSV field already, quoted where it must be): one line of all
// numbers, or of a series one a frame with its time in seconds (six decimals).
std::string clip_csv_lines(const FeatureMatrix& matrix, std::string_view file);
// The header that belongs to them: file[,time_s],NAME_1,NAME_2,…
std::string clip_csv_header(const FeatureMatrix& matrix, std::string_view name);

// [1.5,null,…]: row-major; null where there is no number.
std::string clip_json_list(const FeatureMatrix& matrix);

}  // namespace emo
