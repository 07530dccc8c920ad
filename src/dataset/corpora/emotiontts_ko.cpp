// Speaker and number, nea00101, of the emotional part of EmotionTTS Open DB: sentences 1 … 100 are neutral, … 200
// happy, … 300 angry, … 400 sad. Copies that lie in one folder have the folders' names before it
// (Emotional_emotional-to-emotional_nea_nea00101).
#include <array>

#include "dataset/clip_fields.h"
#include "dataset/name_parts.h"

namespace emo::corpus {
namespace {

constexpr std::array<std::string_view, 4> kEmotions{"neutral", "happy", "angry", "sad"};
constexpr std::size_t kSentencesEach = 100;
constexpr std::size_t kCodeSize = 8;  // nea00101

bool is_speaker(std::string_view text) {
  return text.size() == 3 && (text.substr(0, 2) == "em" || text.substr(0, 2) == "ne") && text[2] >= 'a' &&
         text[2] <= 'z';
}

}  // namespace

Result<ClipFields> emotiontts_ko(std::string_view path) {
  const std::string_view stem = stem_of(path);
  const std::string_view code = stem.substr(stem.rfind('_') + 1);
  const bool bare = code.size() == stem.size() || stem.substr(0, 10) == "Emotional_";
  if (!bare || code.size() != kCodeSize || !is_speaker(code.substr(0, 3)) || !all_digits(code.substr(3)))
    return Error{"an EmotionTTS name is a speaker (em or ne and a letter) and five digits, such as nea00101."};
  std::size_t number = 0;
  for (const char c : code.substr(3)) number = 10 * number + static_cast<std::size_t>(c - '0');
  if (number < 1 || number > kEmotions.size() * kSentencesEach)
    return Error{"the sentences of EmotionTTS are 00001 … 00400, not " + in_quotes(code.substr(3)) + "."};
  ClipFields fields;
  fields[Field::emotion] = kEmotions[(number - 1) / kSentencesEach];
  fields[Field::statement] = code.substr(3);
  fields[Field::actor] = code.substr(0, 3);
  return fields;
}

}  // namespace emo::corpus
