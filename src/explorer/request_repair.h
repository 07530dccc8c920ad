// A DataRequest comes over a boundary: numbers that mean nothing are taken out here, once, so that nobody else checks.
#pragma once
#include <string>

#include "contract/data_request.h"

namespace emo {

inline constexpr std::uint32_t kMostTableRows = 1000;

// The request with everything in range: enums that exist, fields of kFieldNames, finite polygons and shares, ranges
// without NaN, at most 48 ranges. problem: the first thing that had to be changed, in a sentence; unchanged if
// nothing had to be. (Whether a named column exists is checked by those who know the columns.)
DataRequest repaired(DataRequest request, std::string& problem);

// Keeps the first sentence.
void note_problem(std::string& problem, std::string sentence);

}  // namespace emo
