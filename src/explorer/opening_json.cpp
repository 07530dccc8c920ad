#include "explorer/opening_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace emo {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, kSkipCauseCount> kCauseKeys{"hidden", "not_sound", "no_sound", "no_voice",
                                                                   "unlike_name"};
constexpr int kDeepest = 16;

// Lookups that never throw: the web build has exceptions off.
const json* member(const json& object, const char* key) {
  const auto it = object.find(key);
  return it == object.end() ? nullptr : &*it;
}

std::string text_at(const json& object, const char* key) {
  const json* found = member(object, key);
  return found != nullptr && found->is_string() ? found->get<std::string>() : std::string();
}

bool flag_at(const json& object, const char* key, bool otherwise) {
  const json* found = member(object, key);
  return found != nullptr && found->is_boolean() ? found->get<bool>() : otherwise;
}

int number_of(const json* value, int otherwise) {
  if (value == nullptr || !value->is_number()) return otherwise;
  const double number = value->get<double>();
  return number >= -1 && number < 1e6 ? static_cast<int>(number) : otherwise;
}

CsvMapping mapping_of(const json& told) {
  CsvMapping mapping;
  mapping.header = flag_at(told, "header", true);
  mapping.path = number_of(member(told, "path"), kNoColumn);
  if (const json* fields = member(told, "field"); fields != nullptr && fields->is_object())
    for (std::size_t f = 0; f < kFieldCount; ++f)
      mapping.field[f] = number_of(member(*fields, std::string(kFieldNames[f]).c_str()), kNoColumn);
  if (const json* numbers = member(told, "numbers"); numbers != nullptr && numbers->is_array())
    for (const json& column : *numbers)
      if (const int number = number_of(&column, kNoColumn); number >= 0) mapping.numbers.push_back(number);
  return mapping;
}

CsvTable cells_of(const json& told) {
  CsvTable table;
  for (const json& row : told) {
    CsvRow cells{table.rows.size() + 1, {}};
    if (row.is_array())
      for (const json& cell : row) cells.cells.push_back(cell.is_string() ? cell.get<std::string>() : cell.dump());
    table.rows.push_back(std::move(cells));
  }
  if (!table.rows.empty()) table.columns = table.rows.front().cells.size();
  return table;
}

OpenTable table_of(const json& told) {
  OpenTable table;
  table.path = text_at(told, "path");
  if (const json* cells = member(told, "cells"); cells != nullptr && cells->is_array()) {
    table.cells = cells_of(*cells);
    if (table.cells.columns == 0) table.unreadable = "The table has no columns.";
  } else {
    auto parsed = parse_csv(text_at(told, "text"));
    if (parsed)
      table.cells = std::move(parsed.value());
    else
      table.unreadable = parsed.error();
  }
  if (const json* mapping = member(told, "mapping"); mapping != nullptr && mapping->is_object())
    table.mapping = mapping_of(*mapping);
  return table;
}

json json_of(const CsvMapping& mapping) {
  json fields = json::object();
  for (std::size_t f = 0; f < kFieldCount; ++f)
    if (mapping.field[f] != kNoColumn) fields[std::string(kFieldNames[f])] = mapping.field[f];
  return {{"header", mapping.header}, {"path", mapping.path}, {"field", fields}, {"numbers", mapping.numbers}};
}

json json_of(const TableReport& table) {
  json problems = json::array();
  for (const TableProblem& problem : table.problems)
    problems.push_back({{"line", problem.line}, {"reason", problem.reason}});
  return {{"path", table.path},           {"rows", table.rows},           {"matched", table.matched},
          {"unmatched", table.unmatched}, {"ambiguous", table.ambiguous}, {"speakers", table.speakers},
          {"problem", table.problem},     {"problems", problems},         {"mapping", json_of(table.mapping)},
          {"columns", table.columns},     {"preview", table.preview}};
}

}  // namespace

Result<OpenOptions> parse_open_options(std::string_view text) {
  const json root = json::parse(text, nullptr, false);
  if (!root.is_object()) return Error{"What is to be opened was not said in a way that can be read. Reload the page."};
  OpenOptions options;
  options.title = text_at(root, "title");
  options.attribution = text_at(root, "attribution");
  options.by_table = flag_at(root, "byTable", false);
  options.carry = flag_at(root, "carry", false);
  options.folder_depth = std::clamp(number_of(member(root, "folderDepth"), 0), 0, kDeepest);
  if (const std::string forced = text_at(root, "forced"); !forced.empty()) {
    options.forced = find_naming(forced);
    if (options.forced == nullptr) return Error{"No way of naming files is called \"" + forced + "\"."};
  }
  if (const json* paths = member(root, "paths"); paths != nullptr && paths->is_array())
    for (const json& path : *paths) options.paths.push_back(path.is_string() ? path.get<std::string>() : std::string());
  if (const json* tables = member(root, "tables"); tables != nullptr && tables->is_array())
    for (const json& table : *tables) options.tables.push_back(table_of(table));
  return options;
}

std::string report_json(const OpenReport& report, const OpenOptions& options) {
  json fits = json::array();
  for (const NamingFit& fit : report.fits)
    fits.push_back({{"naming", fit.naming->key},
                    {"name", fit.naming->name},
                    {"files", fit.files},
                    {"soundFiles", fit.sound_files},
                    {"firstFailure", fit.first_failure}});
  json skipped = json::array();
  for (const SkippedFile& file : report.skipped)
    skipped.push_back({{"file", file.file},
                       {"path", options.paths[file.file]},
                       {"cause", kCauseKeys[static_cast<std::size_t>(file.cause)]},
                       {"reason", file.reason}});
  json left_out = json::object();
  for (std::size_t c = 0; c < kSkipCauseCount; ++c) left_out[std::string(kCauseKeys[c])] = report.left_out[c];
  json tables = json::array();
  for (const TableReport& table : report.tables) tables.push_back(json_of(table));
  const json all = {{"summary", report.summary},
                    {"main", report.main != nullptr ? json(report.main->key) : json(nullptr)},
                    {"folderDepth", report.folder_depth},
                    {"fits", fits},
                    {"skipped", skipped},
                    {"leftOut", left_out},
                    {"tables", tables},
                    {"carried", report.carried},
                    {"rows", report.kept.size()},
                    {"title", report.title},
                    {"attribution", report.attribution}};
  return all.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<std::string> table_json(std::string_view text) {
  const json told = json::parse(text, nullptr, false);
  if (!told.is_object()) return Error{"The table was not handed over in a way that can be read. Reload the page."};
  return json_of(look_at_table(table_of(told))).dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string namings_json() {
  json namings = json::array();
  const auto add = [&](const Corpus& corpus) {
    namings.push_back({{"key", corpus.key}, {"name", corpus.name}, {"example", corpus.example}});
  };
  std::for_each(corpora().begin(), corpora().end(), add);
  add(labelled_folders());
  return namings.dump();
}

}  // namespace emo
