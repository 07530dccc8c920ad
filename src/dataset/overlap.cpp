#include <algorithm>
#include <map>

#include "dataset/speakers.h"
#include "dataset/splits.h"
#include "dataset/statistics.h"

namespace emo {

SpeakerTable speakers_of(const Catalogue& catalogue, std::span<const std::uint32_t> rows) {
  const auto corpora = catalogue.codes(Field::corpus);
  const auto actors = catalogue.codes(Field::actor);
  SpeakerTable table;
  std::map<std::pair<Code, Code>, std::uint32_t> numbers;
  table.of.reserve(rows.size());
  for (const std::uint32_t row : rows) {
    if (actors[row] == kUnknown) {
      table.of.push_back(kNobody);
      continue;
    }
    const std::pair speaker(corpora[row], actors[row]);
    const auto [place, fresh] = numbers.emplace(speaker, static_cast<std::uint32_t>(table.speakers.size()));
    if (fresh) table.speakers.push_back(speaker);
    table.of.push_back(place->second);
  }
  return table;
}

Overlap overlap(const Catalogue& catalogue, std::span<const std::uint32_t> rows) {
  Overlap result;
  const auto codes = catalogue.codes(Field::split);
  std::map<Code, std::size_t> places;
  for (const WordCount& c : counts_by(catalogue, Field::split, rows)) {
    if (c.code == kUnknown) continue;
    places[c.code] = result.parts.size();
    result.parts.emplace_back(catalogue.vocabulary(Field::split).word(c.code));
    result.sizes.push_back(c.count);
  }
  const std::size_t parts = result.parts.size();
  result.clips_by_part.assign(parts, 0);

  const SpeakerTable table = speakers_of(catalogue, rows);
  std::vector<std::uint32_t> clips(table.speakers.size() * parts, 0);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (codes[rows[i]] == kUnknown) continue;
    if (table.of[i] == kNobody)
      ++result.without_speaker;
    else
      ++clips[table.of[i] * parts + places.at(codes[rows[i]])];
  }
  for (std::size_t s = 0; s < table.speakers.size(); ++s) {
    const std::span<const std::uint32_t> mine(clips.data() + s * parts, parts);
    const auto heard_in = parts - static_cast<std::size_t>(std::count(mine.begin(), mine.end(), 0U));
    if (heard_in > 0) ++result.all_speakers;
    if (heard_in < 2) continue;
    for (std::size_t p = 0; p < parts; ++p) {
      result.clips += mine[p];
      result.clips_by_part[p] += mine[p];
    }
    result.speakers.push_back({std::string(catalogue.vocabulary(Field::corpus).word(table.speakers[s].first)),
                               std::string(catalogue.vocabulary(Field::actor).word(table.speakers[s].second)),
                               {mine.begin(), mine.end()}});
  }
  return result;
}

}  // namespace emo
