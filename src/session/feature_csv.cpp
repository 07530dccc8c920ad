#include "session/feature_csv.h"

#include <array>
#include <cmath>
#include <string_view>

#include "session/number_text.h"

namespace emo {
namespace {

constexpr std::int64_t kChunkFrames = 128;  // a multiple of every group's piece
constexpr double kBytesANumber = 12.0;

// In the order of their columns.
std::vector<Pane> in_order(PaneMask wanted) {
  std::vector<Pane> panes;
  for_each_pane(wanted, [&](Pane pane) { panes.push_back(pane); });
  std::ranges::stable_sort(panes, {}, [](Pane pane) { return pane_info(pane).csv_place; });
  return panes;
}

// Word number i of those in a row.
std::string_view word(std::string_view words, int i) {
  for (; i > 0; --i) words.remove_prefix(words.find(' ') + 1);
  return words.substr(0, words.find(' '));
}

std::string column_name(const FeaturePanes& panes, Pane pane, int row) {
  const PaneInfo& info = pane_info(pane);
  const std::size_t mark = info.csv.find('#');
  if (mark == std::string_view::npos) return std::string(word(info.csv, row));
  std::string name(info.csv.substr(0, mark));
  if (info.counted == PaneRows::bins)
    append_number(name, panes.spectra().row_hz(row));
  else
    name += std::to_string(row);  // from 0, as librosa's rows
  return name += info.csv.substr(mark + 1);
}

FrameRange there(const FeaturePanes& panes, PaneMask wanted, FrameRange frames) {
  for_each_pane(wanted, [&](Pane pane) {
    const FrameRange held = panes.available(pane);
    frames = {std::max(frames.first, held.first), std::min(frames.end, held.end)};
  });
  return frames;
}

// The values of the frames, which lie in one chunk.
void compute_chunk(FeaturePanes& panes, PaneMask wanted, FrameRange frames, PaneValues& values) {
  for (auto& v : values) v.clear();
  for (const auto group : {PaneGroup::quick, PaneGroup::formants, PaneGroup::pitch}) {
    const PaneMask own = wanted & panes_of(group);
    if (own == 0) continue;
    const std::int64_t piece = panes.piece(group);
    for (std::int64_t at = frames.first; at < frames.end;) {
      const std::int64_t end = std::min(frames.end, (at / piece + 1) * piece);
      const PaneValues& part = panes.compute(own, {at, end});
      for_each_pane(own, [&](Pane pane) {
        of(values, pane).insert(of(values, pane).end(), of(part, pane).begin(), of(part, pane).end());
      });
      at = end;
    }
  }
}

}  // namespace

Result<std::string> write_csv(FeaturePanes& panes, double sample_rate_hz, PaneMask wanted, FrameRange frames) {
  while (has(wanted, Pane::chroma) && panes.learn_tuning()) {
  }
  frames = there(panes, wanted, frames);
  if (frames.count() == 0)
    return Error{"None of the frames in this range is there (any more). Choose a range of the sound that is shown."};
  double columns = 1;
  for_each_pane(wanted, [&](Pane pane) { columns += panes.rows(pane); });
  const double bytes = columns * kBytesANumber * static_cast<double>(frames.count());
  if (bytes > kMostCsvBytes)
    return Error{"These numbers would be about " + std::to_string(std::llround(bytes / 1e6)) +
                 " MB of text; 200 MB are the most. Select a shorter range, or fewer panes."};

  std::string text = "time_s";
  text.reserve(static_cast<std::size_t>(bytes));
  const std::vector<Pane> order = in_order(wanted);
  for (const Pane pane : order)
    for (int row = 0; row < panes.rows(pane); ++row) text += ',' + column_name(panes, pane, row);
  text += '\n';
  PaneValues values;
  for (std::int64_t at = frames.first; at < frames.end;) {
    const FrameRange chunk{at, std::min(frames.end, (at / kChunkFrames + 1) * kChunkFrames)};
    compute_chunk(panes, wanted, chunk, values);
    for (; at < chunk.end; ++at) {
      append_number(text, static_cast<double>(at * panes.settings().hop_length) / sample_rate_hz);
      for (const Pane pane : order) {
        const auto rows = static_cast<std::size_t>(panes.rows(pane));
        const auto row = std::span(of(values, pane)).subspan(static_cast<std::size_t>(at - chunk.first) * rows, rows);
        for (float value : row) append_number(text += ',', value);
      }
      text += '\n';
    }
  }
  return text;
}

}  // namespace emo
