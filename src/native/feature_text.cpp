#include "native/feature_text.h"

#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "features/catalogue.h"
#include "native/feature_json.h"

namespace emo::native {
namespace {

using nlohmann::ordered_json;

void append(std::string& text, float value) {
  char digits[32];
  text.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

// To the microsecond.
void append_time(std::string& text, double seconds) {
  char digits[48];
  text.append(digits, std::to_chars(digits, digits + sizeof digits, seconds, std::chars_format::fixed, 6).ptr);
}

std::string dump(const ordered_json& json) { return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace); }

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

// The values as frames of columns.
struct Table {
  std::size_t frames = 1, columns = 0;
  std::size_t frame_step = 0, column_step = 1;  // in values
};

Table table_of(const FeatureMatrix& m) {
  const auto size = [&](std::size_t axis) { return static_cast<std::size_t>(m.shape[axis]); };
  if (!is_series(m)) return {.columns = m.values.size()};
  if (m.shape.size() == 1) return {.frames = size(0), .columns = 1, .frame_step = 1};
  if (m.frames_first) return {.frames = size(0), .columns = size(1), .frame_step = size(1)};
  return {.frames = size(1), .columns = size(0), .frame_step = 1, .column_step = size(1)};
}

std::string column_name(const Computation& what, const FeatureMatrix& m, std::size_t column, std::size_t columns) {
  if (m.rows.size() == columns) return m.rows[column];
  return columns == 1 ? std::string(what.name()) : std::string(what.name()) + '_' + std::to_string(column);
}

ordered_json head_of(const Computation& what, const std::string& file, const FeatureMatrix& m) {
  if (what.recipe != nullptr) return {{"file", file}, {"recipe", what.name()}, {"version", what.recipe->version}};
  ordered_json head{{"file", file}, {"feature", what.name()}, {"unit", what.feature->unit}};
  head["parameters"] = ordered_json::object();
  for (const Parameter& p : what.settings.parameters())
    head["parameters"][std::string(p.name)] = json_value(what.settings, p);
  if (!m.rows.empty()) head["rows"] = m.rows;
  if (m.frame_s > 0) {
    head["frame_s"] = m.frame_s;
    head["first_frame_s"] = m.first_frame_s;
  }
  return head;
}

}  // namespace

Result<FeatureMatrix> Computation::compute(const Sound& sound) const {
  return recipe != nullptr ? compute_recipe(*recipe, sound) : compute_feature(*feature, settings, sound);
}

bool is_series(const FeatureMatrix& matrix) { return matrix.frame_s > 0 || matrix.shape.size() > 1; }

std::string json_line(const Computation& what, const std::string& file, const FeatureMatrix& matrix) {
  ordered_json head = head_of(what, file, matrix);
  head["shape"] = matrix.shape;
  std::string text = dump(head);
  text.back() = ',';
  text += "\"values\":[";
  for (float value : matrix.values) {
    if (std::isfinite(value)) {
      append(text, value);
    } else {
      text += "null";
    }
    text += ',';
  }
  if (matrix.values.empty()) text += ',';
  text.back() = ']';
  return text + "}\n";
}

CsvText csv_text(const Computation& what, const std::string& file, const FeatureMatrix& matrix) {
  const Table table = table_of(matrix);
  const bool series = is_series(matrix);
  CsvText text;
  text.header = series ? (matrix.frame_s > 0 ? "file,time_s" : "file,frame") : "file";
  for (std::size_t c = 0; c < table.columns; ++c)
    text.header += ',' + csv_field(column_name(what, matrix, c, table.columns));
  text.header += '\n';
  const std::string name = csv_field(file);
  for (std::size_t t = 0; t < table.frames; ++t) {
    text.lines += name;
    if (series) text.lines += ',';
    if (series && matrix.frame_s > 0) {
      append_time(text.lines, matrix.first_frame_s + static_cast<double>(t) * matrix.frame_s);
    } else if (series) {
      text.lines += std::to_string(t);
    }
    for (std::size_t c = 0; c < table.columns; ++c) {
      text.lines += ',';
      append(text.lines, matrix.values[t * table.frame_step + c * table.column_step]);
    }
    text.lines += '\n';
  }
  return text;
}

}  // namespace emo::native
