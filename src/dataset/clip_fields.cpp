#include "dataset/clip_fields.h"

#include <algorithm>

namespace emo {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr std::array<std::string_view, 5> kFemale{"f", "female", "woman", "w", "weiblich"};
constexpr std::array<std::string_view, 4> kMale{"m", "male", "man", "männlich"};

}  // namespace

std::string emotion_word(std::string_view label) {
  label = trimmed(label);
  if (const auto emotion = emotion_of_word(label))
    return std::string(kEmotionNames[static_cast<std::size_t>(*emotion)]);
  return to_lower(label);
}

std::string sex_word(std::string_view text) {
  std::string word = to_lower(trimmed(text));
  if (is_one_of(word, kFemale)) return "female";
  return is_one_of(word, kMale) ? "male" : word;
}

std::string intensity_word(std::string_view text) {
  std::string word = to_lower(trimmed(text));
  if (word == "1" || word == "01") return "normal";
  return word == "2" || word == "02" ? "strong" : word;
}

Result<Utterance> utterance_of(const ClipFields& fields) {
  const auto emotion = emotion_of_word(fields[Field::emotion]);
  if (!emotion)
    return Error{"The label \"" + fields[Field::emotion] +
                 "\" is none of the eight expressions that a model here names."};
  const std::string& sex = fields[Field::sex];
  const std::string& intensity = fields[Field::intensity];
  return Utterance{.emotion = *emotion,
                   .actor = fields[Field::actor],
                   .sex = sex == "female" ? Sex::female : (sex == "male" ? Sex::male : Sex::unknown),
                   .intensity = intensity == "normal"
                                    ? Intensity::normal
                                    : (intensity == "strong" ? Intensity::strong : Intensity::unknown)};
}

}  // namespace emo
