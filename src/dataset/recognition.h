// What a set of files is: which naming grammar fits how many of them, what each file's name says, what is left out and
// why. Only paths are looked at. Linear in the number of files, beside the making of the answer.
#pragma once
#include <optional>
#include <span>
#include <vector>

#include "dataset/grammars.h"

namespace emo {

struct RecognitionDesc {
  std::optional<Grammar> forced{};           // none: each file by the grammar that fits it
  int folder_depth = 0;                      // for Grammar::folder: which folder up names the label; 0: found out
  const SexByActor* sex_by_actor = nullptr;  // for actors whose sex the name does not tell
};

enum class SkipCause : std::uint8_t {
  hidden,       // ".DS_Store", "._name", "__MACOSX/…"
  not_sound,    // another ending than is_sound_file() knows
  no_sound,     // RAVDESS' files of the modality "video": pictures without sound
  unlike_name,  // no grammar (or not the forced one) fits the name
};
inline constexpr std::size_t kSkipCauseCount = 4;

struct RecognisedFile {
  std::uint32_t file = 0;  // index into the paths given
  Grammar grammar = Grammar::ravdess;
  ClipFields fields;
};

struct SkippedFile {
  std::uint32_t file = 0;
  SkipCause cause = SkipCause::hidden;
  std::string reason;  // a sentence for a person, with the file's path
};

struct GrammarFit {
  Grammar grammar = Grammar::ravdess;
  std::uint32_t files = 0;        // that it fits
  std::uint32_t sound_files = 0;  // that it could have fitted
  std::string first_failure;      // why the first file that it does not fit does not; "" if it fits all
};

struct Recognition {
  std::vector<RecognisedFile> files;                      // in the order of the paths
  std::vector<SkippedFile> skipped;                       // in the order of the paths
  std::array<GrammarFit, kGrammarCount> fits;             // by Grammar
  std::array<std::uint32_t, kSkipCauseCount> left_out{};  // how many, by SkipCause
  std::optional<Grammar> main;                            // fits the most files; none: nothing was recognised
  int folder_depth = 0;                                   // used for Grammar::folder; 0: not used

  // "1440 files are of RAVDESS; 3 were left out: 1 hidden, 2 no sound files."
  [[nodiscard]] std::string summary() const;
};

// Grammar::folder is used unasked only where no other fits, and only at a height at which at least half of the files
// left lie in folders named like an emotion that emotion_of_word() knows or that occurs in other corpora ("boredom").
// It then reads all of those that are as deep in the tree as these, so that unknown words ("doubt") are kept as labels.
Recognition recognise(std::span<const std::string_view> paths, const RecognitionDesc& desc = {});

// By its ending, in any case: wav, wave, flac, mp3, ogg, oga, opus, aif, aiff, m4a, mp4, aac, webm, weba.
bool is_sound_file(std::string_view path);
// A part of the path begins with a dot (but "." and ".." are none), or is __MACOSX.
bool is_hidden_file(std::string_view path);

}  // namespace emo
