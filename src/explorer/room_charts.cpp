#include "explorer/room_charts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "contract/data_view.h"
#include "dataset/problem_files.h"
#include "dataset/selection.h"
#include "dataset/splits.h"
#include "dataset/statistics.h"
#include "explorer/chips.h"
#include "explorer/compare_rows.h"
#include "explorer/request_repair.h"
#include "explorer/room_words.h"

namespace emo {
namespace {

using Rows = std::vector<std::uint32_t>;

class ChartFill {
 public:
  ChartFill(DataView& view, const DataRequest& request, const ChartSources& sources)
      : view_(view),
        request_(request),
        from_(sources),
        field_(static_cast<Field>(request.field)),
        field_b_(static_cast<Field>(request.field_b)),
        over_field_(sources.selection.of_field(request.field)),
        over_field_b_(sources.selection.of_field(request.field_b)) {}

  void distribution() { list_words(from_.selection.rows_but(over_field_)); }

  void cross_table() {
    const Rows rows = from_.selection.rows_but(over_field_ | over_field_b_);
    list_words(rows);
    view_.words_b = words_of(from_.content, field_b_, rows, request_);
    view_.counts = counts_of(from_.content, field_, view_.words, field_b_, view_.words_b, rows);
  }

  void histogram() {
    const Rows rows = from_.selection.rows_but(over_field_ | from_.selection.of_column(request_.column));
    list_words(rows);
    const auto column = wanted_column();
    if (!column) return;
    const Histogram found =
        histogram_of(from_.content.catalogue, from_.numbers.values(*column), {.stacked_by = field_}, rows);
    view_.bin_start = found.start;
    view_.bin_width = found.width;
    view_.bins = static_cast<std::uint32_t>(found.bins);
    view_.left_out = found.left_out;
    view_.counts.assign(view_.words.size() * found.bins, 0);
    for (std::size_t layer = 0; layer < found.layers.size(); ++layer)
      for (std::size_t w = 0; w < view_.words.size(); ++w)
        if (view_.words[w].code == found.layers[layer])
          for (std::size_t bin = 0; bin < found.bins; ++bin) view_.counts[w * found.bins + bin] = found.at(layer, bin);
  }

  void spread() {
    const Rows rows = from_.selection.rows_but(over_field_);
    list_words(rows);
    const auto column = wanted_column();
    if (!column) return;
    view_.spreads.assign(view_.words.size(), spread_in_view(Spread{}));
    for (const WordSpread& found :
         spread_of_words(from_.content.catalogue, from_.numbers.values(*column), field_, rows)) {
      view_.left_out += found.spread.left_out;
      for (std::size_t w = 0; w < view_.words.size(); ++w)
        if (view_.words[w].code == found.code) view_.spreads[w] = spread_in_view(found.spread);
    }
  }

  void map() {
    list_words(from_.selection.rows_but(over_field_));
    const auto points = from_.map.rows();
    const auto positions = from_.map.positions();
    const auto codes = from_.content.catalogue.codes(field_);
    view_.map_rows.assign(points.begin(), points.end());
    for (std::size_t i = 0; i < points.size(); ++i) {
      view_.map_x.push_back(positions[2 * i]);
      view_.map_y.push_back(positions[2 * i + 1]);
      view_.map_codes.push_back(codes[points[i]]);
      view_.map_picked.push_back(from_.selection.holds(points[i]) ? 1 : 0);
    }
    view_.map_progress = from_.map.progress();
    view_.map_words = from_.map.words();
    view_.map_shares = from_.map.shares();
    view_.left_out = static_cast<std::uint32_t>(from_.content.rows() - points.size());
  }

  void split() {
    const auto split_number = static_cast<std::uint8_t>(Field::split);
    const Rows rows = from_.selection.rows_but(over_field_ | from_.selection.of_field(split_number));
    view_.words = words_of(from_.content, Field::split, rows, request_);
    const auto unknown =
        std::find_if(view_.words.begin(), view_.words.end(), [](const DataWord& w) { return w.code == kNoCode; });
    if (unknown != view_.words.end()) {
      view_.left_out = unknown->count;
      view_.words.erase(unknown);
    }
    if (view_.words.empty() && request_.split == SplitWay::none && from_.content.rows() > 0)
      note_problem(view_.problem, "These recordings came without a split. Choose a way of making one.");
    measure_imbalance();
    view_.words_b = words_of(from_.content, field_, rows, request_);
    view_.counts = counts_of(from_.content, Field::split, view_.words, field_, view_.words_b, rows);
    list_shared_speakers(rows);
  }

  void compare() {
    list_words(from_.selection.rows_but(over_field_));
    view_.words_b = words_of(from_.content, field_b_, from_.selection.rows_but(over_field_b_), request_);
    const auto& sound = from_.content.sound;
    view_.compare_rows = compare_rows(from_.content.catalogue, sound, from_.compare_base, field_b_, view_.words_b);
    for (const std::uint32_t row : view_.compare_rows)
      view_.compare_sound.push_back(row < sound.size() ? sound[row] : 0);
  }

