// Text for a terminal: columns and lines. Widths are in characters, not bytes.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace emo::native {

inline constexpr std::size_t kTerminalColumns = 120;

std::size_t width(std::string_view text);
std::string padded(std::string text, std::size_t columns);  // with spaces behind it
// At spaces, into lines of at most so many columns (but for words that are longer); at least one line.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns);
// Each line of the text wrapped, from that column on; `left` beside the first, or above it if it is too long.
std::string columns(std::string left, std::string_view text, std::size_t column);

}  // namespace emo::native
