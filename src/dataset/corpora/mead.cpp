// speaker/audio/emotion/level_1/001 (Wang et al. 2020): men are M003 …, women W009 …; three levels of intensity, of
// which "neutral" has the first alone.
#include <array>

#include "dataset/clip_fields.h"
#include "dataset/name_parts.h"

namespace emo::corpus {
namespace {

constexpr std::array<Meaning, 8> kEmotions{{{"neutral", "neutral"},
                                            {"happy", "happy"},
                                            {"sad", "sad"},
                                            {"angry", "angry"},
                                            {"fear", "fearful"},
                                            {"disgusted", "disgust"},
                                            {"surprised", "surprised"},
                                            {"contempt", "contempt"}}};
constexpr std::array<Meaning, 3> kLevels{{{"level_1", "low"}, {"level_2", "medium"}, {"level_3", "high"}}};

bool is_speaker(std::string_view text) {
  return text.size() == 4 && (text[0] == 'M' || text[0] == 'W') && all_digits(text.substr(1));
}

}  // namespace

Result<ClipFields> mead(std::string_view path) {
  const std::string_view stem = stem_of(path);
  const std::string_view speaker = folder_of(path, 4);
  const Meaning* level = meaning_of(kLevels, folder_of(path, 1));
  if (stem.size() != 3 || !all_digits(stem) || level == nullptr || folder_of(path, 3) != "audio" ||
      !is_speaker(speaker))
    return Error{"the sounds of MEAD lie in speaker/audio/emotion/level, as M003/audio/angry/level_1/001."};
  const Meaning* emotion = meaning_of(kEmotions, folder_of(path, 2));
  if (emotion == nullptr)
    return Error{in_quotes(folder_of(path, 2)) + " is no emotion of MEAD: " + codes_of(kEmotions) + "."};
  ClipFields fields;
  fields[Field::emotion] = emotion->word;
  fields[Field::intensity] = emotion->word == "neutral" ? "" : level->word;
  fields[Field::statement] = stem;
  fields[Field::actor] = speaker;
  fields[Field::sex] = speaker[0] == 'W' ? "female" : "male";
  return fields;
}

}  // namespace emo::corpus
