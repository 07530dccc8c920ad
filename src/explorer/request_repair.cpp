#include "explorer/request_repair.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "contract/data_request.h"
#include "dataset/clip_fields.h"

namespace emo {
namespace {

constexpr std::size_t kMostRanges = 48;

template <class Enum>
void limit(Enum& value, Enum last, std::string_view what, std::string& problem) {
  if (static_cast<unsigned>(value) <= static_cast<unsigned>(last)) return;
  note_problem(problem, "There is no " + std::string(what) + " number " + std::to_string(static_cast<unsigned>(value)) +
                            "; the first is shown instead.");
  value = Enum{};
}

void limit_field(std::uint8_t& field, std::uint8_t instead, std::string& problem) {
  if (field < kFieldCount) return;
  note_problem(problem, "There is no field number " + std::to_string(field) + "; " + std::string(kFieldNames[instead]) +
                            " is shown instead.");
  field = instead;
}

bool all_finite(const std::vector<float>& values) {
  return std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); });
}

void repair_numbers(DataRequest& request, std::string& problem) {
  for (RangeFilter& filter : request.numbers) {
    if (std::isnan(filter.low)) filter.low = -std::numeric_limits<float>::infinity();
    if (std::isnan(filter.high)) filter.high = std::numeric_limits<float>::infinity();
  }
  if (request.numbers.size() > kMostRanges) {
    note_problem(problem, "At most " + std::to_string(kMostRanges) + " ranges of numbers can be picked at a time.");
    request.numbers.resize(kMostRanges);
  }
}

void repair_words(DataRequest& request, std::string& problem) {
  // One filter a field: more would be more restrictions than are counted apart.
  std::vector<FieldFilter> kept;
  for (FieldFilter& filter : request.words) {
    const bool known = filter.field < kFieldCount;
    const bool again =
        std::any_of(kept.begin(), kept.end(), [&](const FieldFilter& k) { return k.field == filter.field; });
    if (known && !again) {
      kept.push_back(std::move(filter));
      continue;
    }
    note_problem(problem, known ? "The words of " + std::string(kFieldNames[filter.field]) +
                                      " were picked twice; the first filter counts."
                                : "There is no field number " + std::to_string(filter.field) + " to filter words of.");
  }
  request.words = std::move(kept);
}

}  // namespace

void note_problem(std::string& problem, std::string sentence) {
  if (problem.empty()) problem = std::move(sentence);
}

DataRequest repaired(DataRequest request, std::string& problem) {
  limit(request.chart, DataChart::files, "chart", problem);
  limit(request.map_features, MapFeatures::embedding, "kind of features", problem);
  limit(request.map_method, MapMethod::tsne, "way of making a map", problem);
  limit(request.split, SplitWay::protocol_folds, "way of splitting", problem);
  limit(request.sort, DataSort::number, "order", problem);
  limit_field(request.field, static_cast<std::uint8_t>(Field::emotion), problem);
  limit_field(request.field_b, static_cast<std::uint8_t>(Field::actor), problem);
  if (request.sort == DataSort::field)
    limit_field(request.sort_field, static_cast<std::uint8_t>(Field::emotion), problem);
  repair_words(request, problem);
  repair_numbers(request, problem);
  if (!all_finite(request.lasso)) {
    note_problem(problem, "The line drawn on the map has no place; draw it again.");
    request.lasso.clear();
  }
  if (!all_finite(request.split_shares)) {
    note_problem(problem, "The shares of a split are numbers above 0, such as 70, 15 and 15.");
    request.split_shares = DataRequest{}.split_shares;
  }
  request.row_count = std::min(request.row_count, kMostTableRows);
  return request;
}

}  // namespace emo
