#include "dataset/name_parts.h"

#include <algorithm>

#include "contract/text.h"

namespace emo {

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

int two_digits(std::string_view text) {
  return text.size() == 2 && all_digits(text) ? 10 * (text[0] - '0') + (text[1] - '0') : -1;
}

const Meaning* meaning_of(std::span<const Meaning> list, std::string_view code) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const Meaning& m) { return m.code == code; });
  return found == list.end() ? nullptr : &*found;
}

std::string codes_of(std::span<const Meaning> list) {
  std::string text;
  for (const Meaning& m : list) text += (text.empty() ? "" : ", ") + std::string(m.code);
  return text;
}

std::string_view folder_of(std::string_view path, int depth) {
  for (; depth > 0; --depth) {
    const std::size_t slash = path.find_last_of("/\\");
    if (slash == std::string_view::npos) return {};
    path = path.substr(0, slash);
  }
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace emo
