// emotion_first-last_sentence, in a folder that begins with the speaker (Adigwe et al. 2018): bea_Angry/, bea/ or
// bea/Angry/. first-last is the part of the annotation. Without such a folder the speaker is unknown.
#include <array>

#include "dataset/clip_fields.h"
#include "dataset/name_parts.h"

namespace emo::corpus {
namespace {

constexpr std::array<Meaning, 4> kSpeakers{{{"bea", "female"}, {"jenie", "female"}, {"josh", "male"}, {"sam", "male"}}};
constexpr std::array<Meaning, 5> kEmotions{{{"amused", "amused"},
                                            {"anger", "angry"},
                                            {"disgust", "disgust"},
                                            {"neutral", "neutral"},
                                            {"sleepiness", "sleepy"}}};

bool is_range(std::string_view text) {
  const std::vector<std::string_view> ends = split(text, '-');
  return ends.size() == 2 && all_digits(ends[0]) && all_digits(ends[1]);
}

}  // namespace

Result<ClipFields> emov_db(std::string_view path) {
  const std::vector<std::string_view> parts = split(stem_of(path), '_');
  if (parts.size() != 3 || !is_range(parts[1]) || parts[2].size() != 4 || !all_digits(parts[2]))
    return Error{"an EmoV-DB name is emotion_first-last_sentence, such as anger_1-28_0001."};
  const Meaning* emotion = meaning_of(kEmotions, to_lower(parts[0]));
  if (emotion == nullptr) return Error{in_quotes(parts[0]) + " is no emotion of EmoV-DB: " + codes_of(kEmotions) + "."};
  ClipFields fields;
  fields[Field::emotion] = emotion->word;
  fields[Field::statement] = parts[2];
  for (const int depth : {1, 2}) {
    const std::string folder = to_lower(folder_of(path, depth));
    const Meaning* speaker = meaning_of(kSpeakers, split(folder, '_').front());
    if (speaker == nullptr) continue;
    fields[Field::actor] = speaker->code;
    fields[Field::sex] = speaker->word;
    break;
  }
  return fields;
}

}  // namespace emo::corpus
