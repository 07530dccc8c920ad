// The fields of a recording: what can be known of it by its name, its folder or a table.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace emo {

enum class Field : std::uint8_t {
  corpus,
  emotion,     // one of kEmotionNames, or the corpus' own word in small letters ("boredom")
  intensity,   // "normal" and "strong" (RAVDESS), "low", "medium", "high" (CREMA-D, MEAD)
  statement,   // the sentence where a corpus has a handful, else its own code or word
  repetition,  // or version, in the corpus' own writing
  actor,       // the corpus' own code: a speaker is a corpus and an actor
  sex,         // "female", "male"
  modality,    // "audio", "audio-video", "video", "laryngogram"
  channel,     // "speech", "song"; "scream" (Indian EmoSpeech)
  split        // the part of a train/validation/test split
};

inline constexpr std::size_t kFieldCount = 10;
inline constexpr std::array<std::string_view, kFieldCount> kFieldNames{
    "corpus", "emotion", "intensity", "statement", "repetition", "actor", "sex", "modality", "channel", "split"};

}  // namespace emo
