// From files' paths, and tables that tell of them, to a catalogue. What a table says counts for more than what names
// say, a later table for more than an earlier one; only where a person says how names are to be read (`forced`) do
// tables merely fill what is left.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dataset/csv_mapping.h"
#include "dataset/recognition.h"
#include "explorer/built_in_dataset.h"

namespace emo {

inline constexpr std::uint32_t kNoFile = 0xffffffff;

struct OpenTable {
  std::string path;
  CsvTable cells;
  std::optional<CsvMapping> mapping;  // none: guess_mapping()
  std::string unreadable;             // why it has no cells; "" it has
};

struct OpenOptions {
  std::string title, attribution;
  std::vector<std::string> paths;
  std::vector<OpenTable> tables;
  bool by_table = false;           // the rows are the first table's, in its order, those without a file too
  const Corpus* forced = nullptr;  // RecognitionDesc::forced
  int folder_depth = 0;
  bool carry = false;  // take over what is known of recordings of the same name
};

struct TableReport {
  std::string path;
  std::uint32_t rows = 0;
  std::uint32_t matched = 0, unmatched = 0, ambiguous = 0;  // of its rows: one file, none, several equally like it
  std::uint32_t speakers = 0;                               // whose sex it told (a table of speakers names no files)
  std::string problem;                                      // why none of it was used; ""
  std::vector<TableProblem> problems;
  CsvMapping mapping;
  std::vector<std::string> columns;               // names, or "1", "2", … without a header
  std::vector<std::vector<std::string>> preview;  // the first ten rows
};

struct OpenReport {
  std::string summary;
  std::string title, attribution;  // of what is open now
  const Corpus* main = nullptr;
  int folder_depth = 0;
  std::vector<NamingFit> fits;
  std::vector<SkippedFile> skipped;
  std::array<std::uint32_t, kSkipCauseCount> left_out{};
  std::vector<TableReport> tables;
  std::vector<std::uint32_t> kept;  // by row: index into OpenOptions::paths, or kNoFile
  std::uint32_t carried = 0;        // rows of which numbers or features were known
};

struct Opened {
  BuiltInDataset set;  // no rows: nothing was recognised
  OpenReport report;
};

// What a table looks like, before anything is opened by it: `rows` are those below the header; none is matched yet.
TableReport look_at_table(const OpenTable& table);

// Error: by_table without a table that can be read; more words or paths than a catalogue holds.
Result<Opened> open_files(const OpenOptions& options);

}  // namespace emo
