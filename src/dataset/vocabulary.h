// The different words of one field, each with a code: the order in which they came.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emo {

using Code = std::uint16_t;
inline constexpr Code kUnknown = 0xFFFF;  // the code of "": no word
inline constexpr std::size_t kMostWords = 0xFFFF;

// Tables by code have one place more than there are words: the last is for kUnknown.
inline std::size_t place_of(Code code, std::size_t words) { return code == kUnknown ? words : code; }

class Vocabulary {
 public:
  [[nodiscard]] std::size_t size() const { return words_.size(); }
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }
  // "" for kUnknown and unused codes.
  [[nodiscard]] std::string_view word(Code code) const;
  // kUnknown: "" or a word that is not there.
  [[nodiscard]] Code find(std::string_view word) const;
  // The word's code, new where it must be. nullopt: kMostWords are there already.
  std::optional<Code> add(std::string_view word);
  void shrink(std::size_t size);  // to its first words

  // Ranks of all codes when words are sorted as sorted_before() has it: rank[code].
  [[nodiscard]] std::vector<Code> ranks(std::size_t fixed_first) const;

 private:
  std::vector<std::string> words_;
  std::map<std::string, Code, std::less<>> codes_;
};

// Small and capital letters alike, numbers by their value: "a2" before "a10".
bool sorted_before(std::string_view a, std::string_view b);

}  // namespace emo
