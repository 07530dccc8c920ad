#include "explorer/compare_rows.h"

#include <algorithm>
#include <array>

#include "contract/data_view_parts.h"

namespace emo {
namespace {

constexpr std::array kSame{Field::corpus, Field::emotion, Field::statement, Field::actor};
constexpr std::array kBetterSame{Field::intensity, Field::repetition, Field::channel, Field::modality};
constexpr unsigned kHeard = 1U << kBetterSame.size(), kBaseItself = kHeard << 1U;

// Whoever differs in this may differ in that.
bool may_differ(Field field, Field differs) {
  if (field == differs) return true;
  if (differs == Field::corpus) return field == Field::statement || field == Field::actor;
  return differs == Field::sex && field == Field::actor;
}

}  // namespace

std::vector<std::uint32_t> compare_rows(const Catalogue& catalogue, std::span<const std::uint8_t> sound,
                                        std::uint32_t base, Field differs, std::span<const DataWord> words) {
  std::vector<std::uint32_t> found(words.size(), kNoRow);
  if (base >= catalogue.row_count()) return found;
  const std::size_t vocabulary = catalogue.vocabulary(differs).size();
  std::vector<std::size_t> places(vocabulary + 1, words.size());
  for (std::size_t i = 0; i < words.size(); ++i)
    if (const std::size_t place = place_of(words[i].code, vocabulary); place <= vocabulary) places[place] = i;
  std::vector<unsigned> best(words.size(), 0);

  const auto alike = [&](Field field, std::uint32_t row) {
    return catalogue.codes(field)[row] == catalogue.codes(field)[base];
  };
  for (std::uint32_t row = 0; row < catalogue.row_count(); ++row) {
    const std::size_t place = places[place_of(catalogue.codes(differs)[row], vocabulary)];
    if (place == words.size()) continue;
    if (!std::all_of(kSame.begin(), kSame.end(),
                     [&](Field field) { return may_differ(field, differs) || alike(field, row); }))
      continue;
    unsigned score = row == base ? kBaseItself : 0;
    if (row < sound.size() && sound[row] != 0) score |= kHeard;
    for (std::size_t i = 0; i < kBetterSame.size(); ++i)
      if (alike(kBetterSame[i], row)) score |= 1U << (kBetterSame.size() - 1 - i);
    if (found[place] != kNoRow && score <= best[place]) continue;
    found[place] = row;
    best[place] = score;
  }
  return found;
}

}  // namespace emo
