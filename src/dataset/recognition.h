// What a set of files is: which corpus' names fit how many of them, what each file's name says, what is left out and
// why. Only paths are looked at. Linear in the number of files, beside the making of the answer.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "dataset/corpora.h"
#include "dataset/speaker_sexes.h"

namespace emo {

struct RecognitionDesc {
  const Corpus* forced = nullptr;            // of corpora() or labelled_folders(); nullptr: each file by what fits it
  int folder_depth = 0;                      // for labelled_folders(): which folder up names the label; 0: found out
  const SexByActor* sex_by_actor = nullptr;  // for actors whose sex the name does not tell
};

enum class SkipCause : std::uint8_t {
  hidden,       // ".DS_Store", "._name", "__MACOSX/…"
  not_sound,    // another ending than is_sound_file() knows
  no_sound,     // of the modality "video": pictures without sound
  no_voice,     // of the modality "laryngogram": what the throat did, not what was heard
  unlike_name,  // no corpus' names (or not those of the forced one) are like it
};
inline constexpr std::size_t kSkipCauseCount = 5;

struct RecognisedFile {
  std::uint32_t file = 0;          // index into the paths given
  const Corpus* naming = nullptr;  // by which it was read
  ClipFields fields;
};

struct SkippedFile {
  std::uint32_t file = 0;
  SkipCause cause = SkipCause::hidden;
  std::string reason;  // a sentence for a person, with the file's path
};

struct NamingFit {
  const Corpus* naming = nullptr;
  std::uint32_t files = 0;        // that it fits
  std::uint32_t sound_files = 0;  // that it could have fitted
  std::string first_failure;      // why the first file that it does not fit does not; "" if it fits all
};

struct Recognition {
  std::vector<RecognisedFile> files;                      // in the order of the paths
  std::vector<SkippedFile> skipped;                       // in the order of the paths
  std::vector<NamingFit> fits;                            // of corpora(), in their order, then labelled_folders()
  std::array<std::uint32_t, kSkipCauseCount> left_out{};  // how many, by SkipCause
  const Corpus* main = nullptr;                           // read the most files; nullptr: nothing was recognised
  int folder_depth = 0;                                   // used for labelled_folders(); 0: not used

  // "1440 files are of RAVDESS; 3 were left out: 1 hidden, 2 no sound files."
  [[nodiscard]] std::string summary() const;
};

// Labelled folders are used unasked only where no corpus' names fit, and only at a height at which at least half of the
// files left lie in folders named like an emotion that emotion_of_word() knows or that occurs in corpora ("boredom").
// It then reads all of those that are as deep in the tree as these, so that unknown words ("doubt") are kept as labels.
Recognition recognise(std::span<const std::string_view> paths, const RecognitionDesc& desc = {});

// By its ending, in any case: wav, wave, flac, mp3, ogg, oga, opus, aif, aiff, m4a, m4b, mp4, m4v, mov,
// 3gp, 3g2, aac, webm, weba, mkv, mka.
bool is_sound_file(std::string_view path);
// A part of the path begins with a dot ("." and ".." do not count), or is __MACOSX.
bool is_hidden_file(std::string_view path);

}  // namespace emo
