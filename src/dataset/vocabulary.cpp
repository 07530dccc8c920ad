#include "dataset/vocabulary.h"

#include <algorithm>
#include <numeric>

#include "dataset/clip_fields.h"

namespace emo {
namespace {

// The digits at the front without leading zeros, taken away from the text.
std::string_view take_number(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  std::string_view digits = text.substr(0, end);
  text.remove_prefix(end);
  while (digits.size() > 1 && digits[0] == '0') digits.remove_prefix(1);
  return digits;
}

}  // namespace

bool sorted_before(std::string_view a, std::string_view b) {
  const std::string_view whole_a = a;
  const std::string_view whole_b = b;
  while (!a.empty() && !b.empty()) {
    if (is_digit(a[0]) && is_digit(b[0])) {
      const std::string_view x = take_number(a);
      const std::string_view y = take_number(b);
      if (x.size() != y.size()) return x.size() < y.size();
      if (x != y) return x < y;
      continue;
    }
    const auto x = static_cast<unsigned char>(to_lower(a[0]));
    const auto y = static_cast<unsigned char>(to_lower(b[0]));
    if (x != y) return x < y;
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  if (a.empty() != b.empty()) return a.empty();
  return whole_a < whole_b;  // alike but for letters' size and zeros: still one order
}

std::string_view Vocabulary::word(Code code) const {
  return code < words_.size() ? std::string_view(words_[code]) : std::string_view{};
}

Code Vocabulary::find(std::string_view word) const {
  const auto found = codes_.find(word);
  return found == codes_.end() ? kUnknown : found->second;
}

std::optional<Code> Vocabulary::add(std::string_view word) {
  if (word.empty()) return kUnknown;
  const auto found = codes_.find(word);
  if (found != codes_.end()) return found->second;
  if (words_.size() >= kMostWords) return std::nullopt;
  const auto code = static_cast<Code>(words_.size());
  words_.emplace_back(word);
  codes_.emplace(word, code);
  return code;
}

void Vocabulary::shrink(std::size_t size) {
  for (; words_.size() > size; words_.pop_back()) codes_.erase(words_.back());
}

std::vector<Code> Vocabulary::ranks(std::size_t fixed_first) const {
  std::vector<Code> order(words_.size());
  std::iota(order.begin(), order.end(), Code{0});
  const auto from = order.begin() + static_cast<std::ptrdiff_t>(std::min(fixed_first, order.size()));
  std::sort(from, order.end(), [&](Code a, Code b) { return sorted_before(words_[a], words_[b]); });
  std::vector<Code> rank(words_.size());
  for (std::size_t i = 0; i < order.size(); ++i) rank[order[i]] = static_cast<Code>(i);
  return rank;
}

}  // namespace emo
