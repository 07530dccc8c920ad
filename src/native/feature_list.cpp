#include "native/feature_list.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <span>

#include "contract/text.h"
#include "features/catalogue.h"
#include "native/commands.h"
#include "native/feature_json.h"
#include "native/text_columns.h"

namespace emo::native {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kIndent = 4;
constexpr std::size_t kGap = 2;
constexpr std::size_t kMostRangeColumns = 30;

std::string plain(double value) { return json_number(value).dump(); }

// What it takes beside numbers or choices: "none", "max", …
std::vector<std::string_view> words_of(const Parameter& p) {
  std::vector<std::string_view> words = p.words;
  if (std::isnan(p.initial) && std::find(words.begin(), words.end(), "none") == words.end()) words.emplace_back("none");
  return words;
}

struct Columns {
  std::size_t name = 0, initial = 0, range = 0;
  [[nodiscard]] std::size_t help_at() const { return kIndent + name + initial + range + 3 * kGap; }
  [[nodiscard]] std::size_t help() const { return kTerminalColumns - help_at(); }
};

Columns columns_of(const std::vector<std::span<const Parameter>>& all) {
  Columns c;
  for (const auto& parameters : all) {
    const FeatureSettings defaults(parameters);
    for (const Parameter& p : parameters) {
      c.name = std::max(c.name, width(p.name));
      c.initial = std::max(c.initial, width(defaults.text(p.name)));
      c.range = std::max(c.range, width(range_text(p)));
    }
  }
  c.range = std::min(c.range, kMostRangeColumns);
  return c;
}

// The range and the help side by side, each in as many lines as it needs.
std::string parameter_lines(std::span<const Parameter> parameters, const Columns& c) {
  const FeatureSettings defaults(parameters);
  std::string text;
  for (const Parameter& p : parameters) {
    const auto range = wrapped(range_text(p), c.range);
    const auto help = wrapped(p.help, c.help());
    for (std::size_t i = 0; i < std::max(range.size(), help.size()); ++i) {
      std::string line(kIndent, ' ');
      line += padded(i == 0 ? std::string(p.name) : "", c.name + kGap);
      line += padded(i == 0 ? defaults.text(p.name) : "", c.initial + kGap);
      line += padded(i < range.size() ? range[i] : "", c.range + kGap);
      if (i < help.size()) line += help[i];
      line.erase(line.find_last_not_of(' ') + 1);
      text += line + '\n';
    }
  }
  return text;
}

std::string summary_lines(std::string_view summary, std::size_t indent) {
  std::string text;
  if (summary.empty()) return text;
  for (const std::string& line : wrapped(summary, kTerminalColumns - indent))
    text += std::string(indent, ' ') + line + '\n';
  return text;
}

ordered_json json_of(std::span<const Parameter> parameters) {
  constexpr const char* kinds[] = {"integer", "number", "flag", "choice"};
  const FeatureSettings defaults(parameters);
  ordered_json list = ordered_json::array();
  for (const Parameter& p : parameters) {
    ordered_json json{{"name", p.name}, {"kind", kinds[static_cast<int>(p.kind)]}};
    json["default"] = json_value(defaults, p);
    if (p.kind == ParameterKind::integer || p.kind == ParameterKind::number) {
      json["low"] = json_number(p.low);
      json["high"] = json_number(p.high);
      json["unit"] = p.unit;
    }
    if (p.kind == ParameterKind::choice) json["choices"] = p.choices;
    if (const auto words = words_of(p); !words.empty()) json["words"] = words;
    json["help"] = p.help;
    list.push_back(std::move(json));
  }
  return list;
}

// The panes and measures of the page that are made of a feature (contract/feature_table.h).
std::vector<const PaneInfo*> panes_of(const Feature& feature) {
  std::vector<const PaneInfo*> panes;
  const std::string sought = ' ' + std::string(feature.name) + ' ';
  for (const PaneInfo& pane : kPanes)
    if ((' ' + std::string(pane.features) + ' ').find(sought) != std::string::npos) panes.push_back(&pane);
  return panes;
}

std::vector<const MeasureInfo*> measures_of(const Feature& feature) {
  std::vector<const MeasureInfo*> measures;
  for (const MeasureInfo& measure : kMeasures)
    if (measure.feature == feature.name) measures.push_back(&measure);
  return measures;
}

// "Features room: Onset strength. Data room: onset strength."; "" where it is seen in neither.
std::string seen_in(const Feature& feature) {
  std::vector<std::string_view> panes, measures;
  for (const PaneInfo* pane : panes_of(feature)) panes.push_back(pane->title);
  for (const MeasureInfo* measure : measures_of(feature)) measures.push_back(measure->name);
  std::string text;
  if (!panes.empty()) text = "Features room: " + join(panes) + '.';
  if (!measures.empty()) text += (text.empty() ? "Data room: " : " Data room: ") + join(measures) + '.';
  return text;
}

ordered_json panes_json(const Feature& feature) {
  ordered_json list = ordered_json::array();
  for (const PaneInfo* pane : panes_of(feature))
    list.push_back({{"name", pane->name}, {"title", pane->title}, {"unit", pane->unit}});
  return list;
}

ordered_json measures_json(const Feature& feature) {
  ordered_json list = ordered_json::array();
  for (const MeasureInfo* measure : measures_of(feature))
    list.push_back({{"name", measure->name}, {"unit", measure->unit}});
  return list;
}

}  // namespace

