// Which rows pass which of a request's restrictions, so that each chart can pass over filters of its own (what was not
// picked there can still be seen and picked).
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "explorer/room_content.h"
#include "explorer/room_map.h"
#include "explorer/room_numbers.h"

namespace emo {

struct DataRequest;

inline constexpr std::string_view kDuplicateProblem = "duplicate";  // a DataProblem::name beside kProblemNames

// Rows with this problem, ascending; of duplicates: group by group.
std::vector<std::uint32_t> rows_with_problem(const RoomContent& content, std::string_view name);

class RoomSelection {
 public:
  // A request whose fields, ranges and polygon are in order (request_repair.h). The lasso is about the map shown last.
  // Draws come last: from what passes all else. What names nothing (words that are gone, a column) lets no row
  // pass and is said in `problem`.
  void select(const DataRequest& request, const RoomContent& content, RoomNumbers& numbers, const RoomMap& map,
              std::string& problem);

  [[nodiscard]] const std::vector<std::uint32_t>& rows() const { return rows_; }  // that pass everything, ascending
  [[nodiscard]] bool holds(std::uint32_t row) const { return fails_[row] == 0; }
  [[nodiscard]] std::uint32_t in_lasso() const { return in_lasso_; }  // points

  // A bit a restriction.
  [[nodiscard]] std::uint64_t of_field(std::uint8_t field) const;
  [[nodiscard]] std::uint64_t of_column(std::string_view column) const;
  [[nodiscard]] std::uint64_t of_problem() const { return problem_bit_; }
  // Rows that pass all others, ascending.
  [[nodiscard]] std::vector<std::uint32_t> rows_but(std::uint64_t restrictions) const;

 private:
  template <class Passes>
  std::uint64_t restrict(const Passes& passes);
  std::uint64_t restrict_to(std::span<const std::uint32_t> rows);
  void filter_words(const DataRequest& request, const Catalogue& catalogue, std::string& problem);
  void filter_numbers(const DataRequest& request, RoomNumbers& numbers, std::string& problem);
  void filter_lasso(std::span<const float> polygon, const RoomMap& map);
  void draw(std::uint32_t count, std::uint32_t seed);

  std::vector<std::uint64_t> fails_;  // by row: bits of the restrictions that it does not pass
  std::vector<std::uint32_t> rows_;
  std::vector<std::pair<std::uint8_t, std::uint64_t>> field_bits_;
  std::vector<std::pair<std::string, std::uint64_t>> column_bits_;
  std::uint64_t problem_bit_ = 0;
  std::uint64_t next_bit_ = 1;
  std::uint32_t in_lasso_ = 0;
};

}  // namespace emo
