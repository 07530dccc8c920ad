#include "explorer/room_numbers.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace emo {
namespace {

struct FeatureGroup {
  std::string_view name;
  std::size_t count;
};
// The order of recipes/mlp180.
constexpr std::array<FeatureGroup, 3> kGroups{{{"mfcc_", 40}, {"chroma_", 12}, {"mel_", 128}}};
constexpr std::size_t kFeatureCount = 180;
constexpr std::size_t kMostGathered = 4;

bool has_features(const RoomContent& content) {
  const BuiltInFeatures& mlp180 = content.of(MapFeatures::mlp180);
  return mlp180.width == kFeatureCount && mlp180.values.size() == content.rows() * kFeatureCount;
}

std::uint32_t count_finite(std::span<const float> values) {
  return static_cast<std::uint32_t>(
      std::count_if(values.begin(), values.end(), [](float value) { return std::isfinite(value); }));
}

}  // namespace

void RoomNumbers::renew() {
  const RoomContent::Changes& now = content_->changes;
  if (fresh_ && now.catalogue == seen_.catalogue && now.numbers == seen_.numbers && now.features == seen_.features)
    return;
  seen_ = now;
  fresh_ = true;
  infos_.clear();
  gathered_.clear();
  const Catalogue& catalogue = content_->catalogue;
  for (std::size_t c = 0; c < catalogue.column_count(); ++c) {
    const NumberColumn& column = catalogue.column(c);
    infos_.push_back({column.name, column.unit, count_finite(column.values)});
  }
  if (!has_features(*content_)) return;
  std::uint32_t known = 0;
  const std::vector<float>& values = content_->of(MapFeatures::mlp180).values;
  for (std::size_t at = 0; at < values.size(); at += kFeatureCount)
    if (std::isfinite(values[at])) ++known;
  for (const FeatureGroup& group : kGroups)
    for (std::size_t i = 0; i < group.count; ++i)
      infos_.push_back({std::string(group.name) + std::to_string(i), "", known});
}

const std::vector<DataColumnInfo>& RoomNumbers::infos() {
  renew();
  return infos_;
}

std::optional<std::size_t> RoomNumbers::find(std::string_view name) {
  renew();
  for (std::size_t c = 0; c < infos_.size(); ++c)
    if (infos_[c].name == name) return c;
  return std::nullopt;
}

float RoomNumbers::value(std::size_t column, std::uint32_t row) const {
  if (!is_feature(column)) return content_->catalogue.column(column).values[row];
  return content_->of(MapFeatures::mlp180).values[row * kFeatureCount + (column - content_->catalogue.column_count())];
}

std::span<const float> RoomNumbers::values(std::size_t column) {
  renew();
  if (!is_feature(column)) return content_->catalogue.column(column).values;
  const auto found = std::find_if(gathered_.begin(), gathered_.end(),
                                  [column](const Gathered& gathered) { return gathered.column == column; });
  if (found != gathered_.end()) {
    gathered_.splice(gathered_.begin(), gathered_, found);
    return gathered_.front().values;
  }
  if (gathered_.size() == kMostGathered) gathered_.pop_back();
  Gathered& fresh = gathered_.emplace_front(Gathered{column, {}});
  fresh.values.reserve(content_->rows());
  for (std::uint32_t row = 0; row < content_->rows(); ++row) fresh.values.push_back(value(column, row));
  return fresh.values;
}

}  // namespace emo
