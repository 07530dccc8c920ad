#include "explorer/chart_export.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "contract/data_request.h"
#include "contract/data_view.h"
#include "session/number_text.h"

namespace emo {
namespace {

class CsvText {
 public:
  CsvText& cell(std::string_view words) {
    begin();
    if (words.find_first_of(",\"\r\n") == std::string_view::npos) {
      text_ += words;
      return *this;
    }
    text_ += '"';
    for (const char c : words) {
      if (c == '"') text_ += '"';
      text_ += c;
    }
    text_ += '"';
    return *this;
  }
  CsvText& cell(const std::string& words) { return cell(std::string_view(words)); }
  CsvText& cell(const char* words) { return cell(std::string_view(words)); }
  CsvText& cell(std::uint32_t count) { return cell(std::to_string(count)); }
  template <class Number>
    requires std::is_floating_point_v<Number>
  CsvText& cell(Number value) {
    if (std::isnan(value)) return cell("");
    if (std::isinf(value)) return cell(value < 0 ? "-inf" : "inf");
    std::string written;
    append_number(written, value);
    return cell(written);
  }
  void end() {
    text_ += "\r\n";
    new_line_ = true;
  }
  std::string taken() { return std::move(text_); }

 private:
  void begin() {
    if (!new_line_) text_ += ',';
    new_line_ = false;
  }
  std::string text_;
  bool new_line_ = true;
};

std::string_view name_of(std::uint8_t field) { return field < kFieldCount ? kFieldNames[field] : ""; }

std::string with_unit(std::string name, std::string_view unit) {
  if (!unit.empty()) name += " (" + std::string(unit) + ")";
  return name;
}

std::string unit_of(const DataView& view, std::string_view column) {
  const auto at =
      std::find_if(view.columns.begin(), view.columns.end(), [&](const DataColumnInfo& c) { return c.name == column; });
  return at == view.columns.end() ? std::string() : at->unit;
}

void write_distribution(CsvText& csv, const DataView& view, const DataRequest& request) {
  csv.cell(name_of(request.field)).cell("clips").cell("share").end();
  double all = 0;
  for (const DataWord& word : view.words) all += word.count;
  for (const DataWord& word : view.words)
    csv.cell(word.word).cell(word.count).cell(all > 0 ? word.count / all : 0.0).end();
}

void write_pairs(CsvText& csv, const DataView& view, std::string_view first, std::string_view second) {
  csv.cell(first).cell(second).cell("clips").end();
  const std::size_t columns = view.words_b.size();
  for (std::size_t i = 0; i < view.counts.size(); ++i)
    csv.cell(view.words[i / columns].word).cell(view.words_b[i % columns].word).cell(view.counts[i]).end();
}

void write_histogram(CsvText& csv, const DataView& view, const DataRequest& request) {
  const std::string unit = unit_of(view, request.column);
  csv.cell(name_of(request.field))
      .cell(with_unit(request.column + " from", unit))
      .cell(with_unit(request.column + " below", unit))
      .cell("clips")
      .end();
  for (std::size_t i = 0; i < view.counts.size(); ++i) {
    const auto bin = static_cast<double>(i % view.bins);
    csv.cell(view.words[i / view.bins].word)
        .cell(view.bin_start + bin * view.bin_width)
        .cell(view.bin_start + (bin + 1) * view.bin_width)
        .cell(view.counts[i])
        .end();
  }
}

void write_spread(CsvText& csv, const DataView& view, const DataRequest& request) {
  const std::string unit = unit_of(view, request.column);
  csv.cell(name_of(request.field)).cell("clips");
  for (const char* name : {"mean", "standard deviation", "least", "lower quartile", "median", "upper quartile", "most"})
    csv.cell(with_unit(name, unit));
  csv.end();
  for (std::size_t i = 0; i < view.words.size(); ++i) {
    const DataSpread& spread = view.spreads[i];
    csv.cell(view.words[i].word).cell(spread.known);
    for (const float value : {spread.mean, spread.deviation, spread.least, spread.lower_quartile, spread.median,
                              spread.upper_quartile, spread.most})
      csv.cell(value);
    csv.end();
  }
}

void write_map(CsvText& csv, const DataView& view, const DataRequest& request) {
  csv.cell("x").cell("y").cell(name_of(request.field)).cell("selected").end();
  for (std::size_t i = 0; i < view.map_x.size(); ++i) {
    const auto word = std::find_if(view.words.begin(), view.words.end(),
                                   [&](const DataWord& w) { return w.code == view.map_codes[i]; });
    csv.cell(view.map_x[i])
        .cell(view.map_y[i])
        .cell(word == view.words.end() ? std::string_view() : std::string_view(word->word))
        .cell(view.map_picked[i] != 0 ? "1" : "0")
        .end();
  }
}

// What the chart's numbers are counted by; the view may answer another request.
bool fits(const DataView& view, DataChart chart) {
  switch (chart) {
    case DataChart::cross_table:
    case DataChart::split:
      return view.counts.size() == view.words.size() * view.words_b.size();
    case DataChart::histogram:
      return view.bins > 0 && view.counts.size() == view.words.size() * view.bins;
    case DataChart::spread:
      return view.spreads.size() == view.words.size();
    case DataChart::map:
      return view.map_y.size() == view.map_x.size() && view.map_codes.size() == view.map_x.size() &&
             view.map_picked.size() == view.map_x.size();
    case DataChart::compare:
      return view.compare_rows.size() == view.words_b.size();
    default:
      return true;
  }
}

}  // namespace

std::string chart_csv(const DataView& view, const DataRequest& request) {
  if (!fits(view, request.chart)) return {};
  CsvText csv;
  switch (request.chart) {
    case DataChart::distribution:
      write_distribution(csv, view, request);
      break;
    case DataChart::cross_table:
      write_pairs(csv, view, name_of(request.field), name_of(request.field_b));
      break;
    case DataChart::histogram:
      write_histogram(csv, view, request);
      break;
    case DataChart::spread:
      write_spread(csv, view, request);
      break;
    case DataChart::map:
      write_map(csv, view, request);
      break;
    case DataChart::split:
      write_pairs(csv, view, "part", name_of(request.field));
      break;
    case DataChart::compare:
      csv.cell(name_of(request.field_b)).cell("row").end();
      for (std::size_t i = 0; i < view.words_b.size(); ++i) {
        csv.cell(view.words_b[i].word);
        view.compare_rows[i] == kNoRow ? csv.cell("") : csv.cell(view.compare_rows[i]);
        csv.end();
      }
      break;
    case DataChart::files:
      csv.cell("problem").cell("detail").cell("clips").end();
      for (const DataProblem& problem : view.problems)
        csv.cell(problem.name).cell(problem.detail).cell(static_cast<std::uint32_t>(problem.rows.size())).end();
      break;
  }
  return csv.taken();
}

std::string table_csv(const Catalogue& catalogue, std::span<const std::uint32_t> rows) {
  std::vector<Field> fields;
  for (std::size_t f = 0; f < kFieldCount; ++f) {
    const auto codes = catalogue.codes(static_cast<Field>(f));
    if (std::any_of(rows.begin(), rows.end(), [&](std::uint32_t row) { return codes[row] != kUnknown; }))
      fields.push_back(static_cast<Field>(f));
  }
  std::vector<std::size_t> columns;
  for (std::size_t c = 0; c < catalogue.column_count(); ++c) {
    const auto& values = catalogue.column(c).values;
    if (std::any_of(rows.begin(), rows.end(), [&](std::uint32_t row) { return !std::isnan(values[row]); }))
      columns.push_back(c);
  }
  CsvText csv;
  csv.cell("path");
  for (const Field field : fields) csv.cell(kFieldNames[static_cast<std::size_t>(field)]);
  for (const std::size_t c : columns) csv.cell(with_unit(catalogue.column(c).name, catalogue.column(c).unit));
  csv.end();
  for (const std::uint32_t row : rows) {
    csv.cell(catalogue.path(row));
    for (const Field field : fields) csv.cell(catalogue.word(field, row));
    for (const std::size_t c : columns) csv.cell(catalogue.column(c).values[row]);
    csv.end();
  }
  return csv.taken();
}

}  // namespace emo
