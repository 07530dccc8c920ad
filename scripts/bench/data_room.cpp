// What scrolling a table of 100 000 rows costs beside an answer that filters and charts anew: times and their
// ratio, on a made catalogue.
//   cmake --build --preset native-release --target emoscope_bench_data_room &&
//   build/native-release/bench/emoscope_bench_data_room
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "explorer/data_room.h"

namespace {

using namespace emo;

constexpr std::size_t kRows = 100000;
constexpr int kRounds = 20;

Catalogue made() {
  std::vector<ClipRow> rows(kRows);
  for (std::size_t i = 0; i < kRows; ++i) {
    rows[i].path = "Speaker_" + std::to_string(i % 400) + "/Take_" + std::to_string(i) + ".wav";
    rows[i].fields[Field::emotion] = kEmotionNames[i % 8];
    rows[i].fields[Field::actor] = std::to_string(i % 400);
    rows[i].numbers = {static_cast<float>(i * 7919 % 1000) / 100.0F};
  }
  Catalogue catalogue;
  const std::vector<std::size_t> columns{static_cast<std::size_t>(Measure::duration)};
  if (auto added = catalogue.append(rows, columns); !added) std::printf("%s\n", added.error().c_str());
  return catalogue;
}

// Milliseconds of the quickest answer, bytes included.
template <class Change>
double best_of(DataRoom& room, DataRequest request, const Change& change) {
  double best = 1e9;
  for (int round = 0; round < kRounds; ++round) {
    change(request, round);
    const auto began = std::chrono::steady_clock::now();
    const std::size_t bytes = to_bytes(room.answer(request)).size();
    const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
    if (bytes > 0) best = std::min(best, ms);
  }
  return best;
}

}  // namespace

int main() {
  DataRoom room;
  room.set_catalogue(made(), "made", "");
  DataRequest request;
  request.chart = DataChart::histogram;
  request.sort = DataSort::number;
  request.sort_column = "duration";
  request.row_count = 50;
  const double filter = best_of(room, request, [](DataRequest& options, int round) {
    options.numbers = {{"duration", 0.1F * static_cast<float>(round), 9.0F}};
  });
  const double scroll = best_of(room, request, [](DataRequest& options, int round) {
    options.first_row = static_cast<std::uint32_t>(round) * 50;
  });
  std::printf("%zu rows: another filter %.2f ms, scrolled %.3f ms (%.0f : 1)\n", kRows, filter, scroll,
              filter / scroll);
  return scroll * 10 < filter ? 0 : 1;
}
