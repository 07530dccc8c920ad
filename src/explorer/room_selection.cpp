#include "explorer/room_selection.h"

#include <algorithm>

#include "contract/data_request.h"
#include "dataset/problem_files.h"
#include "dataset/selection.h"
#include "explorer/request_repair.h"

namespace emo {

std::vector<std::uint32_t> rows_with_problem(const RoomContent& content, std::string_view name) {
  if (name == kDuplicateProblem) {
    std::vector<std::uint32_t> rows;
    for (const auto& group : content.duplicates) rows.insert(rows.end(), group.begin(), group.end());
    return rows;
  }
  const auto* const found = std::find(kProblemNames.begin(), kProblemNames.end(), name);
  if (found == kProblemNames.end()) return {};
  auto lists = problem_files(content.catalogue, all_rows(content.catalogue));
  return std::move(lists[static_cast<std::size_t>(found - kProblemNames.begin())]);
}

void RoomSelection::select(const DataRequest& request, const RoomContent& content, RoomNumbers& numbers,
                           const RoomMap& map, std::string& problem) {
  fails_.assign(content.rows(), 0);
  field_bits_.clear();
  column_bits_.clear();
  problem_bit_ = 0;
  next_bit_ = 1;
  in_lasso_ = 0;
  filter_words(request, content.catalogue, problem);
  filter_numbers(request, numbers, problem);
  if (!request.search.empty()) restrict_to(select_rows(content.catalogue, {.search = request.search}));
  if (!request.problem.empty()) problem_bit_ = restrict_to(rows_with_problem(content, request.problem));
  if (request.lasso.size() >= 6) filter_lasso(request.lasso, map);
  rows_ = rows_but(0);
  if (request.draw_count > 0) draw(request.draw_count, request.draw_seed);
}

template <class Passes>
std::uint64_t RoomSelection::restrict(const Passes& passes) {
  const std::uint64_t bit = next_bit_;
  next_bit_ <<= 1U;
  for (std::uint32_t row = 0; row < fails_.size(); ++row)
    if (!passes(row)) fails_[row] |= bit;
  return bit;
}

std::uint64_t RoomSelection::restrict_to(std::span<const std::uint32_t> rows) {
  const std::vector<std::uint8_t> mask = mask_of(rows, fails_.size());
  return restrict([&](std::uint32_t row) { return mask[row] != 0; });
}

void RoomSelection::filter_words(const DataRequest& request, const Catalogue& catalogue, std::string& problem) {
  for (const FieldFilter& filter : request.words) {
    const auto field = static_cast<Field>(filter.field);
    const auto codes = catalogue.codes(field);
    const std::size_t words = catalogue.vocabulary(field).size();
    std::vector<std::uint8_t> passes(words + 1, 0);
    for (const Code code : filter.codes)
      if (const std::size_t place = place_of(code, words); place < words || code == kUnknown) passes[place] = 1;
    if (!filter.codes.empty() && std::count(passes.begin(), passes.end(), 1) == 0)
      note_problem(problem, "What was picked of " + std::string(kFieldNames[filter.field]) +
                                " is no longer there; take that filter away.");
    field_bits_.emplace_back(filter.field,
                             restrict([&](std::uint32_t row) { return passes[place_of(codes[row], words)] != 0; }));
  }
}

void RoomSelection::filter_numbers(const DataRequest& request, RoomNumbers& numbers, std::string& problem) {
  for (const RangeFilter& filter : request.numbers) {
    const auto column = numbers.find(filter.column);
    if (!column) {
      note_problem(problem, "No recording has a number called \"" + filter.column +
                                "\"; take its range away, or compute it first.");
      column_bits_.emplace_back(filter.column, restrict([](std::uint32_t) { return false; }));
      continue;
    }
    const auto values = numbers.values(*column);
    column_bits_.emplace_back(filter.column, restrict([&](std::uint32_t row) {
                                return values[row] >= filter.low && values[row] <= filter.high;  // false of NaN
                              }));
  }
}

void RoomSelection::filter_lasso(std::span<const float> polygon, const RoomMap& map) {
  const auto points = map.rows();
  const auto positions = map.positions();
  std::vector<std::uint32_t> inside;
  for (std::size_t i = 0; i < points.size(); ++i)
    if (polygon_holds(polygon, positions[2 * i], positions[2 * i + 1])) inside.push_back(points[i]);
  in_lasso_ = static_cast<std::uint32_t>(inside.size());
  restrict_to(inside);
}

void RoomSelection::draw(std::uint32_t count, std::uint32_t seed) {
  restrict_to(draw_rows(rows_, count, seed));
  rows_ = rows_but(0);
}

std::uint64_t RoomSelection::of_field(std::uint8_t field) const {
  std::uint64_t bits = 0;
  for (const auto& [picked, bit] : field_bits_)
    if (picked == field) bits |= bit;
  return bits;
}

std::uint64_t RoomSelection::of_column(std::string_view column) const {
  std::uint64_t bits = 0;
  for (const auto& [picked, bit] : column_bits_)
    if (picked == column) bits |= bit;
  return bits;
}

std::vector<std::uint32_t> RoomSelection::rows_but(std::uint64_t restrictions) const {
  std::vector<std::uint32_t> rows;
  rows.reserve(fails_.size());
  for (std::uint32_t row = 0; row < fails_.size(); ++row)
    if ((fails_[row] & ~restrictions) == 0) rows.push_back(row);
  return rows;
}

}  // namespace emo
