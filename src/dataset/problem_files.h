// Lists of recordings that deserve a look before a model learns from them.
#pragma once
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "dataset/catalogue.h"

namespace emo {

enum class Problem : std::uint8_t {
  missing,     // the duration is unknown: the sound was not found or could not be read
  unlabelled,  // no emotion
  silent,      // RMS at or below silent_dbfs, −∞ included
  very_quiet,  // RMS above silent_dbfs and below quiet_dbfs
  clipped,     // more than clipped_share of the samples at full scale
  too_short    // shorter than shortest_s
};
inline constexpr std::size_t kProblemCount = 6;
inline constexpr std::array<std::string_view, kProblemCount> kProblemNames{"missing",    "unlabelled", "silent",
                                                                           "very quiet", "clipped",    "too short"};

struct ProblemRules {
  float silent_dbfs = -75.0F;     // below it a chunk counts as silence while listening (ARCHITECTURE.md, invariant 4)
  float quiet_dbfs = -50.0F;      // 16-bit recordings lose bits there: at most 8 of 16 are used on average
  float clipped_share = 0.0005F;  // one sample in 2000: more than the single peak of a normalised file
  float shortest_s = 1.0F;        // the first prediction needs one second of sound (invariant 3)
};

// The rows with each problem, in the order of `rows`; a row may have several. What is unknown (NaN) is not a problem
// but where said.
std::array<std::vector<std::uint32_t>, kProblemCount> problem_files(const Catalogue& catalogue,
                                                                    std::span<const std::uint32_t> rows,
                                                                    const ProblemRules& rules = {});

// Rows with the same content, by a hash of the file's bytes or of its samples (one a row; 0: not known). Groups of two
// and more, each ascending, in the order of their first row: the Kaggle copy of RAVDESS holds each file twice, the
// official release one pair.
std::vector<std::vector<std::uint32_t>> duplicates(std::span<const std::uint64_t> content_hashes);

}  // namespace emo
