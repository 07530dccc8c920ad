#include "explorer/room_words.h"

#include <algorithm>

#include "contract/data_request.h"
#include "contract/data_view_parts.h"
#include "dataset/statistics.h"

namespace emo {
namespace {

std::vector<Code> ranks_of(const RoomContent& content, Field field) {
  const Vocabulary& words = content.catalogue.vocabulary(field);
  if (field == Field::emotion) return words.ranks(kEmotionNames.size());
  return words.ranks(field == Field::split && content.split_made ? words.size() : 0);
}

constexpr std::uint32_t kNotListed = 0xffffffff;

std::vector<std::uint32_t> places_of(const Vocabulary& vocabulary, std::span<const DataWord> words) {
  std::vector<std::uint32_t> places(vocabulary.size() + 1, kNotListed);
  for (std::uint32_t i = 0; i < words.size(); ++i)
    if (const std::size_t place = place_of(words[i].code, vocabulary.size()); place < places.size()) places[place] = i;
  return places;
}

}  // namespace

std::vector<DataWord> words_of(const RoomContent& content, Field field, std::span<const std::uint32_t> rows,
                               const DataRequest& request) {
  const Vocabulary& vocabulary = content.catalogue.vocabulary(field);
  std::vector<DataWord> words;
  for (const WordCount& counted : counts_by(content.catalogue, field, rows))
    words.push_back({counted.code, std::string(vocabulary.word(counted.code)), counted.count, false});
  for (const FieldFilter& filter : request.words) {
    if (filter.field != static_cast<std::uint8_t>(field)) continue;
    for (const Code code : filter.codes) {
      const auto listed =
          std::find_if(words.begin(), words.end(), [code](const DataWord& w) { return w.code == code; });
      if (listed != words.end())
        listed->picked = true;
      else if (code == kUnknown || code < vocabulary.size())
        words.push_back({code, std::string(vocabulary.word(code)), 0, true});
    }
  }
  const std::vector<Code> rank = ranks_of(content, field);
  std::sort(words.begin(), words.end(), [&](const DataWord& a, const DataWord& b) {
    if (a.code == kUnknown || b.code == kUnknown) return a.code != kUnknown && b.code == kUnknown;
    return rank[a.code] < rank[b.code];
  });
  return words;
}

std::vector<std::uint32_t> counts_of(const RoomContent& content, Field by_row, std::span<const DataWord> words,
                                     Field by_column, std::span<const DataWord> columns,
                                     std::span<const std::uint32_t> rows) {
  const Catalogue& catalogue = content.catalogue;
  const auto row_places = places_of(catalogue.vocabulary(by_row), words);
  const auto column_places = places_of(catalogue.vocabulary(by_column), columns);
  const auto row_codes = catalogue.codes(by_row);
  const auto column_codes = catalogue.codes(by_column);
  std::vector<std::uint32_t> counts(words.size() * columns.size(), 0);
  for (const std::uint32_t row : rows) {
    const std::uint32_t at = row_places[place_of(row_codes[row], row_places.size() - 1)];
    const std::uint32_t column = column_places[place_of(column_codes[row], column_places.size() - 1)];
    if (at != kNotListed && column != kNotListed) ++counts[at * columns.size() + column];
  }
  return counts;
}

}  // namespace emo
