// web/data_api.h for the web. // [data service's worker]
#include <emscripten.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "contract/data_view.h"
#include "explorer/chart_export.h"
#include "explorer/data_service.h"
#include "explorer/opening_json.h"
#include "ui/rooms/data/charts/svg.h"
#include "web/data_api.h"

namespace {

struct Program {
  emo::DataService data_service;
  std::vector<std::uint8_t> result;
  std::vector<std::uint32_t> numbers;
};

Program& program() {
  static Program instance;
  return instance;
}

emo::DataRoom& room() { return program().data_service.room(); }

int give(std::string_view text) {
  program().result.assign(text.begin(), text.end());
  return 0;
}

int give(std::vector<std::uint8_t> bytes) {
  program().result = std::move(bytes);
  return 0;
}

int done(const emo::Result<void>& result) { return result ? 0 : emo::web::fail(result.error()); }

std::optional<emo::DataRequest> read_request(const std::uint8_t* bytes, std::size_t size) {
  emo::DataRequest request;
  if (emo::from_bytes({bytes, size}, request)) return request;
  emo::web::fail("What is to be shown was not said in a way that can be read. Reload the page.");
  return std::nullopt;
}

std::optional<emo::Field> field_called(std::string_view name) {
  for (std::size_t f = 0; f < emo::kFieldCount; ++f)
    if (emo::kFieldNames[f] == name) return static_cast<emo::Field>(f);
  return std::nullopt;
}

}  // namespace

using emo::web::fail;

extern "C" {

EMSCRIPTEN_KEEPALIVE const std::uint8_t* emo_data_result() { return program().result.data(); }
EMSCRIPTEN_KEEPALIVE std::size_t emo_data_result_size() { return program().result.size(); }
EMSCRIPTEN_KEEPALIVE const std::uint32_t* emo_data_numbers() { return program().numbers.data(); }
EMSCRIPTEN_KEEPALIVE std::size_t emo_data_numbers_count() { return program().numbers.size(); }
EMSCRIPTEN_KEEPALIVE void emo_data_release() {
  program().result = {};
  program().numbers = {};
}

EMSCRIPTEN_KEEPALIVE EmoStatus emo_data_open_built_in(const std::uint8_t* bytes, std::size_t size) {
  if (auto opened = program().data_service.open_built_in({bytes, size}); !opened) return fail(opened.error());
  const emo::RoomContent& open = room().content();
  const nlohmann::json facts = {{"rows", open.rows()}, {"title", open.title}, {"attribution", open.attribution}};
  return give(facts.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

EMSCRIPTEN_KEEPALIVE EmoStatus emo_data_open(const char* json, std::size_t size) {
  const auto options = emo::parse_open_options({json, size});
  if (!options) return fail(options.error());
  auto report = program().data_service.open(options.value());
  if (!report) return fail(report.error());
  program().numbers = report.value().kept;
  return give(emo::report_json(report.value(), options.value()));
}

EMSCRIPTEN_KEEPALIVE EmoStatus emo_data_look_at_table(const char* json, std::size_t size) {
  const auto told = emo::table_json({json, size});
  return told ? give(told.value()) : fail(told.error());
}
EMSCRIPTEN_KEEPALIVE EmoStatus emo_data_namings() { return give(emo::namings_json()); }
EMSCRIPTEN_KEEPALIVE EmoStatus emo_data_save() { return give(room().built_in_dataset().to_bytes()); }

EMSCRIPTEN_KEEPALIVE EmoStatus emo_data_set_sound(const std::uint8_t* by_row, std::size_t count) {
  return done(room().set_sound({by_row, count}));
}
EMSCRIPTEN_KEEPALIVE EmoStatus emo_data_set_numbers(const char* column, const char* unit, const std::uint32_t* rows,
                                                    const float* values, std::size_t count) {
  return done(room().set_numbers(column, unit, {rows, count}, {values, count}));
}
EMSCRIPTEN_KEEPALIVE EmoStatus emo_data_set_features(int kind, const char* made_by, std::uint32_t width,
                                                     const float* values, std::size_t count, const std::uint32_t* rows,
                                                     std::size_t row_count) {
  const auto features = static_cast<emo::MapFeatures>(kind);
  if (rows == nullptr) return done(room().set_features(features, made_by, width, {values, count}));
  return done(room().set_features(features, made_by, width, {values, count}, std::span(rows, row_count)));
}
EMSCRIPTEN_KEEPALIVE EmoStatus emo_data_set_duplicates(const std::uint32_t* groups, std::size_t count) {
  std::vector<std::vector<std::uint32_t>> lists;
  for (std::size_t at = 0; at < count;) {
    const std::size_t rows = groups[at++];
    if (rows > count - at) return fail("The list of duplicates ends within a group.");
    lists.emplace_back(groups + at, groups + at + rows);
    at += rows;
  }
  return done(room().set_duplicates(std::move(lists)));
}
EMSCRIPTEN_KEEPALIVE EmoStatus emo_data_set_word(const char* field, const std::uint32_t* rows, std::size_t count,
                                                 const char* word) {
  const auto known = field_called(field);
  if (!known) return fail("There is no field called \"" + std::string(field) + "\" to correct.");
  return done(room().set_word(*known, {rows, count}, word));
}

EMSCRIPTEN_KEEPALIVE EmoStatus emo_data_answer(const std::uint8_t* bytes, std::size_t size) {
  const auto request = read_request(bytes, size);
  return request ? give(emo::to_bytes(room().answer(*request))) : -1;
}
EMSCRIPTEN_KEEPALIVE int emo_data_step() { return room().step() ? 1 : 0; }
EMSCRIPTEN_KEEPALIVE EmoStatus emo_data_rows(const std::uint8_t* bytes, std::size_t size) {
  const auto request = read_request(bytes, size);
  if (!request) return -1;
  program().numbers = room().selected_rows(*request);
  return 0;
}
EMSCRIPTEN_KEEPALIVE EmoStatus emo_data_paths(const std::uint32_t* rows, std::size_t count) {
  const emo::Catalogue& catalogue = room().catalogue();
  std::string paths;
  for (std::size_t i = 0; i < count; ++i) {
    if (rows[i] >= catalogue.row_count()) return fail("Other recordings were opened meanwhile; try again.");
    if (i > 0) paths += '\0';
    paths += catalogue.path(rows[i]);
  }
  return give(paths);
}
EMSCRIPTEN_KEEPALIVE EmoStatus emo_data_table_csv(const std::uint8_t* bytes, std::size_t size) {
  const auto request = read_request(bytes, size);
  if (!request) return -1;
  const auto rows = room().selected_rows(*request);
  return give(emo::table_csv(room().catalogue(), rows));
}
EMSCRIPTEN_KEEPALIVE EmoStatus emo_data_chart_file(int kind, const std::uint8_t* bytes, std::size_t size, int theme) {
  const auto request = read_request(bytes, size);
  if (!request) return -1;
  const emo::DataView view = room().answer(*request);
  if (kind == 1) return give(emo::chart_csv(view, *request));
  return give(emo::ui::chart_svg(view, *request, theme == 0 ? emo::ui::Theme::dark : emo::ui::Theme::light));
}
}
