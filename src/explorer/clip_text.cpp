#include "explorer/clip_text.h"

#include <array>
#include <cmath>
#include <cstdint>

#include "session/number_text.h"

namespace emo {
namespace {

constexpr std::size_t kBytesANumber = 12;

// To the microsecond.
void append_time(std::string& text, double seconds) {
  const std::int64_t microseconds = std::llround(seconds * 1e6);
  const std::string part = std::to_string(microseconds % 1000000);
  text.append(std::to_string(microseconds / 1000000)).append(".").append(6 - part.size(), '0').append(part);
}

// The values as frames of columns.
struct Table {
  std::size_t frames = 1, columns = 0;
  std::size_t frame_step = 0, column_step = 1;  // in values
};

bool is_series(const FeatureMatrix& m) { return m.shape.size() > 1; }

Table table_of(const FeatureMatrix& m) {
  if (!is_series(m)) return {.columns = m.values.size()};
  const auto rows = static_cast<std::size_t>(m.shape[0]), across = static_cast<std::size_t>(m.shape[1]);
  if (m.frames_first) return {.frames = rows, .columns = across, .frame_step = across};
  return {.frames = across, .columns = rows, .frame_step = 1, .column_step = across};
}

}  // namespace

std::string clip_csv_lines(const FeatureMatrix& matrix, std::string_view file) {
  const Table table = table_of(matrix);
  std::string text;
  text.reserve(matrix.values.size() * kBytesANumber + table.frames * (file.size() + kBytesANumber));
  for (std::size_t t = 0; t < table.frames; ++t) {
    text += file;
    if (is_series(matrix)) append_time(text += ',', matrix.first_frame_s + static_cast<double>(t) * matrix.frame_s);
    for (std::size_t c = 0; c < table.columns; ++c)
      append_number(text += ',', matrix.values[t * table.frame_step + c * table.column_step]);
    text += '\n';
  }
  return text;
}

std::string clip_csv_header(const FeatureMatrix& matrix, std::string_view name) {
  std::string text = is_series(matrix) ? "file,time_s" : "file";
  for (std::size_t c = 0; c < table_of(matrix).columns; ++c)
    text.append(",").append(name).append("_").append(std::to_string(c));
  return text + '\n';
}

std::string clip_json_list(const FeatureMatrix& matrix) {
  std::string text = "[";
  text.reserve(matrix.values.size() * kBytesANumber);
  for (float value : matrix.values) {
    if (text.size() > 1) text += ',';
    if (std::isfinite(value))
      append_number(text, value);
    else
      text += "null";
  }
  return text + ']';
}

}  // namespace emo