std::string range_text(const Parameter& p) {
  std::string text;
  if (p.kind == ParameterKind::flag) return "true, false";
  if (p.kind == ParameterKind::choice) {
    text = join(p.choices);
  } else {
    text = plain(p.low) + " … " + plain(p.high) + (p.unit.empty() ? "" : ' ' + std::string(p.unit));
  }
  const auto words = words_of(p);
  return words.empty() ? text : text + ", " + join(words);
}

std::string feature_list(const std::vector<const Feature*>& chosen) {
  std::vector<std::span<const Parameter>> all{preprocessing_parameters()};
  for (const Feature* f : chosen) all.emplace_back(f->parameters);
  const Columns columns = columns_of(all);
  std::string text;
  for (const Feature* f : chosen) {
    text += std::string(f->name) + (f->unit.empty() ? "" : "  [" + std::string(f->unit) + "]") + '\n';
    text += summary_lines(f->summary, kIndent / 2) + summary_lines(seen_in(*f), kIndent / 2);
    text += parameter_lines(f->parameters, columns) + '\n';
  }
  text += "Every feature also takes\n" + parameter_lines(preprocessing_parameters(), columns);
  return chosen.size() < feature_catalogue().size() ? text
                                                    : text + "\nRecipes (emoscope recipe NAME)\n" + recipe_list();
}

std::string feature_list_json(const std::vector<const Feature*>& chosen) {
  ordered_json json{{"features", ordered_json::array()}, {"preprocessing", json_of(preprocessing_parameters())}};
  for (const Feature* f : chosen)
    json["features"].push_back({{"name", f->name},
                                {"unit", f->unit},
                                {"summary", f->summary},
                                {"panes", panes_json(*f)},
                                {"measures", measures_json(*f)},
                                {"parameters", json_of(f->parameters)}});
  json["recipes"] = ordered_json::array();
  for (const Recipe& r : recipe_catalogue())
    json["recipes"].push_back({{"name", r.name}, {"version", r.version}, {"summary", r.summary}});
  return json.dump(2) + '\n';
}

std::string recipe_list() {
  std::size_t longest = 0;
  for (const Recipe& r : recipe_catalogue()) longest = std::max(longest, width(r.name));
  const std::size_t at = kIndent / 2 + longest + kGap;
  std::string text;
  for (const Recipe& r : recipe_catalogue()) {
    std::string lines = summary_lines(r.summary, at);
    if (lines.empty()) lines = std::string(at, ' ') + '\n';
    text += lines.replace(kIndent / 2, width(r.name), r.name);
  }
  return text;
}

}  // namespace emo::native
