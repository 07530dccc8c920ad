#include "explorer/data_service.h"

#include <algorithm>

#include "explorer/carry_over.h"

namespace emo {

Result<void> DataService::open_built_in(std::span<const std::uint8_t> bytes) {
  auto set = BuiltInDataset::from_bytes(bytes);
  if (!set) return Error{set.error()};
  const auto& features = set.value().features;
  if (!known_ && std::any_of(features.begin(), features.end(), [](const BuiltInFeatures& f) { return f.width > 0; }))
    known_ = set.value();
  room_.open(std::move(set.value()));
  return {};
}

Result<OpenReport> DataService::open(const OpenOptions& options) {
  auto opened = open_files(options);
  if (!opened) return Error{opened.error()};
  BuiltInDataset& set = opened.value().set;
  OpenReport& report = opened.value().report;
  if (set.catalogue.row_count() == 0) {
    report.title = room_.content().title;
    report.attribution = room_.content().attribution;
    return std::move(report);
  }
  if (options.carry) {
    if (known_) {
      const std::uint32_t rows = carry_over(known_->catalogue, known_->features, set);
      attribute_carried(rows, known_->title, known_->attribution, set);
      report.carried += rows;
    }
    const RoomContent& open = room_.content();
    const std::uint32_t rows = carry_over(open.catalogue, open.features, set);
    attribute_carried(rows, open.title, open.attribution, set);
    report.carried = std::max(report.carried, rows);
  }
  report.title = set.title;
  report.attribution = set.attribution;
  room_.open(std::move(set));
  return std::move(report);
}

}  // namespace emo
