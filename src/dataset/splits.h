// Parts for training, validation and test, and what they share. A speaker is a corpus and an actor. A model that is
// tested on speakers it has learned from looks far better than it is: published figures near 92 % on RAVDESS come from
// random splits.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dataset/catalogue.h"

namespace emo {

enum class SplitMethod : std::uint8_t {
  random,               // by clips
  stratified,           // by clips, each word of stratify_by in the same shares
  speaker_independent,  // by speakers, sizes and words of stratify_by balanced
  protocol_folds        // the six folds of folds.h; RAVDESS only; parts and seed do not count
};

struct SplitPart {
  std::string name;
  double share = 0;  // > 0; shares are taken in proportion to their sum (70, 15, 15 as well as 0.7, 0.15, 0.15)
};

struct SplitDesc {
  SplitMethod method = SplitMethod::speaker_independent;
  std::vector<SplitPart> parts{{"train", 70}, {"validation", 15}, {"test", 15}};
  Field stratify_by = Field::emotion;
  std::uint64_t seed = 1;  // the same seed and rows give the same split on every machine
};

struct Split {
  std::vector<std::string> names;    // of the parts; "fold 1" … "fold 6" for protocol_folds
  std::vector<Code> part;            // by row of the catalogue: index into names; kUnknown: in none
  std::vector<std::uint32_t> sizes;  // clips by part
  std::uint32_t left_out = 0;        // of the rows given: without a speaker, or not of RAVDESS, where that is needed
};

// random: part sizes are exact to one clip. stratified: so they are for each word of stratify_by, and sums keep close
// to theirs. speaker_independent: speakers in a seeded
// order, the largest first, each to the part that then lies nearest to its share of clips and of each word; then moves
// of single speakers while one helps; no part stays empty.
// Error: no rows, fewer than two parts, a share that is not above 0, two parts of one name, more parts than clips (or
// speakers), no row with a speaker where one is needed.
Result<Split> make_split(const Catalogue& catalogue, std::span<const std::uint32_t> rows, const SplitDesc& desc);

// Into Field::split; rows in no part become unknown.
Result<void> write_split(Catalogue& catalogue, const Split& split);

struct SharedSpeaker {
  std::string corpus, actor;
  std::vector<std::uint32_t> clips;  // by part, as Overlap::parts
};

struct Overlap {
  std::vector<std::string> parts;            // words of Field::split that occur
  std::vector<SharedSpeaker> speakers;       // in two or more parts, in the order of their first clip
  std::uint32_t all_speakers = 0;            // with at least one clip in a part
  std::uint32_t clips = 0;                   // of shared speakers
  std::vector<std::uint32_t> clips_by_part;  // of shared speakers
  std::vector<std::uint32_t> sizes;          // all clips by part
  std::uint32_t without_speaker = 0;         // clips in a part whose speaker is unknown: nothing can be said of them
};

// By what stands in Field::split now, whoever wrote it (a published table's own split as well).
Overlap overlap(const Catalogue& catalogue, std::span<const std::uint32_t> rows);

}  // namespace emo
