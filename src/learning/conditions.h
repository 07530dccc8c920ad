// The conditions under which models are measured beside sound as it was recorded: one change each, always the same for
// a file. The augmentation that training uses draws from wider ranges (learning/augmentation.h).
#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "contract/result.h"

namespace emo {

struct Condition {
  std::string_view name;     // "noise 10 dB": what cards and --conditions say
  std::string_view summary;  // one line
  // samples: mono, full scale ±1. Ends as a converter would: nothing beyond ±1.
  std::vector<float> (*apply)(std::span<const float> samples, int sample_rate_hz, std::uint64_t seed);
};

std::span<const Condition> conditions();
const Condition* find_condition(std::string_view name);  // nullptr: unknown
std::vector<std::string_view> condition_names();

// Of a recording under a condition: FNV-1a of both names, so neither the order nor the folder of files matters.
std::uint64_t condition_seed(std::string_view stem, std::string_view condition);

// Error: values that are not numbers, a rate outside 4 … 768 kHz.
Result<std::vector<float>> apply_condition(const Condition& condition, std::span<const float> samples,
                                           int sample_rate_hz, std::string_view stem);

}  // namespace emo
