// emotion-speaker-sentence (Costantini et al. 2014): the Italian word's first three letters; f1 … f3, m1 … m3.
#include <array>

#include "dataset/clip_fields.h"
#include "dataset/name_parts.h"

namespace emo::corpus {
namespace {

constexpr std::array<Meaning, 7> kEmotions{{{"neu", "neutral"},
                                            {"dis", "disgust"},
                                            {"gio", "happy"},
                                            {"pau", "fearful"},
                                            {"rab", "angry"},
                                            {"sor", "surprised"},
                                            {"tri", "sad"}}};
constexpr std::array<Meaning, 6> kSpeakers{
    {{"f1", "female"}, {"f2", "female"}, {"f3", "female"}, {"m1", "male"}, {"m2", "male"}, {"m3", "male"}}};

}  // namespace

Result<ClipFields> emovo(std::string_view path) {
  const std::vector<std::string_view> parts = split(stem_of(path), '-');
  if (parts.size() != 3 || parts[2].empty() || parts[2].size() > 3)
    return Error{"an EMOVO name is emotion-speaker-sentence, such as dis-f1-b1."};
  const Meaning* emotion = meaning_of(kEmotions, parts[0]);
  if (emotion == nullptr) return Error{in_quotes(parts[0]) + " is no emotion of EMOVO: " + codes_of(kEmotions) + "."};
  const Meaning* sex = meaning_of(kSpeakers, parts[1]);
  if (sex == nullptr)
    return Error{"the speakers of EMOVO are " + codes_of(kSpeakers) + ", not " + in_quotes(parts[1]) + "."};
  ClipFields fields;
  fields[Field::emotion] = emotion->word;
  fields[Field::statement] = parts[2];
  fields[Field::actor] = parts[1];
  fields[Field::sex] = sex->word;
  return fields;
}

}  // namespace emo::corpus
