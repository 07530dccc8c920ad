// What is known of one recording by its name, its folder or a table: a word a field.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "contract/clip_field.h"
#include "contract/result.h"
#include "contract/text.h"
#include "dataset/utterance.h"

namespace emo {

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

// How a label from anywhere is written in the catalogue: one of the eight where emotion_of_word() knows it, else the
// word itself, trimmed, in small letters. Nothing is dropped.
std::string emotion_word(std::string_view label);
std::string sex_word(std::string_view text);  // "F", "Female", "woman", … → "female"; "M", … → "male"; else itself
std::string intensity_word(std::string_view text);  // "1", "01" → "normal"; "2", "02" → "strong"; else itself

// What training and evaluation need of it. Error: the emotion is none of the eight.
Result<Utterance> utterance_of(const ClipFields& fields);

}  // namespace emo
