// What the readers of file names are made of.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contract/text.h"

namespace emo {

bool all_digits(std::string_view text);  // false for ""
int two_digits(std::string_view text);   // −1: not two digits

struct Meaning {
  std::string_view code, word;
};
// nullptr: the list has no such code.
const Meaning* meaning_of(std::span<const Meaning> list, std::string_view code);
std::string codes_of(std::span<const Meaning> list);  // "a, d, f"

// The folder's name `depth` levels up (1: the one in which the file lies; 0: the file's own); "" where there is none.
std::string_view folder_of(std::string_view path, int depth);

}  // namespace emo
