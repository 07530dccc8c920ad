// What is known of one recording by its name, its folder or a table: a word a field.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "contract/result.h"
#include "dataset/utterance.h"

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

struct ClipFields {
  std::array<std::string, kFieldCount> words;  // "" unknown

  std::string& operator[](Field field) { return words[static_cast<std::size_t>(field)]; }
  const std::string& operator[](Field field) const { return words[static_cast<std::size_t>(field)]; }
};

// One recording: what Catalogue::append() takes.
struct ClipRow {
  std::string path;
  ClipFields fields;
  std::vector<float> numbers;  // NaN unknown
};

// A–Z to a–z; other bytes of UTF-8 stay.
char small_letter(char c);
std::string small_letters(std::string_view text);
std::string_view trimmed(std::string_view text);  // without spaces and tabs at both ends

// How a label from anywhere is written in the catalogue: one of the eight where emotion_of_word() knows it, else the
// word itself, trimmed, in small letters. Nothing is dropped.
std::string emotion_word(std::string_view label);
std::string sex_word(std::string_view text);  // "F", "Female", "woman", … → "female"; "M", … → "male"; else itself
std::string intensity_word(std::string_view text);  // "1", "01" → "normal"; "2", "02" → "strong"; else itself

// What training and evaluation need of it. Error: the emotion is none of the eight.
Result<Utterance> utterance_of(const ClipFields& fields);

}  // namespace emo
