#include "dataset/problem_files.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace emo {

std::array<std::vector<std::uint32_t>, kProblemCount> problem_files(const Catalogue& catalogue,
                                                                    std::span<const std::uint32_t> rows,
                                                                    const ProblemRules& rules) {
  const auto& duration = catalogue.column(Measure::duration).values;
  const auto& rms = catalogue.column(Measure::rms).values;
  const auto& clipped = catalogue.column(Measure::clipped_share).values;
  const auto emotions = catalogue.codes(Field::emotion);
  std::array<std::vector<std::uint32_t>, kProblemCount> lists;
  for (const std::uint32_t row : rows) {
    // Comparisons with NaN are false: what is unknown is in no list but the first.
    const std::array<bool, kProblemCount> has{
        std::isnan(duration[row]), emotions[row] == kUnknown, rms[row] <= rules.silent_dbfs,
        rms[row] > rules.silent_dbfs && rms[row]<rules.quiet_dbfs, clipped[row]> rules.clipped_share,
        duration[row] < rules.shortest_s};
    for (std::size_t p = 0; p < kProblemCount; ++p)
      if (has[p]) lists[p].push_back(row);
  }
  return lists;
}

std::vector<std::vector<std::uint32_t>> duplicates(std::span<const std::uint64_t> content_hashes) {
  std::vector<std::uint32_t> order(content_hashes.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return content_hashes[a] < content_hashes[b]; });
  std::vector<std::vector<std::uint32_t>> groups;
  for (std::size_t start = 0; start < order.size();) {
    std::size_t end = start + 1;
    while (end < order.size() && content_hashes[order[end]] == content_hashes[order[start]]) ++end;
    if (end - start > 1 && content_hashes[order[start]] != 0)
      groups.emplace_back(order.begin() + static_cast<std::ptrdiff_t>(start),
                          order.begin() + static_cast<std::ptrdiff_t>(end));
    start = end;
  }
  std::sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.front() < b.front(); });
  return groups;
}

}  // namespace emo
