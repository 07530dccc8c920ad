// Tables of text: RFC 4180 with any of four delimiters.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "contract/result.h"

namespace emo {

struct CsvRow {
  std::size_t line = 0;  // 1 …: where it begins in the text (a quoted cell may hold line breaks)
  std::vector<std::string> cells;
};

struct CsvTable {
  char delimiter = ',';
  std::vector<CsvRow> rows;  // the header, if any, is the first; empty lines are left out
  std::size_t columns = 0;   // of the first row
};

// What a first line "sep=;" (Excel's) names; else of ',', ';', tab and '|' the one that cuts the first 20 rows most
// evenly into the most cells; ',' if none does.
char detect_delimiter(std::string_view text);

// delimiter 0: detect_delimiter(). Cells in quotes may hold delimiters, line breaks and "" for a quote; lines end with
// LF or CRLF; a UTF-8 byte order mark and a line "sep=;" are skipped. Rows may differ in length: who reads them says
// which cells they need. Error, with the line: a quote that is never closed, text after a closing quote, no row at all,
// bytes of UTF-16.
Result<CsvTable> parse_csv(std::string_view text, char delimiter = 0);

}  // namespace emo
