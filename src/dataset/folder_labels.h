// Folders whose names are labels.
#pragma once
#include <string_view>

#include "contract/result.h"
#include "dataset/clip_fields.h"

namespace emo {

// The folder `depth` levels up (1: the one in which the file lies) names the label; digits and signs before it, as in
// "03_happy", do not count. A folder "train", "validation"/"val"/"dev" or "test" above tells the split.
// Error: the path has fewer folders.
Result<ClipFields> read_folder(std::string_view path, int depth);

// "03_happy" → "happy"; "03" stays.
std::string_view label_of_folder(std::string_view folder);

}  // namespace emo
