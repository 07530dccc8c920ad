#include "ui/base/format.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace emo::ui {

std::string fixed(double value, int digits) {
  char text[48];
  std::snprintf(text, sizeof text, "%.*f", digits, std::abs(value));
  const bool is_zero = std::string_view(text).find_first_not_of("0.") == std::string_view::npos;
  return (value < 0 && !is_zero ? "\u2212" : "") + std::string(text);
}

std::string percent(float share) { return fixed(std::clamp(share, 0.0F, 1.0F) * 100.0, 0) + " %"; }

std::string decibels(float db, int digits) { return fixed(db, digits) + " dB"; }

std::string frequency(float hz) { return hz < 999.5F ? fixed(hz, 0) + " Hz" : fixed(hz / 1000.0, 2) + " kHz"; }

std::string clock_time(double s, int digits) {
  const double unit = std::pow(10.0, digits);
  const double rounded = std::round(std::max(0.0, s) * unit) / unit;
  const auto minutes = static_cast<long>(rounded / 60.0);
  const std::string rest = fixed(rounded - 60.0 * static_cast<double>(minutes), digits);
  const std::size_t width = digits > 0 ? 3 + static_cast<std::size_t>(digits) : 2;
  return std::to_string(minutes) + ":" + (rest.size() < width ? "0" : "") + rest;
}

std::string ago(double seconds_from_now, double step) {
  if (std::abs(seconds_from_now) < step / 2) return "now";
  return fixed(seconds_from_now, step < 1 ? 1 : 0) + " s";
}

std::string seconds(double value, int digits) { return fixed(value, digits) + " s"; }

std::string megabytes(double bytes, bool unit) {
  const double mb = bytes / 1e6;
  return fixed(mb, mb < 10 ? 1 : 0) + (unit ? " MB" : "");
}

}  // namespace emo::ui
