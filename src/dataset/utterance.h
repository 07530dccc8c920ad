// One labelled recording: who says it, and what was acted.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "contract/emotions.h"

namespace emo {

enum class Sex : std::uint8_t { unknown, female, male };
enum class Intensity : std::uint8_t { unknown, normal, strong };

struct Utterance {
  Emotion emotion = Emotion::neutral;
  std::string actor;  // "01" … "24" in RAVDESS, "OAF" and "YAF" in TESS; "" unknown
  Sex sex = Sex::unknown;
  Intensity intensity = Intensity::unknown;
};

// A label as corpora write it, A–Z in any case: "happy", "happiness", "hap", "ps", "Freude", "怒り", … nullopt: none of
// the eight.
std::optional<Emotion> emotion_of_word(std::string_view word);

// "ravdess/03-01-01-01-01-01-01.flac" → "03-01-01-01-01-01-01": what a recording is called wherever it lies.
std::string_view stem_of(std::string_view file);

}  // namespace emo
