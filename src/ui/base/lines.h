// Texts that come as lines, and lines that come as fields with tabs between.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace emo::ui {

// Without the separators; an empty text has none, an empty piece between two separators is one.
std::vector<std::string> split(std::string_view text, char separator);

}  // namespace emo::ui
