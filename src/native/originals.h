// What a table says of the recordings whose changed copies are at hand.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "contract/result.h"

namespace emo::native {

struct Original {
  float seconds = 0.0F;
  std::uint64_t content = 0;  // the first 64 bits of the file's SHA-256
};
using Originals = std::map<std::string, Original, std::less<>>;  // by stem_of() of the file

// A table with the columns file, seconds and original_sha256, among others. Error: the sentence, with the line.
Result<Originals> read_originals(const std::string& table);

}  // namespace emo::native
