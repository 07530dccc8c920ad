// What DataRoom holds: opened, changed, given back.
#include <algorithm>

#include "contract/data_request.h"
#include "dataset/splits.h"
#include "explorer/data_room.h"
#include "explorer/request_repair.h"

namespace emo {
namespace {

std::vector<SplitPart> parts_of(std::span<const float> shares) {
  static constexpr std::array<std::string_view, 3> kThree{"train", "validation", "test"};
  static constexpr std::array<std::string_view, 2> kTwo{"train", "test"};
  std::vector<SplitPart> parts;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    std::string name = "part " + std::to_string(i + 1);
    if (shares.size() == 3) name = kThree[i];
    if (shares.size() == 2) name = kTwo[i];
    parts.push_back({std::move(name), shares[i]});
  }
  return parts;
}

SplitMethod method_of(SplitWay way) {
  switch (way) {
    case SplitWay::random:
      return SplitMethod::random;
    case SplitWay::stratified:
      return SplitMethod::stratified;
    case SplitWay::protocol_folds:
      return SplitMethod::protocol_folds;
    case SplitWay::none:
    case SplitWay::speaker_independent:
      break;
  }
  return SplitMethod::speaker_independent;
}

}  // namespace

void DataRoom::set_catalogue(Catalogue catalogue, std::string title, std::string attribution) {
  BuiltInDataset set;
  set.catalogue = std::move(catalogue);
  set.title = std::move(title);
  set.attribution = std::move(attribution);
  open(std::move(set));
}

void DataRoom::open(BuiltInDataset set) {
  RoomContent::Changes changes = content_.changes;
  ++changes.catalogue;
  ++changes.words;
  ++changes.numbers;
  ++changes.features;
  ++changes.duplicates;
  ++changes.sound;
  content_ = {.catalogue = std::move(set.catalogue),
              .title = std::move(set.title),
              .attribution = std::move(set.attribution),
              .features = std::move(set.features),
              .sound = {},
              .duplicates = {},
              .split_made = false,
              .changes = changes};
  for (BuiltInFeatures& features : content_.features)
    if (features.values.size() != content_.rows() * features.width) features = {};
  own_split_words_.clear();
  own_split_codes_.clear();
  split_key_ = {};
  split_problem_.clear();
  (void)set_duplicates(std::move(set.duplicates));
}

BuiltInDataset DataRoom::built_in_dataset() const {
  BuiltInDataset set{.catalogue = content_.catalogue,
                     .title = content_.title,
                     .attribution = content_.attribution,
                     .features = content_.features,
                     .duplicates = content_.duplicates};
  if (content_.split_made) (void)set.catalogue.replace_field(Field::split, own_split_words_, own_split_codes_);
  return set;
}

Result<void> DataRoom::check_rows(std::span<const std::uint32_t> rows) const {
  for (const std::uint32_t row : rows)
    if (row >= content_.rows())
      return Error{"There is no recording number " + std::to_string(row + 1) + "; " + std::to_string(content_.rows()) +
                   " are open. Other recordings may have been opened meanwhile."};
  return {};
}

Result<void> DataRoom::set_sound(std::span<const std::uint8_t> by_row) {
  if (by_row.size() != content_.rows())
    return Error{"The list of sounds that can be opened is of " + std::to_string(by_row.size()) + " recordings; " +
                 std::to_string(content_.rows()) + " are open."};
  content_.sound.assign(by_row.begin(), by_row.end());
  ++content_.changes.sound;
  return {};
}

Result<void> DataRoom::set_numbers(std::string_view column, std::string_view unit, std::span<const std::uint32_t> rows,
                                   std::span<const float> values) {
  if (column.empty()) return Error{"A column of numbers needs a name."};
  if (rows.size() != values.size())
    return Error{std::to_string(values.size()) + " numbers came for " + std::to_string(rows.size()) + " recordings."};
  if (auto checked = check_rows(rows); !checked) return checked;
  const std::size_t place = content_.catalogue.add_column(column, unit);
  for (std::size_t i = 0; i < rows.size(); ++i) content_.catalogue.set_number(place, rows[i], values[i]);
  ++content_.changes.numbers;
  return {};
}

Result<void> DataRoom::set_features(MapFeatures kind, std::string made_by, std::uint32_t width,
                                    std::span<const float> values, std::optional<std::span<const std::uint32_t>> rows) {
  if (static_cast<std::size_t>(kind) >= kMapFeatureCount) return Error{"There are no features of this kind."};
  const std::size_t count = rows ? rows->size() : content_.rows();
  if (width == 0 || values.size() != count * width)
    return Error{std::to_string(values.size()) + " numbers are not " + std::to_string(width) + " for each of " +
                 std::to_string(count) + " recordings."};
  if (rows)
    if (auto checked = check_rows(*rows); !checked) return checked;
  BuiltInFeatures& features = content_.features[static_cast<std::size_t>(kind)];
  if (features.width != width) features.values.assign(content_.rows() * width, kNotKnown);
  features.width = width;
  features.made_by = std::move(made_by);
  for (std::size_t i = 0; i < count; ++i)
    std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(i * width), width,
                features.values.begin() + static_cast<std::ptrdiff_t>((rows ? (*rows)[i] : i) * width));
  ++content_.changes.features;
  return {};
}

Result<void> DataRoom::set_duplicates(std::vector<std::vector<std::uint32_t>> groups) {
  for (const auto& group : groups)
    if (auto checked = check_rows(group); !checked) return checked;
  content_.duplicates = std::move(groups);
  ++content_.changes.duplicates;
  return {};
}

Result<void> DataRoom::set_word(Field field, std::span<const std::uint32_t> rows, std::string_view word) {
  if (static_cast<std::size_t>(field) >= kFieldCount) return Error{"There is no such field to correct."};
  if (auto checked = check_rows(rows); !checked) return checked;
  if (field == Field::split) make_own_split_again();
  auto written = content_.catalogue.set_word(field, rows, word);
  if (written) ++content_.changes.words;
  return written;
}

void DataRoom::make_own_split_again() {
  if (content_.split_made) {
    (void)content_.catalogue.replace_field(Field::split, own_split_words_, own_split_codes_);
    content_.split_made = false;
    ++content_.changes.words;
  }
  split_key_ = {};
  split_problem_.clear();
}

void DataRoom::bring_split(const DataRequest& request, std::string& problem) {
  SplitKey key{request.split, request.split_shares, request.split_seed};
  if (request.split == SplitWay::none) key = {};
  const bool stands = key == split_key_ && (request.split == SplitWay::none || split_words_ == content_.changes.words);
  if (!stands) {
    make_own_split_again();
    split_key_ = key;
    if (request.split != SplitWay::none && content_.rows() > 0) {
      ++work_.splits;
      const SplitDesc desc{.method = method_of(request.split),
                           .parts = parts_of(request.split_shares),
                           .stratify_by = Field::emotion,
                           .seed = request.split_seed};
      const auto made = make_split(content_.catalogue, all_rows(content_.catalogue), desc);
      if (made) {
        own_split_words_ = content_.catalogue.vocabulary(Field::split).words();
        const auto codes = content_.catalogue.codes(Field::split);
        own_split_codes_.assign(codes.begin(), codes.end());
        content_.split_made = write_split(content_.catalogue, made.value()).ok();
        ++content_.changes.words;
      } else {
        split_problem_ = made.error();
      }
    }
    split_words_ = content_.changes.words;
  }
  note_problem(problem, split_problem_);
}

}  // namespace emo
