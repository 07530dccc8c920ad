#include "explorer/chips.h"

#include <algorithm>
#include <cmath>

#include "contract/data_request.h"
#include "contract/data_view_parts.h"

namespace emo {
namespace {

constexpr std::size_t kMostWordsNamed = 4;

std::string digits_of(double value, int decimals) {
  double scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  const auto whole = static_cast<std::uint64_t>(std::llround(value * scale));
  std::string text = std::to_string(whole);
  if (decimals == 0) return text;
  const auto places = static_cast<std::size_t>(decimals);
  if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
  text.insert(text.size() - places, ".");
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string with_unit(std::string text, std::string_view unit) {
  if (!unit.empty()) text += ' ' + std::string(unit);
  return text;
}

std::string named_words(const FieldFilter& filter, const Vocabulary& vocabulary) {
  std::string text;
  const std::size_t named = filter.codes.size() <= kMostWordsNamed + 1 ? filter.codes.size() : kMostWordsNamed;
  for (std::size_t i = 0; i < named; ++i) {
    const std::string_view word = vocabulary.word(filter.codes[i]);
    text += (i > 0 ? ", " : "") + std::string(!word.empty()                 ? word
                                              : filter.codes[i] == kUnknown ? "unknown"
                                                                            : "no longer there");
  }
  if (named < filter.codes.size()) text += " and " + std::to_string(filter.codes.size() - named) + " more";
  return text.empty() ? "nothing" : text;
}

}  // namespace

std::string number_words(double value) {
  if (std::isnan(value)) return "unknown";
  const std::string sign = value < 0 ? "−" : "";
  const double size = std::abs(value);
  if (!(size < 1e15)) return sign + "infinity";
  if (size < 1e-9) return "0";
  // Three digits that count, but never a whole number cut.
  const int decimals = std::clamp(2 - static_cast<int>(std::floor(std::log10(size) + 1e-9)), 0, 9);
  const std::string digits = digits_of(size, decimals);
  return digits == "0" ? digits : sign + digits;
}

std::string range_words(double low, double high, std::string_view unit) {
  const bool from = std::isfinite(low);
  const bool to = std::isfinite(high);
  if (!from && !to) return "any";
  if (!to) return with_unit("at least " + number_words(low), unit);
  if (!from) return with_unit("at most " + number_words(high), unit);
  const bool signs = low < 0 || high < 0;
  return with_unit(number_words(low) + (signs ? " to " : "–") + number_words(high), unit);
}

std::vector<DataChip> chips_of(const DataRequest& request, const Catalogue& catalogue, const ChipFacts& facts) {
  std::vector<DataChip> chips;
  const auto add = [&](DataChip::Kind kind, std::size_t index, std::string text) {
    chips.push_back({kind, static_cast<std::uint8_t>(index), std::move(text)});
  };
  for (std::size_t i = 0; i < request.words.size() && i < 256; ++i) {
    const FieldFilter& filter = request.words[i];
    if (filter.field >= kFieldCount) continue;
    add(DataChip::Kind::words, i,
        std::string(kFieldNames[filter.field]) + ": " +
            named_words(filter, catalogue.vocabulary(static_cast<Field>(filter.field))));
  }
  for (std::size_t i = 0; i < request.numbers.size() && i < 256; ++i) {
    const RangeFilter& filter = request.numbers[i];
    const std::string_view unit = i < facts.units.size() ? std::string_view(facts.units[i]) : std::string_view{};
    add(DataChip::Kind::number, i, filter.column + ": " + range_words(filter.low, filter.high, unit));
  }
  if (!request.search.empty()) add(DataChip::Kind::search, 0, "name: " + request.search);
  if (!request.problem.empty()) add(DataChip::Kind::problem, 0, "files: " + request.problem);
  if (request.lasso.size() >= 6) add(DataChip::Kind::lasso, 0, "on the map: " + std::to_string(facts.in_lasso));
  if (request.draw_count > 0)
    add(DataChip::Kind::draw, 0,
        std::to_string(request.draw_count) + " drawn, seed " + std::to_string(request.draw_seed));
  return chips;
}

}  // namespace emo
