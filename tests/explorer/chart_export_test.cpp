#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>

#include "dataset/csv.h"
#include "explorer/chart_export.h"
#include "ui/rooms/data/charts/views.h"

using namespace emo;
using namespace emo::test;

namespace {

// Read by the page's own reader of tables.
CsvTable read(const std::string& text) {
  auto table = parse_csv(text, ',');
  REQUIRE(table.ok());
  return std::move(table.value());
}

const std::string& at(const CsvTable& table, std::size_t row, std::size_t column) {
  REQUIRE(row < table.rows.size());
  REQUIRE(column < table.rows[row].cells.size());
  return table.rows[row].cells[column];
}

std::uint64_t sum(const CsvTable& table, std::size_t column) {
  std::uint64_t all = 0;
  for (std::size_t row = 1; row < table.rows.size(); ++row) all += std::stoull(at(table, row, column));
  return all;
}

}  // namespace

TEST_CASE("a distribution's CSV has a line a word with its share in full precision") {
  const AskedChart a = ravdess(DataChart::distribution);
  const std::string text = chart_csv(a.view, a.request);
  CHECK(text.starts_with("emotion,clips,share\r\nneutral,96,0.06666666666666667\r\n"));
  const CsvTable table = read(text);
  CHECK(table.rows.size() == 9);
  CHECK(sum(table, 1) == 1440);
}

TEST_CASE("cells, bins and parts are written one a line and lose no clip") {
  const AskedChart cells = ravdess_cells();
  const CsvTable crossed = read(chart_csv(cells.view, cells.request));
  CHECK(crossed.rows.size() == 1 + 8 * 24);
  CHECK(at(crossed, 0, 1) == "actor");
  CHECK(sum(crossed, 2) == 1440);

  const AskedChart durations = ravdess_durations();
  const CsvTable bins = read(chart_csv(durations.view, durations.request));
  CHECK(at(bins, 0, 1) == "duration from (s)");
  CHECK(bins.rows.size() == 1 + 8 * 24);
  CHECK(std::strtod(at(bins, 2, 1).c_str(), nullptr) == durations.view.bin_start + durations.view.bin_width);

  const AskedChart parts = ravdess_split(false);
  const CsvTable split = read(chart_csv(parts.view, parts.request));
  CHECK(at(split, 0, 0) == "part");
  CHECK(at(split, 1, 0) == "train");
  CHECK(sum(split, 2) == 1440);
}

TEST_CASE("a spread's numbers read back as the same floats; unknown ones are empty") {
  AskedChart a = ravdess_spreads();
  a.view.spreads[1] = {1, 0.1F, std::nanf(""), 0.1F, 0.1F, 0.1F, 0.1F, 0.1F};
  const CsvTable table = read(chart_csv(a.view, a.request));
  CHECK(at(table, 0, 2) == "mean (s)");
  CHECK(std::strtof(at(table, 3, 2).c_str(), nullptr) == a.view.spreads[2].mean);
  CHECK(at(table, 2, 2) == "0.1");
  CHECK(at(table, 2, 3).empty());
}

TEST_CASE("files to check are written with their counts, and a view of another chart not at all") {
  const AskedChart a = ravdess_files();
  CHECK(chart_csv(a.view, a.request) ==
        "problem,detail,clips\r\nmissing,the sound was not found or could not be read,0\r\n"
        "very quiet,below −50 dBFS,3\r\ndouble,the same content as another file,2\r\n");
  DataRequest other = a.request;
  other.chart = DataChart::spread;
  CHECK(chart_csv(a.view, other).empty());
}

TEST_CASE("the table's CSV quotes what needs it, in the rows' order, without fields and columns that none has") {
  Catalogue catalogue;
  std::vector<ClipRow> rows(3);
  rows[0].path = "a/one, or \"two\".wav";
  rows[0].fields[Field::emotion] = "happy";
  rows[1].path = "a/line\nbreak.wav";
  rows[2].path = "b/plain.wav";
  rows[2].fields[Field::actor] = "01";
  REQUIRE(catalogue.append(rows));
  const std::size_t duration = static_cast<std::size_t>(Measure::duration),
                    rms = static_cast<std::size_t>(Measure::rms);
  catalogue.set_number(duration, 0, 3.7033334F);
  catalogue.set_number(rms, 2, -std::numeric_limits<float>::infinity());
  const std::vector<std::uint32_t> order{2, 0, 1};
  const std::string text = table_csv(catalogue, order);
  CHECK(text ==
        "path,emotion,actor,duration (s),RMS level (dBFS)\r\n"
        "b/plain.wav,,01,,-inf\r\n"
        "\"a/one, or \"\"two\"\".wav\",happy,,3.7033334,\r\n"
        "\"a/line\nbreak.wav\",,,,\r\n");
  const CsvTable table = read(text);
  CHECK(at(table, 2, 0) == rows[0].path);
  CHECK(at(table, 3, 0) == rows[1].path);
  CHECK(table_csv(catalogue, std::vector<std::uint32_t>{1}) == "path\r\n\"a/line\nbreak.wav\"\r\n");
}
