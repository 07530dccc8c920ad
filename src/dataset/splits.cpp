#include "dataset/splits.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "dataset/folds.h"
#include "dataset/seeded.h"
#include "dataset/speaker_parts.h"
#include "dataset/speakers.h"

namespace emo {
namespace {

Result<std::vector<double>> shares_of(const SplitDesc& desc) {
  if (desc.parts.size() < 2) return Error{"A split has at least two parts, such as train and test."};
  std::set<std::string> names;
  std::vector<double> shares;
  double sum = 0;
  for (const SplitPart& part : desc.parts) {
    if (!(part.share > 0) || !std::isfinite(part.share))
      return Error{"The share of \"" + part.name + "\" must be a number above 0."};
    if (part.name.empty() || !names.insert(part.name).second)
      return Error{"Each part of a split has a name of its own; \"" + part.name + "\" is none or stands twice."};
    shares.push_back(part.share);
    sum += part.share;
  }
  for (double& share : shares) share /= sum;
  return shares;
}

// How many of `count` clips each part gets: its share, rounded down or up. Who gets the clips left after rounding down
// depends on the fractions and on what each part has missed so far (owed), so that sums stay exact too.
std::vector<std::size_t> sizes_for(std::size_t count, std::span<const double> shares, std::vector<double>& owed) {
  std::vector<std::size_t> sizes(shares.size());
  std::vector<double> claim(shares.size());
  std::size_t given = 0;
  for (std::size_t p = 0; p < shares.size(); ++p) {
    const double exact = shares[p] * static_cast<double>(count);
    sizes[p] = static_cast<std::size_t>(exact + 1e-9);
    given += sizes[p];
    const double fraction = exact - static_cast<double>(sizes[p]);
    // A part whose share is whole gets no clip more.
    claim[p] = fraction > 1e-9 ? fraction + owed[p] : -1e9;
    owed[p] += fraction;
  }
  for (; given < count; ++given) {
    const auto p = static_cast<std::size_t>(std::max_element(claim.begin(), claim.end()) - claim.begin());
    ++sizes[p];
    owed[p] -= 1;
    claim[p] = -1e9;
  }
  return sizes;
}

// Groups of rows, each dealt out to the parts in its shares.
void deal(std::vector<std::vector<std::uint32_t>>& groups, std::span<const double> shares, Seeded& seeded,
          std::vector<Code>& part) {
  std::vector<double> owed(shares.size(), 0.0);
  for (std::vector<std::uint32_t>& group : groups) {
    shuffle_first(std::span(group), group.size(), seeded);
    const std::vector<std::size_t> sizes = sizes_for(group.size(), shares, owed);
    std::size_t at = 0;
    for (std::size_t p = 0; p < sizes.size(); ++p)
      for (std::size_t i = 0; i < sizes[p]; ++i) part[group[at++]] = static_cast<Code>(p);
  }
}

std::vector<std::vector<std::uint32_t>> groups_by(const Catalogue& catalogue, Field field,
                                                  std::span<const std::uint32_t> rows) {
  std::map<Code, std::vector<std::uint32_t>> by_code;
  for (const std::uint32_t row : rows) by_code[catalogue.codes(field)[row]].push_back(row);
  std::vector<std::vector<std::uint32_t>> groups;
  for (auto& [code, members] : by_code) groups.push_back(std::move(members));
  return groups;
}

Result<Split> by_clips(const Catalogue& catalogue, std::span<const std::uint32_t> rows, const SplitDesc& desc,
                       std::span<const double> shares) {
  if (rows.size() < shares.size())
    return Error{std::to_string(rows.size()) + " clips cannot fill " + std::to_string(shares.size()) +
                 " parts. Choose fewer parts or more clips."};
  Split result;
  result.part.assign(catalogue.row_count(), kUnknown);
  Seeded seeded(desc.seed);
  std::vector<std::vector<std::uint32_t>> groups{{rows.begin(), rows.end()}};
  if (desc.method == SplitMethod::stratified) groups = groups_by(catalogue, desc.stratify_by, rows);
  deal(groups, shares, seeded, result.part);
  return result;
}

Result<Split> by_speakers(const Catalogue& catalogue, std::span<const std::uint32_t> rows, const SplitDesc& desc,
                          std::span<const double> shares) {
  const SpeakerTable table = speakers_of(catalogue, rows);
  if (table.speakers.size() < shares.size())
    return Error{std::to_string(table.speakers.size()) + " known speakers cannot fill " +
                 std::to_string(shares.size()) +
                 " parts with different speakers. Choose fewer parts, say which column or folder names the speaker, or "
                 "split at random, knowing that the parts then share voices."};
  std::vector<SpeakerClips> speakers(table.speakers.size());
  const auto codes = catalogue.codes(desc.stratify_by);
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (table.of[i] != kNobody) speakers[table.of[i]].add(codes[rows[i]]);
  const std::vector<Code> part_of_speaker = parts_of_speakers(speakers, shares, desc.seed);
  Split result;
  result.part.assign(catalogue.row_count(), kUnknown);
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (table.of[i] != kNobody) result.part[rows[i]] = part_of_speaker[table.of[i]];
  return result;
}

Result<Split> by_protocol(const Catalogue& catalogue, std::span<const std::uint32_t> rows) {
  Split result;
  for (int fold = 1; fold <= kFoldCount; ++fold) result.names.push_back("fold " + std::to_string(fold));
  result.part.assign(catalogue.row_count(), kUnknown);
  bool any = false;
  for (const std::uint32_t row : rows) {
    const int fold = catalogue.word(Field::corpus, row) == "RAVDESS" ? fold_of(catalogue.word(Field::actor, row)) : 0;
    if (fold == 0) continue;
    result.part[row] = static_cast<Code>(fold - 1);
    any = true;
  }
  if (!any)
    return Error{
        "The protocol's six folds are of RAVDESS' actors 01 … 24; none of these clips is of them. Choose a "
        "speaker-independent split."};
  return result;
}

void count_sizes(Split& split, std::span<const std::uint32_t> rows) {
  split.sizes.assign(split.names.size(), 0);
  for (const std::uint32_t row : rows) {
    if (split.part[row] == kUnknown)
      ++split.left_out;
    else
      ++split.sizes[split.part[row]];
  }
}

}  // namespace

Result<Split> make_split(const Catalogue& catalogue, std::span<const std::uint32_t> rows, const SplitDesc& desc) {
  if (rows.empty()) return Error{"There are no clips to split: nothing is selected."};
  if (desc.method == SplitMethod::protocol_folds) {
    auto folds = by_protocol(catalogue, rows);
    if (folds) count_sizes(folds.value(), rows);
    return folds;
  }
  const auto shares = shares_of(desc);
  if (!shares) return Error{shares.error()};
  auto result = desc.method == SplitMethod::speaker_independent ? by_speakers(catalogue, rows, desc, shares.value())
                                                                : by_clips(catalogue, rows, desc, shares.value());
  if (!result) return result;
  for (const SplitPart& part : desc.parts) result.value().names.push_back(part.name);
  count_sizes(result.value(), rows);
  return result;
}

Result<void> write_split(Catalogue& catalogue, const Split& split) {
  return catalogue.replace_field(Field::split, split.names, split.part);
}

}  // namespace emo
