#include "dataset/csv.h"

#include <algorithm>
#include <array>

namespace emo {
namespace {

constexpr std::array<char, 4> kDelimiters{',', ';', '\t', '|'};
constexpr std::size_t kRowsLookedAt = 20;

std::string_view without_mark(std::string_view text) {
  return text.substr(0, 3) == "\xEF\xBB\xBF" ? text.substr(3) : text;
}

// Excel's first line "sep=;": it names the delimiter and is no row.
constexpr std::string_view kSeparatorLine = "sep=";

bool names_delimiter(std::string_view text) {
  constexpr std::size_t at = kSeparatorLine.size();
  return text.size() > at && text.starts_with(kSeparatorLine) &&
         (text.size() == at + 1 || text[at + 1] == '\n' || text[at + 1] == '\r');
}

class Reader {
 public:
  Reader(std::string_view text, char delimiter) : text_(without_mark(text)), delimiter_(delimiter) {
    if (names_delimiter(text_)) at_ = kSeparatorLine.size() + 1;
  }

  // False at the end, or with problem() set.
  bool next(CsvRow& row) {
    row.cells.clear();
    while (at_ < text_.size() && at_line_end()) pass_line_end();
    if (at_ >= text_.size()) return false;
    row.line = line_;
    for (;;) {
      row.cells.emplace_back();
      if (!read_cell(row.cells.back())) return false;
      if (at_ >= text_.size()) return true;
      if (text_[at_] == delimiter_) {
        ++at_;
        continue;
      }
      pass_line_end();
      return true;
    }
  }

  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  [[nodiscard]] bool at_line_end() const {
    return text_[at_] == '\n' || (text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n'));
  }
  void pass_line_end() {
    if (text_[at_] == '\r') ++at_;
    if (at_ < text_.size()) ++at_;
    ++line_;
  }

  bool read_cell(std::string& cell) {
    if (at_ < text_.size() && text_[at_] == '"') return read_quoted(cell);
    const std::size_t start = at_;
    while (at_ < text_.size() && text_[at_] != delimiter_ && !at_line_end()) ++at_;
    cell = text_.substr(start, at_ - start);
    return true;
  }

  bool read_quoted(std::string& cell) {
    const std::size_t opened = line_;
    ++at_;
    for (;;) {
      if (at_ >= text_.size()) {
        problem_ = "Line " + std::to_string(opened) +
                   " of the table opens a quote that is never closed. Close it, or double a quote that is meant as "
                   "such.";
        return false;
      }
      const char c = text_[at_++];
      if (c == '\n') ++line_;
      if (c != '"') {
        cell += c;
        continue;
      }
      if (at_ < text_.size() && text_[at_] == '"') {
        cell += text_[at_++];
        continue;
      }
      if (at_ >= text_.size() || text_[at_] == delimiter_ || at_line_end()) return true;
      problem_ = "Line " + std::to_string(line_) +
                 " of the table has text after a closing quote. Double a quote that is meant as such.";
      return false;
    }
  }

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::string problem_;
};

struct Evenness {
  std::size_t rows = 0;   // as long as the first
  std::size_t cells = 0;  // in the first
};

Evenness evenness_of(std::string_view text, char delimiter) {
  Reader reader(text, delimiter);
  Evenness even;
  CsvRow row;
  for (std::size_t i = 0; i < kRowsLookedAt && reader.next(row); ++i) {
    if (i == 0) even.cells = row.cells.size();
    if (row.cells.size() == even.cells) ++even.rows;
  }
  return even;
}

}  // namespace

char detect_delimiter(std::string_view text) {
  if (const std::string_view bare = without_mark(text); names_delimiter(bare)) return bare[kSeparatorLine.size()];
  char best = kDelimiters[0];
  Evenness most;
  for (const char delimiter : kDelimiters) {
    const Evenness even = evenness_of(text, delimiter);
    if (even.cells < 2) continue;
    if (most.cells == 0 || even.rows > most.rows || (even.rows == most.rows && even.cells > most.cells)) {
      most = even;
      best = delimiter;
    }
  }
  return best;
}

Result<CsvTable> parse_csv(std::string_view text, char delimiter) {
  if (text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF")
    return Error{"The table is written in UTF-16. Save it as CSV in UTF-8."};
  CsvTable table;
  table.delimiter = delimiter != 0 ? delimiter : detect_delimiter(text);
  Reader reader(text, table.delimiter);
  for (CsvRow row; reader.next(row);) table.rows.push_back(row);
  if (!reader.problem().empty()) return Error{reader.problem()};
  if (table.rows.empty()) return Error{"The table is empty: it has no row with text."};
  table.columns = table.rows.front().cells.size();
  return table;
}

}  // namespace emo
