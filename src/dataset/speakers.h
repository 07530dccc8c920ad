// Inside splits: speakers as numbers.
#pragma once
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "dataset/catalogue.h"

namespace emo {

struct SpeakerTable {
  std::vector<std::pair<Code, Code>> speakers;  // corpus and actor, in the order of their first row
  std::vector<std::uint32_t> of;                // by place in the rows given; kNobody: the actor is unknown
};
inline constexpr std::uint32_t kNobody = 0xFFFFFFFF;

SpeakerTable speakers_of(const Catalogue& catalogue, std::span<const std::uint32_t> rows);

}  // namespace emo
