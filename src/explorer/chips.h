// What a DataRequest leaves in, in words for a person: one chip for each restriction.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dataset/catalogue.h"

namespace emo {

struct DataChip;
struct DataRequest;

// "3", "0.25", "−50", "44100": three digits that count, U+2212 for minus, "infinity" beyond all numbers.
std::string number_words(double value);
// "3–4 s", "−60 to −50 dBFS", "at least 3 s", "at most 4 s", "any".
std::string range_words(double low, double high, std::string_view unit);

struct ChipFacts {
  std::vector<std::string> units;  // by DataRequest::numbers; "" none
  std::uint32_t in_lasso = 0;      // points
};

// In the order of the request's restrictions; those of unknown fields are left out.
std::vector<DataChip> chips_of(const DataRequest& request, const Catalogue& catalogue, const ChipFacts& facts);

}  // namespace emo
