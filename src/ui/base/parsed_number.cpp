#include "ui/base/parsed_number.h"

#include <cmath>

#include "contract/text.h"

namespace emo::ui {
namespace {

bool take_sign(std::string_view& text) {
  if (text.empty() || (text.front() != '-' && text.front() != '+')) return false;
  const bool minus = text.front() == '-';
  text.remove_prefix(1);
  return minus;
}

}  // namespace

std::optional<double> parsed_number(std::string_view text) {
  constexpr int kFarthest = 400;  // beyond it everything is 0 or infinite
  const bool minus = take_sign(text);
  double value = 0;
  int power = 0;
  bool any = false, point = false;
  for (; !text.empty() && (is_digit(text.front()) || (text.front() == '.' && !point)); text.remove_prefix(1)) {
    if (text.front() == '.') {
      point = true;
      continue;
    }
    any = true;
    if (value < 1e17) {
      value = value * 10 + (text.front() - '0');
      power -= point ? 1 : 0;
    } else {
      power += point ? 0 : 1;
    }
  }
  if (!any) return std::nullopt;
  if (!text.empty() && (text.front() == 'e' || text.front() == 'E')) {
    text.remove_prefix(1);
    const bool down = take_sign(text);
    if (text.empty()) return std::nullopt;
    int exponent = 0;
    for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1))
      exponent = exponent > kFarthest ? exponent : exponent * 10 + (text.front() - '0');
    power += down ? -exponent : exponent;
  }
  if (!text.empty()) return std::nullopt;
  const int magnitude = power < 0 ? -power : power;
  double ten = 1;
  for (int i = magnitude < kFarthest ? magnitude : kFarthest; i > 0; --i) ten *= 10;
  value = power < 0 ? value / ten : value * ten;
  if (!std::isfinite(value)) return std::nullopt;
  return minus ? -value : value;
}

}  // namespace emo::ui
