#include "features/feature.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "contract/text.h"
#include "features/catalogue.h"

namespace emo {
namespace {

std::string plain(double value) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  return {digits, end};
}

// A decimal number and nothing else. (std::from_chars of doubles is missing from Emscripten's library.)
std::optional<double> parsed(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789+-.eE") != std::string_view::npos) return std::nullopt;
  const std::string copy(text);
  char* end = nullptr;
  const double value = std::strtod(copy.c_str(), &end);
  if (end != copy.c_str() + copy.size()) return std::nullopt;
  return value;
}

bool takes_none(const Parameter& p) {
  return std::isnan(p.initial) || std::find(p.words.begin(), p.words.end(), "none") != p.words.end();
}

// The word that stands for infinity; "" if there is none.
std::string_view infinite_word(const Parameter& p) {
  const auto word = std::find_if(p.words.begin(), p.words.end(), [](std::string_view w) { return w != "none"; });
  return word == p.words.end() ? std::string_view() : *word;
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
  if (!infinite_word(p).empty()) text += ", or " + std::string(infinite_word(p));
  if (takes_none(p)) text += ", or none";
  return text;
}

Error refused(const Parameter& p, std::string_view text) {
  std::string nearest;
  if (p.kind == ParameterKind::choice)
    nearest = " Nearest: " + std::string(nearest_names(text, p.choices).front()) + ".";
  return Error{std::string(p.name) + " cannot be " + in_quotes(text) + ". Valid: " + valid_values(p) + "." + nearest};
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
    return Error{"There is no parameter " + in_quotes(name) + " here. Nearest: " + join(nearest_names(name, names)) +
                 "."};
  const auto i = static_cast<std::size_t>(found - names.begin());
  const Parameter& p = parameters_[i];
  if (takes_none(p) && (text == "none" || text == "None")) {
    values_[i] = kNone;
    return true;
  }
  if (!text.empty() && text == infinite_word(p)) {
    values_[i] = std::numeric_limits<double>::infinity();
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
  const std::optional<double> value = parsed(text);
  const bool whole = p.kind != ParameterKind::integer || (value && *value == std::floor(*value));
  if (!value || !whole || !(*value >= p.low && *value <= p.high)) return refused(p, text);
  values_[i] = *value;
  return true;
}

void FeatureSettings::set(std::string_view name, double value) { values_[index(name)] = value; }

void FeatureSettings::set(std::span<const FeatureSetting> settings) {
  for (const FeatureSetting& s : settings)
    if (!s.name.empty()) set(s.name, s.value);
}

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
  if (std::isinf(values_[i])) return std::string(infinite_word(parameters_[i]));
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
