// What the files of the data service's program share.
#pragma once
#include <string>

namespace emo::web {

// Keeps the sentence for emo_last_error(). Returns -1.
int fail(std::string sentence);

}  // namespace emo::web
