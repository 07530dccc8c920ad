// Inside statistics: where a row's word stands among the words listed.
#pragma once
#include "dataset/statistics.h"

namespace emo {

class CodePlaces {
 public:
  // listed: every word of the rows that will be asked for.
  CodePlaces(const Catalogue& catalogue, Field field, std::span<const Code> listed)
      : codes_(catalogue.codes(field)), places_(catalogue.vocabulary(field).size() + 1, 0) {
    for (std::size_t i = 0; i < listed.size(); ++i) places_[place_of(listed[i], places_.size() - 1)] = i;
  }
  [[nodiscard]] std::size_t of(std::uint32_t row) const { return places_[place_of(codes_[row], places_.size() - 1)]; }

 private:
  std::span<const Code> codes_;
  std::vector<std::size_t> places_;
};

inline std::vector<Code> codes_in(std::span<const WordCount> counts) {
  std::vector<Code> codes;
  for (const WordCount& c : counts) codes.push_back(c.code);
  return codes;
}

inline Error no_column(const Catalogue& catalogue, std::size_t column) {
  return Error{"The catalogue has " + std::to_string(catalogue.column_count()) + " columns of numbers; number " +
               std::to_string(column + 1) + " is not there."};
}

}  // namespace emo
