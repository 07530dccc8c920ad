#include "explorer/carry_over.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "dataset/corpora.h"

namespace emo {
namespace {

constexpr std::uint32_t kSeveral = 0xffffffff;

std::map<std::string, std::uint32_t> rows_by_stem(const Catalogue& catalogue) {
  std::map<std::string, std::uint32_t> rows;
  for (std::uint32_t row = 0; row < catalogue.row_count(); ++row) {
    const auto [place, fresh] = rows.emplace(to_lower(stem_of(catalogue.path(row))), row);
    if (!fresh) place->second = kSeveral;
  }
  return rows;
}

// By row of `to`: the row of `from`, or kSeveral.
std::vector<std::uint32_t> same_recordings(const Catalogue& from, const Catalogue& to) {
  const auto by_stem = rows_by_stem(from);
  std::map<std::string_view, std::uint32_t> by_path;
  for (std::uint32_t row = 0; row < from.row_count(); ++row) by_path.emplace(from.path(row), row);
  std::vector<std::uint32_t> same(to.row_count(), kSeveral);
  for (std::uint32_t row = 0; row < to.row_count(); ++row) {
    const std::string_view path = to.path(row);
    if (const auto found = by_path.find(path); found != by_path.end())
      same[row] = found->second;
    else if (const auto alike = by_stem.find(to_lower(stem_of(path))); alike != by_stem.end())
      if (alike->second != kSeveral && name_identifies(path)) same[row] = alike->second;
  }
  return same;
}

void carry_numbers(const NumberColumn& from, std::size_t column, const std::vector<std::uint32_t>& same,
                   BuiltInDataset& to, std::vector<bool>& touched) {
  for (std::uint32_t row = 0; row < same.size(); ++row) {
    if (same[row] == kSeveral || std::isnan(from.values[same[row]])) continue;
    if (!std::isnan(to.catalogue.column(column).values[row])) continue;
    to.catalogue.set_number(column, row, from.values[same[row]]);
    touched[row] = true;
  }
}

void carry_features(const BuiltInFeatures& from, const std::vector<std::uint32_t>& same, BuiltInFeatures& to,
                    std::vector<bool>& touched) {
  if (from.width == 0 || (to.width != 0 && to.width != from.width)) return;
  const auto width = static_cast<std::ptrdiff_t>(from.width);
  if (to.width == 0) {
    to.width = from.width;
    to.made_by = from.made_by;
    to.values.assign(same.size() * from.width, kNotKnown);
  }
  for (std::size_t row = 0; row < same.size(); ++row) {
    const auto place = to.values.begin() + static_cast<std::ptrdiff_t>(row) * width;
    if (same[row] == kSeveral || !std::isnan(*place)) continue;
    const auto known = from.values.begin() + static_cast<std::ptrdiff_t>(same[row]) * width;
    if (std::isnan(*known)) continue;
    std::copy_n(known, width, place);
    touched[row] = true;
  }
}

}  // namespace

std::uint32_t carry_over(const Catalogue& from, const std::array<BuiltInFeatures, kMapFeatureCount>& features,
                         BuiltInDataset& to) {
  const std::vector<std::uint32_t> same = same_recordings(from, to.catalogue);
  if (std::all_of(same.begin(), same.end(), [](std::uint32_t row) { return row == kSeveral; })) return 0;
  std::vector<bool> touched(same.size(), false);
  for (std::size_t c = 0; c < from.column_count(); ++c) {
    const NumberColumn& column = from.column(c);
    carry_numbers(column, to.catalogue.add_column(column.name, column.unit), same, to, touched);
  }
  for (std::size_t kind = 0; kind < kMapFeatureCount; ++kind)
    carry_features(features[kind], same, to.features[kind], touched);
  return static_cast<std::uint32_t>(std::count(touched.begin(), touched.end(), true));
}

void attribute_carried(std::uint32_t rows, std::string_view title, std::string_view attribution, BuiltInDataset& to) {
  if (rows == 0) return;
  std::string sentence = "Measures and features of " + std::to_string(rows) +
                         (rows == 1 ? " recording are known by its name" : " recordings are known by their names");
  if (!title.empty()) sentence += " from " + std::string(title);
  sentence += '.';
  if (!attribution.empty() && to.attribution.find(attribution) == std::string::npos)
    sentence += ' ' + std::string(attribution);
  if (!to.attribution.empty()) to.attribution += ' ';
  to.attribution += sentence;
}

}  // namespace emo
