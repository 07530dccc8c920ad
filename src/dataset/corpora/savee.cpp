// DC_a01, or a01 in a folder DC (Jackson & Haq 2014): four men; a d f h n sa su, then the sentence's number.
#include <algorithm>
#include <array>

#include "dataset/clip_fields.h"
#include "dataset/name_parts.h"

namespace emo::corpus {
namespace {

constexpr std::array<std::string_view, 4> kSpeakers{"DC", "JE", "JK", "KL"};
constexpr std::array<Meaning, 7> kEmotions{{{"a", "angry"},
                                            {"d", "disgust"},
                                            {"f", "fearful"},
                                            {"h", "happy"},
                                            {"n", "neutral"},
                                            {"sa", "sad"},
                                            {"su", "surprised"}}};

}  // namespace

Result<ClipFields> savee(std::string_view path) {
  std::string_view take = stem_of(path);
  const std::size_t low_line = take.find('_');
  const std::string_view speaker = low_line == std::string_view::npos ? folder_of(path, 1) : take.substr(0, low_line);
  if (low_line != std::string_view::npos) take.remove_prefix(low_line + 1);
  const std::size_t letters = std::min(take.find_first_of("0123456789"), take.size());
  const Meaning* emotion = meaning_of(kEmotions, take.substr(0, letters));
  if (emotion == nullptr || two_digits(take.substr(letters)) < 1)
    return Error{"a SAVEE name is an emotion's letters (" + codes_of(kEmotions) +
                 ") and a sentence's number, such as DC_a01 or DC/a01."};
  if (std::find(kSpeakers.begin(), kSpeakers.end(), speaker) == kSpeakers.end())
    return Error{"the speakers of SAVEE are DC, JE, JK, KL, in the name or as its folder, not " + in_quotes(speaker) +
                 "."};
  ClipFields fields;
  fields[Field::emotion] = emotion->word;
  fields[Field::statement] = take;  // the numbers count anew for each emotion
  fields[Field::actor] = speaker;
  fields[Field::sex] = "male";
  return fields;
}

}  // namespace emo::corpus
