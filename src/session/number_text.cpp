#include "session/number_text.h"

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

namespace emo {
namespace {

template <class Number>
void append(std::string& text, Number value) {
  std::array<char, 64> digits;
  const char* const first = digits.data();
  const char* const end = nlohmann::detail::to_chars(digits.data(), first + digits.size(), value);
  std::string_view written(first, static_cast<std::size_t>(end - first));
  if (written.ends_with(".0")) written.remove_suffix(2);
  text += written;
}

}  // namespace

void append_number(std::string& text, float value) { append(text, value); }
void append_number(std::string& text, double value) { append(text, value); }

}  // namespace emo
