// speaker/Emotion/speaker_number, with or without a folder for the split between (Zhou et al. 2022): speakers 0001 …
// 0020, numbers of six digits. The folder "evaluation" is what is called validation here.
#include <array>

#include "dataset/clip_fields.h"
#include "dataset/name_parts.h"

namespace emo::corpus {
namespace {

constexpr std::array<Meaning, 20> kSpeakers{
    {{"0001", "female"}, {"0002", "female"}, {"0003", "female"}, {"0004", "male"},   {"0005", "male"},
     {"0006", "male"},   {"0007", "female"}, {"0008", "male"},   {"0009", "female"}, {"0010", "male"},
     {"0011", "male"},   {"0012", "male"},   {"0013", "male"},   {"0014", "male"},   {"0015", "female"},
     {"0016", "female"}, {"0017", "female"}, {"0018", "female"}, {"0019", "female"}, {"0020", "male"}}};
constexpr std::array<Meaning, 5> kEmotions{
    {{"neutral", "neutral"}, {"happy", "happy"}, {"sad", "sad"}, {"angry", "angry"}, {"surprise", "surprised"}}};
constexpr std::array<Meaning, 3> kSplits{{{"train", "train"}, {"evaluation", "validation"}, {"test", "test"}}};

}  // namespace

Result<ClipFields> esd(std::string_view path) {
  const std::vector<std::string_view> parts = split(stem_of(path), '_');
  if (parts.size() != 2 || parts[0].size() != 4 || parts[1].size() != 6 || !all_digits(parts[1]))
    return Error{"an ESD name is speaker_number, such as 0011_000003."};
  const Meaning* sex = meaning_of(kSpeakers, parts[0]);
  if (sex == nullptr) return Error{"the speakers of ESD are 0001 … 0020, not " + in_quotes(parts[0]) + "."};
  const Meaning* split = meaning_of(kSplits, to_lower(folder_of(path, 1)));
  const int depth = split == nullptr ? 1 : 2;
  const Meaning* emotion = meaning_of(kEmotions, to_lower(folder_of(path, depth)));
  if (emotion == nullptr)
    return Error{
        "the folder of an ESD file names its emotion (Neutral, Happy, Sad, Angry, Surprise), as in "
        "0011/Angry/evaluation/0011_000003."};
  if (const std::string_view speaker = folder_of(path, depth + 1);
      !speaker.empty() && all_digits(speaker) && speaker != parts[0])
    return Error{"the file of speaker " + std::string(parts[0]) + " lies in the folder of " + std::string(speaker) +
                 "."};
  ClipFields fields;
  fields[Field::emotion] = emotion->word;
  fields[Field::statement] = parts[1];
  fields[Field::actor] = parts[0];
  fields[Field::sex] = sex->word;
  fields[Field::split] = split == nullptr ? "" : split->word;
  return fields;
}

}  // namespace emo::corpus