  void files() {
    list_words(from_.selection.rows_but(over_field_));
    const Rows rows = from_.selection.rows_but(from_.selection.of_problem());
    const auto lists = problem_files(from_.content.catalogue, rows);
    for (std::size_t p = 0; p < kProblemCount; ++p)
      add_problem(std::string(kProblemNames[p]), details_of(static_cast<Problem>(p)), lists[p]);
    add_duplicates(rows);
    const auto& columns = from_.numbers.infos();
    if (columns[static_cast<std::size_t>(Measure::rms)].known == 0 && !rows.empty())
      note_problem(view_.problem,
                   "These recordings have not been measured yet; silent, quiet and clipped files show once they are.");
  }

 private:
  void list_words(const Rows& rows) {
    view_.words = words_of(from_.content, field_, rows, request_);
    measure_imbalance();
  }

  void measure_imbalance() {
    std::vector<WordCount> counts;
    for (const DataWord& word : view_.words) counts.push_back({word.code, word.count, 0});
    const Imbalance imbalance = imbalance_of(counts);
    view_.imbalance_ratio = static_cast<float>(imbalance.ratio);
    view_.imbalance_entropy = static_cast<float>(imbalance.entropy);
  }

  std::optional<std::size_t> wanted_column() {
    const auto column = from_.numbers.find(request_.column);
    if (!column)
      note_problem(view_.problem,
                   "No recording has a number called \"" + request_.column + "\"; choose another one, or compute it.");
    return column;
  }

  static DataSpread spread_in_view(const Spread& s) {
    const auto single = [](double value) { return static_cast<float>(value); };
    return {s.known,
            single(s.mean),
            single(s.standard_deviation),
            single(s.least),
            single(s.lower_quartile),
            single(s.median),
            single(s.upper_quartile),
            single(s.most)};
  }

  void list_shared_speakers(const Rows& rows) {
    const Overlap found = overlap(from_.content.catalogue, rows);
    view_.speakers = found.all_speakers;
    for (const SharedSpeaker& speaker : found.speakers) {
      DataSharedSpeaker shared{speaker.actor, std::vector<std::uint32_t>(view_.words.size(), 0)};
      if (from_.content.catalogue.vocabulary(Field::corpus).size() > 1)
        shared.speaker = speaker.corpus + ' ' + speaker.actor;
      for (std::size_t p = 0; p < found.parts.size(); ++p)
        for (std::size_t w = 0; w < view_.words.size(); ++w)
          if (view_.words[w].word == found.parts[p]) shared.clips[w] = speaker.clips[p];
      const auto first = std::find_if(shared.clips.begin(), shared.clips.end(), [](std::uint32_t n) { return n > 0; });
      if (first != shared.clips.end())
        for (auto part = first + 1; part != shared.clips.end(); ++part) view_.shared_clips += *part;
      view_.shared.push_back(std::move(shared));
    }
  }

  static std::string details_of(Problem problem) {
    const ProblemRules rules;
    switch (problem) {
      case Problem::missing:
        return "duration unknown: not found, not readable or not measured";
      case Problem::unlabelled:
        return "no emotion";
      case Problem::silent:
        return "at or below " + number_words(rules.silent_dbfs) + " dBFS";
      case Problem::very_quiet:
        return "below " + number_words(rules.quiet_dbfs) + " dBFS";
      case Problem::clipped:
        return "more than " + number_words(rules.clipped_share * 100) + " % of the samples at full scale";
      case Problem::too_short:
        return "shorter than " + number_words(rules.shortest_s) + " s";
    }
    return {};
  }

  void add_problem(std::string name, std::string detail, Rows rows) {
    const bool asked = name == request_.problem;
    if (!rows.empty() || asked) view_.problems.push_back({std::move(name), std::move(detail), std::move(rows)});
  }

  void add_duplicates(const Rows& rows) {
    const std::vector<std::uint8_t> mask = mask_of(rows, from_.content.rows());
    Rows listed;
    std::size_t groups = 0;
    for (const auto& group : from_.content.duplicates) {
      const std::size_t before = listed.size();
      std::copy_if(group.begin(), group.end(), std::back_inserter(listed),
                   [&](std::uint32_t row) { return mask[row] != 0; });
      if (listed.size() > before) ++groups;
    }
    add_problem(std::string(kDuplicateProblem),
                std::to_string(groups) + (groups == 1 ? " group" : " groups") + " of the same content",
                std::move(listed));
  }

  DataView& view_;
  const DataRequest& request_;
  const ChartSources& from_;
  Field field_, field_b_;
  std::uint64_t over_field_, over_field_b_;
};

}  // namespace

void fill_chart(DataView& view, const DataRequest& request, const ChartSources& sources) {
  ChartFill fill(view, request, sources);
  switch (request.chart) {
    case DataChart::distribution:
      return fill.distribution();
    case DataChart::cross_table:
      return fill.cross_table();
    case DataChart::histogram:
      return fill.histogram();
    case DataChart::spread:
      return fill.spread();
    case DataChart::map:
      return fill.map();
    case DataChart::split:
      return fill.split();
    case DataChart::compare:
      return fill.compare();
    case DataChart::files:
      return fill.files();
  }
}

}  // namespace emo
