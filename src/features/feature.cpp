#include "features/feature.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>

#include "features/catalogue.h"

namespace emo {
namespace {

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string join(const std::vector<std::string_view>& names) {
  std::string text;
  for (std::string_view n : names) text += (text.empty() ? "" : ", ") + std::string(n);
  return text;
}

std::string plain(double value) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  return {digits, end};
}

std::string valid_values(const Parameter& p) {
  std::string text;
  if (p.kind == ParameterKind::flag) return "true or false";
  if (p.kind == ParameterKind::choice) {
    text = join(p.choices);
  } else {
    text = plain(p.low) + " … " + plain(p.high) + (p.unit.empty() ? "" : " " + std::string(p.unit));
    if (p.kind == ParameterKind::integer) text = "a whole number, " + text;
  }
  if (std::isnan(p.initial)) text += ", or none";
  return text;
}

Error refused(const Parameter& p, std::string_view text) {
  std::string nearest;
  if (p.kind == ParameterKind::choice)
    nearest = " Nearest: " + std::string(nearest_names(text, p.choices).front()) + ".";
  return Error{std::string(p.name) + " cannot be " + quoted(text) + ". Valid: " + valid_values(p) + "." + nearest};
}

}  // namespace

FeatureSettings::FeatureSettings(std::span<const Parameter> parameters) : parameters_(parameters) {
  for (const Parameter& p : parameters) values_.push_back(p.initial);
}

Result<bool> FeatureSettings::set(std::string_view name, std::string_view text) {
  std::vector<std::string_view> names;
  for (const Parameter& p : parameters_) names.push_back(p.name);
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end())
    return Error{"There is no parameter " + quoted(name) + " here. Nearest: " + join(nearest_names(name, names)) + "."};
  const auto i = static_cast<std::size_t>(found - names.begin());
  const Parameter& p = parameters_[i];
  if (std::isnan(p.initial) && (text == "none" || text == "None")) {
    values_[i] = kNone;
    return true;
  }
  if (p.kind == ParameterKind::flag) {
    const bool yes = text == "true" || text == "True" || text == "1";
    if (!yes && text != "false" && text != "False" && text != "0") return refused(p, text);
    values_[i] = yes ? 1 : 0;
    return true;
  }
  if (p.kind == ParameterKind::choice) {
    const auto choice = std::find(p.choices.begin(), p.choices.end(), text);
    if (choice == p.choices.end()) return refused(p, text);
    values_[i] = static_cast<double>(choice - p.choices.begin());
    return true;
  }
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = p.kind != ParameterKind::integer || value == std::floor(value);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || !whole || !(value >= p.low && value <= p.high))
    return refused(p, text);
  values_[i] = value;
  return true;
}

void FeatureSettings::set(std::string_view name, double value) { values_[index(name)] = value; }

double FeatureSettings::number(std::string_view name) const { return values_[index(name)]; }
int FeatureSettings::integer(std::string_view name) const { return static_cast<int>(values_[index(name)]); }
bool FeatureSettings::flag(std::string_view name) const { return values_[index(name)] != 0; }
bool FeatureSettings::is_none(std::string_view name) const { return std::isnan(values_[index(name)]); }

std::string_view FeatureSettings::choice(std::string_view name) const {
  const std::size_t i = index(name);
  return std::isnan(values_[i]) ? std::string_view("none")
                                : parameters_[i].choices[static_cast<std::size_t>(values_[i])];
}

std::string FeatureSettings::text(std::string_view name) const {
  const std::size_t i = index(name);
  if (std::isnan(values_[i])) return "none";
  if (parameters_[i].kind == ParameterKind::flag) return values_[i] != 0 ? "true" : "false";
  if (parameters_[i].kind == ParameterKind::choice) return std::string(choice(name));
  return plain(values_[i]);
}

std::size_t FeatureSettings::index(std::string_view name) const {
  const auto found =
      std::find_if(parameters_.begin(), parameters_.end(), [&](const Parameter& p) { return p.name == name; });
  assert(found != parameters_.end());
  return static_cast<std::size_t>(found - parameters_.begin());
}

}  // namespace emo
