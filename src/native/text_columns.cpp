#include "native/text_columns.h"

#include <algorithm>

#include "contract/text.h"

namespace emo::native {

std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(std::string text, std::size_t columns) {
  const std::size_t used = width(text);
  return used < columns ? text.append(columns - used, ' ') : text;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines{""};
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string word(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!lines.back().empty() && width(lines.back()) + 1 + width(word) > columns) lines.emplace_back();
    lines.back() += (lines.back().empty() ? "" : " ") + word;
  }
  return lines;
}

std::string columns(std::string left, std::string_view text, std::size_t column) {
  constexpr std::size_t gap = 2;
  std::string lines;
  if (width(left) + gap > column) {
    lines = left + '\n';
    left.clear();
  }
  for (const std::string_view part : split(text, '\n'))
    for (const std::string& line : wrapped(part, kTerminalColumns - column)) {
      lines += padded(std::move(left), column) + line + '\n';
      left.clear();
    }
  return lines;
}

}  // namespace emo::native
