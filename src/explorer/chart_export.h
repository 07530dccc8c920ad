// What the Data room shows as tables for other programs: RFC 4180 (a header, CRLF, quotes where a cell needs them),
// unknown numbers empty, all others as the shortest text that reads back as the same value.
#pragma once
#include <cstdint>
#include <span>
#include <string>

#include "dataset/catalogue.h"

namespace emo {

struct DataRequest;
struct DataView;

// The numbers of the chart that the view answers, one line a bar, cell, bin × word, group, part × word, point, picture
// or problem. "" where the view answers another chart.
std::string chart_csv(const DataView& view, const DataRequest& request);

// The rows in the order given: path, every field that one of them has a word of, every column that one of them has a
// number in ("duration (s)").
std::string table_csv(const Catalogue& catalogue, std::span<const std::uint32_t> rows);

}  // namespace emo
