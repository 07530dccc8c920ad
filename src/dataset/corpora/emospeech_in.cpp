// word-channel-emotion-time-speaker (Banga et al. 2019): the channel is "safe" or "scream", the time in ms since 1970
// (six files of the release have "??" instead), the speaker a code.
#include <array>

#include "dataset/clip_fields.h"
#include "dataset/name_parts.h"

namespace emo::corpus {
namespace {

constexpr std::array<std::string_view, 8> kWords{"bacho", "background", "go", "help", "no", "stop", "unknown", "yes"};
constexpr std::array<Meaning, 2> kChannels{{{"safe", "speech"}, {"scream", "scream"}}};
constexpr std::array<Meaning, 4> kEmotions{
    {{"angry", "angry"}, {"calm", "calm"}, {"fearful", "fearful"}, {"happy", "happy"}}};

}  // namespace

Result<ClipFields> emospeech_in(std::string_view path) {
  const std::vector<std::string_view> parts = split(stem_of(path), '-');
  if (parts.size() != 5 || !(all_digits(parts[3]) || parts[3] == "??") || parts[4].empty())
    return Error{
        "an Indian EmoSpeech name is word-channel-emotion-time-speaker, such as "
        "go-safe-angry-1563286246393-61da3711fc5f."};
  bool known = false;
  for (const std::string_view word : kWords) known = known || word == parts[0];
  if (!known) return Error{in_quotes(parts[0]) + " is no word of Indian EmoSpeech."};
  const Meaning* channel = meaning_of(kChannels, parts[1]);
  if (channel == nullptr)
    return Error{in_quotes(parts[1]) + " is no channel of Indian EmoSpeech: " + codes_of(kChannels) + "."};
  const Meaning* emotion = meaning_of(kEmotions, parts[2]);
  if (emotion == nullptr)
    return Error{in_quotes(parts[2]) + " is no emotion of Indian EmoSpeech: " + codes_of(kEmotions) + "."};
  ClipFields fields;
  fields[Field::emotion] = emotion->word;
  fields[Field::statement] = parts[0];
  fields[Field::repetition] = parts[3] == "??" ? "" : parts[3];
  fields[Field::channel] = channel->word;
  fields[Field::actor] = parts[4];
  return fields;
}

}  // namespace emo::corpus
