// For the tests of one corpus' names.
#pragma once
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "dataset/corpora.h"

namespace emo::test {

inline const Corpus& corpus_of(std::string_view key) {
  const Corpus* corpus = find_naming(key);
  REQUIRE(corpus != nullptr);
  return *corpus;
}

inline ClipFields read(std::string_view key, std::string_view path) {
  const auto fields = read_name(corpus_of(key), path);
  CAPTURE(std::string(path));
  REQUIRE_MESSAGE(fields.ok(), (fields.ok() ? "" : fields.error()));
  return fields.value();
}

inline std::string failure(std::string_view key, std::string_view path) {
  const auto fields = read_name(corpus_of(key), path);
  CAPTURE(std::string(path));
  REQUIRE(!fields.ok());
  return fields.error();
}

inline bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace emo::test
