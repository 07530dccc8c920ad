#include "dataset/label_table.h"

#include <algorithm>
#include <array>
#include <vector>

namespace emo {
namespace {

struct Columns {
  int file = 0, label = 1, actor = 2, sex = 3, intensity = -1;
};

std::vector<std::string_view> cells_of(std::string_view line) {
  std::vector<std::string_view> cells;
  for (;;) {
    const std::size_t tab = line.find('\t');
    cells.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

int column(const std::vector<std::string_view>& header, std::string_view name, std::string_view other) {
  const auto found = std::find_if(header.begin(), header.end(), [&](auto c) { return c == name || c == other; });
  return found == header.end() ? -1 : static_cast<int>(found - header.begin());
}

std::string_view cell(const std::vector<std::string_view>& cells, int index) {
  return index >= 0 && index < static_cast<int>(cells.size()) ? cells[static_cast<std::size_t>(index)]
                                                              : std::string_view{};
}

Sex sex_of(std::string_view text) {
  if (text.empty()) return Sex::unknown;
  if (text[0] == 'F' || text[0] == 'f') return Sex::female;
  return text[0] == 'M' || text[0] == 'm' ? Sex::male : Sex::unknown;
}

Intensity intensity_of(std::string_view text) {
  if (text == "normal" || text == "1" || text == "01") return Intensity::normal;
  return text == "strong" || text == "2" || text == "02" ? Intensity::strong : Intensity::unknown;
}

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

}  // namespace

const Utterance* LabelTable::find(std::string_view file) const {
  const auto found = by_stem.find(stem_of(file));
  return found == by_stem.end() ? nullptr : &found->second;
}

Result<LabelTable> parse_label_table(std::string_view text) {
  LabelTable table;
  Columns columns;
  int number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    ++number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty()) continue;
    const std::vector<std::string_view> cells = cells_of(line);
    const int label = column(cells, "label", "emotion");
    if (number == 1 && label >= 0 && column(cells, "file", "file") >= 0) {
      columns = {column(cells, "file", "file"), label, column(cells, "actor", "speaker"), column(cells, "sex", "sex"),
                 column(cells, "intensity", "intensity")};
      continue;
    }
    const std::string_view file = cell(cells, columns.file);
    const std::string_view word = cell(cells, columns.label);
    if (file.empty() || word.empty())
      return Error{"Line " + std::to_string(number) + " of the labels is " + quoted(line) +
                   "; file, label, actor, sex are wanted, with a tab between them."};
    const auto emotion = emotion_of_word(word);
    if (!emotion) {
      ++table.other_labels;
      continue;
    }
    const Utterance utterance{.emotion = *emotion,
                              .actor = std::string(cell(cells, columns.actor)),
                              .sex = sex_of(cell(cells, columns.sex)),
                              .intensity = intensity_of(cell(cells, columns.intensity))};
    const auto [place, fresh] = table.by_stem.emplace(stem_of(file), utterance);
    if (!fresh && place->second.emotion != utterance.emotion)
      return Error{"Line " + std::to_string(number) + " of the labels names " + quoted(stem_of(file)) +
                   " again with another label. A recording has one label."};
  }
  if (table.by_stem.empty() && table.other_labels == 0)
    return Error{"The table of labels is empty; file, label, actor, sex are wanted, with a tab between them."};
  return table;
}

}  // namespace emo
