// emotion-sentence-repetition-sex-speaker (Retta et al. 2022): a letter with its folder's number, then two digits each;
// 01 is a woman, 02 a man.
#include <array>

#include "dataset/clip_fields.h"
#include "dataset/name_parts.h"

namespace emo::corpus {
namespace {

constexpr std::array<Meaning, 5> kEmotions{
    {{"n1", "neutral"}, {"f2", "fearful"}, {"h3", "happy"}, {"s4", "sad"}, {"a5", "angry"}}};

}  // namespace

Result<ClipFields> ased(std::string_view path) {
  const std::vector<std::string_view> parts = split(stem_of(path), '-');
  if (parts.size() != 5)
    return Error{"an ASED name is emotion-sentence-repetition-sex-speaker, such as a5-01-01-02-28."};
  const Meaning* emotion = meaning_of(kEmotions, parts[0]);
  if (emotion == nullptr) return Error{in_quotes(parts[0]) + " is no emotion of ASED: " + codes_of(kEmotions) + "."};
  for (std::size_t i = 1; i < parts.size(); ++i)
    if (two_digits(parts[i]) < 1)
      return Error{"behind the emotion an ASED name has four times two digits, not " + in_quotes(parts[i]) + "."};
  if (two_digits(parts[3]) > 2) return Error{"the sex in an ASED name is 01 or 02, not " + in_quotes(parts[3]) + "."};
  ClipFields fields;
  fields[Field::emotion] = emotion->word;
  fields[Field::statement] = parts[1];
  fields[Field::repetition] = parts[2];
  fields[Field::sex] = parts[3] == "01" ? "female" : "male";
  fields[Field::actor] = parts[4];
  return fields;
}

}  // namespace emo::corpus
