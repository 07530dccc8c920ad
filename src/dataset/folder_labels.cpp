#include "dataset/folder_labels.h"

#include <array>
#include <string>

#include "dataset/name_parts.h"

namespace emo {
namespace {

constexpr std::array<Meaning, 8> kSplitFolders{{{"train", "train"},
                                                {"training", "train"},
                                                {"validation", "validation"},
                                                {"valid", "validation"},
                                                {"val", "validation"},
                                                {"dev", "validation"},
                                                {"test", "test"},
                                                {"testing", "test"}}};

}  // namespace

std::string_view label_of_folder(std::string_view folder) {
  const std::size_t start = folder.find_first_not_of("0123456789_-. ");
  return start == std::string_view::npos ? folder : folder.substr(start);
}

Result<ClipFields> read_folder(std::string_view path, int depth) {
  const std::string_view folder = folder_of(path, depth);
  if (depth < 1 || folder.empty() || folder == "." || folder == "..")
    return Error{depth <= 1 ? "the file lies in no folder whose name could be its label."
                            : "the file lies in fewer than " + std::to_string(depth) +
                                  " folders; one that high up would name its label."};
  ClipFields fields;
  fields[Field::emotion] = emotion_word(label_of_folder(folder));
  for (int up = 1;; ++up) {
    const std::string_view above = folder_of(path, up);
    if (above.empty()) break;
    if (const Meaning* split = meaning_of(kSplitFolders, to_lower(above))) fields[Field::split] = split->word;
  }
  return fields;
}

}  // namespace emo
