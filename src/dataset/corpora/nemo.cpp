// speaker_emotion_sentence (Christop 2024).
#include <array>

#include "dataset/clip_fields.h"
#include "dataset/name_parts.h"

namespace emo::corpus {
namespace {

// The nine of the release; another speaker's sex is unknown.
constexpr std::array<Meaning, 9> kSpeakers{{{"EB0", "female"},
                                            {"IC0", "female"},
                                            {"KD0", "female"},
                                            {"KS0", "male"},
                                            {"MK0", "female"},
                                            {"MP0", "male"},
                                            {"SM0", "male"},
                                            {"TP0", "male"},
                                            {"WR0", "male"}}};
constexpr std::array<Meaning, 6> kEmotions{{{"anger", "angry"},
                                            {"fear", "fearful"},
                                            {"happiness", "happy"},
                                            {"neutral", "neutral"},
                                            {"sadness", "sad"},
                                            {"surprised", "surprised"}}};

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

Result<ClipFields> nemo(std::string_view path) {
  const std::vector<std::string_view> parts = split(stem_of(path), '_');
  const bool shaped = parts.size() == 3 && parts[0].size() == 3 && is_capital(parts[0][0]) && is_capital(parts[0][1]) &&
                      all_digits(parts[0].substr(2)) && all_digits(parts[2]);
  if (!shaped) return Error{"a nEMO name is speaker_emotion_sentence, such as EB0_anger_1."};
  const Meaning* emotion = meaning_of(kEmotions, parts[1]);
  if (emotion == nullptr) return Error{in_quotes(parts[1]) + " is no emotion of nEMO: " + codes_of(kEmotions) + "."};
  const Meaning* sex = meaning_of(kSpeakers, parts[0]);
  ClipFields fields;
  fields[Field::emotion] = emotion->word;
  fields[Field::statement] = parts[2];
  fields[Field::actor] = parts[0];
  fields[Field::sex] = sex == nullptr ? "" : sex->word;
  return fields;
}

}  // namespace emo::corpus
