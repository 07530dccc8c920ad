// The same said otherwise: clips to be put side by side.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "dataset/catalogue.h"

namespace emo {

struct DataWord;

// For each word of `differs` a row like `base` but with this word: the same corpus, emotion, statement and actor (but
// for what differs, and what a speaker brings along where speakers differ); of several one that can be heard, then the
// one alike in most of intensity, repetition, channel, modality, in this order, then the first. `base` itself stands
// for its own word. kNoRow: none. sound: by row, 0 it cannot be heard; rows beyond it cannot.
std::vector<std::uint32_t> compare_rows(const Catalogue& catalogue, std::span<const std::uint8_t> sound,
                                        std::uint32_t base, Field differs, std::span<const DataWord> words);

}  // namespace emo
