// actor_sentence_emotion_level (Cao et al. 2014): actors 1001 … 1091, levels LO, MD, HI and XX (unspecified; one file
// of the release says X). The name does not tell the sex.
#include <array>

#include "dataset/clip_fields.h"
#include "dataset/name_parts.h"

namespace emo::corpus {
namespace {

constexpr std::array<Meaning, 12> kSentences{{{"IEO", "It's eleven o'clock"},
                                              {"TIE", "That is exactly what happened"},
                                              {"IOM", "I'm on my way to the meeting"},
                                              {"IWW", "I wonder what this is about"},
                                              {"TAI", "The airplane is almost full"},
                                              {"MTI", "Maybe tomorrow it will be cold"},
                                              {"IWL", "I would like a new alarm clock"},
                                              {"ITH", "I think I have a doctor's appointment"},
                                              {"DFA", "Don't forget a jacket"},
                                              {"ITS", "I think I've seen this before"},
                                              {"TSI", "The surface is slick"},
                                              {"WSI", "We'll stop in a couple of minutes"}}};
constexpr std::array<Meaning, 6> kEmotions{
    {{"ANG", "angry"}, {"DIS", "disgust"}, {"FEA", "fearful"}, {"HAP", "happy"}, {"NEU", "neutral"}, {"SAD", "sad"}}};
constexpr std::array<Meaning, 5> kLevels{{{"LO", "low"}, {"MD", "medium"}, {"HI", "high"}, {"XX", ""}, {"X", ""}}};

}  // namespace

Result<ClipFields> crema_d(std::string_view path) {
  const std::vector<std::string_view> parts = split(stem_of(path), '_');
  if (parts.size() != 4) return Error{"a CREMA-D name is actor_sentence_emotion_level, such as 1001_DFA_ANG_XX."};
  if (parts[0].size() != 4 || !all_digits(parts[0]) || parts[0] < "1001" || parts[0] > "1091")
    return Error{"the actors of CREMA-D are 1001 … 1091, not " + in_quotes(parts[0]) + "."};
  const Meaning* sentence = meaning_of(kSentences, parts[1]);
  if (sentence == nullptr)
    return Error{in_quotes(parts[1]) + " is no sentence of CREMA-D: " + codes_of(kSentences) + "."};
  const Meaning* emotion = meaning_of(kEmotions, parts[2]);
  if (emotion == nullptr) return Error{in_quotes(parts[2]) + " is no emotion of CREMA-D: " + codes_of(kEmotions) + "."};
  const Meaning* level = meaning_of(kLevels, parts[3]);
  if (level == nullptr) return Error{in_quotes(parts[3]) + " is no level of CREMA-D: LO, MD, HI, XX."};
  ClipFields fields;
  fields[Field::emotion] = emotion->word;
  fields[Field::intensity] = level->word;
  fields[Field::statement] = sentence->word;
  fields[Field::actor] = parts[0];
  return fields;
}

}  // namespace emo::corpus
