// Inside splits: whole speakers to parts.
#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "dataset/vocabulary.h"

namespace emo {

struct SpeakerClips {
  std::map<Code, double> by_word;  // clips by the word that is to be balanced
  double clips = 0;

  void add(Code word) {
    by_word[word] += 1;
    clips += 1;
  }
};

// The part of each speaker. shares sum to 1; at least as many speakers as shares. No part stays empty.
std::vector<Code> parts_of_speakers(std::span<const SpeakerClips> speakers, std::span<const double> shares,
                                    std::uint64_t seed);

}  // namespace emo
