// Features as text: JSON lines and CSV tables. Numbers are the shortest that read back as the same float.
#pragma once
#include <span>
#include <string>

#include "features/feature.h"

namespace emo::native {

// What is computed of each sound: a recipe, or a feature with its settings.
struct Computation {
  const Recipe* recipe = nullptr;
  const Feature* feature = nullptr;
  FeatureSettings settings{std::span<const Parameter>()};  // of the feature

  [[nodiscard]] std::string_view name() const { return recipe != nullptr ? recipe->name : feature->name; }
  [[nodiscard]] Result<FeatureMatrix> compute(const Sound& sound) const;
};

// More than one frame's worth of numbers: a table with a row a frame. Else one row a sound.
bool is_series(const FeatureMatrix& matrix);

// {"file", "recipe", "version", "shape", "values"}, or {"file", "feature", "unit", "parameters", "rows"?, "frame_s"?,
// "first_frame_s"?, "shape", "values"}; values row-major, null where there is no number. With its line end.
std::string json_line(const Computation& what, const std::string& file, const FeatureMatrix& matrix);

// RFC 4180 with "\n". Vectors: file, then a column a number, one line. Series: file, time_s (the frame's centre), then
// a column a row of the feature, a line a frame. Columns bear the rows' names, or NAME_1 …
struct CsvText {
  std::string header;  // with its line end, as the lines
  std::string lines;
};
CsvText csv_text(const Computation& what, const std::string& file, const FeatureMatrix& matrix);

}  // namespace emo::native
