// Which sound files a command is about, and what is written beside them is called.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "contract/result.h"

namespace emo::native {

struct Sources {
  std::vector<std::string> files;   // in the order of the names; those of a folder sorted, with all its sub-folders
  std::vector<std::string> errors;  // folders that hold no sound file or cannot be read
};

// ".wav, .flac, …": the endings of the sound files that decode_clip() reads.
std::string sound_endings();

// Of a folder: files with one of these endings, in any case, without hidden ones. A name that is not a folder's is
// passed on, whatever its ending.
Sources gather_sources(const std::vector<std::string>& names);

// One name a line; "-" is stdin; empty lines do not count. Error: the list cannot be read.
Result<std::vector<std::string>> read_name_list(const std::string& list);

// Where each source's own file goes: below the folder as below the sources' common folder, with the ending (".npy")
// instead of its own; behind its own where two would get one name (a.wav, a.flac → a.wav.npy, a.flac.npy).
std::vector<std::filesystem::path> outputs_in(const std::filesystem::path& folder,
                                              const std::vector<std::string>& sources, const std::string& ending);

}  // namespace emo::native
