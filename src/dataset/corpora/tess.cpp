// ACTRESS_word_emotion (Pichora-Fuller & Dupuis 2020); "ps" is pleasant surprise, OA_ the release's slip for OAF_.
#include "dataset/clip_fields.h"
#include "dataset/name_parts.h"

namespace emo::corpus {

Result<ClipFields> tess(std::string_view path) {
  const std::string_view stem = stem_of(path);
  const std::size_t first = stem.find('_');
  const std::size_t last = stem.find('_', first == std::string_view::npos ? first : first + 1);
  if (last == std::string_view::npos || last == first + 1)
    return Error{"a TESS name is ACTRESS_word_emotion, such as OAF_back_angry."};
  const std::string_view actress = stem.substr(0, first);
  if (actress != "OAF" && actress != "YAF" && actress != "OA")
    return Error{"the actresses of TESS are OAF and YAF, not " + in_quotes(actress) + "."};
  const auto emotion = emotion_of_word(stem.substr(last + 1));
  if (!emotion || *emotion == Emotion::calm)
    return Error{in_quotes(stem.substr(last + 1)) +
                 " is no emotion of TESS: angry, disgust, fear, happy, neutral, ps, sad."};
  ClipFields fields;
  fields[Field::emotion] = kEmotionNames[static_cast<std::size_t>(*emotion)];
  fields[Field::statement] = stem.substr(first + 1, last - first - 1);
  fields[Field::actor] = actress == "YAF" ? "YAF" : "OAF";
  fields[Field::sex] = "female";
  return fields;
}

}  // namespace emo::corpus
