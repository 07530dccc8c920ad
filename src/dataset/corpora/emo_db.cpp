#include "dataset/corpora/emo_db.h"

#include <array>
#include <string>

#include "dataset/name_parts.h"
#include "dataset/utterance.h"

namespace emo::corpus {
namespace {

constexpr std::array<Meaning, 10> kSpeakers{{{"03", "male"},
                                             {"08", "female"},
                                             {"09", "female"},
                                             {"10", "male"},
                                             {"11", "male"},
                                             {"12", "male"},
                                             {"13", "female"},
                                             {"14", "female"},
                                             {"15", "male"},
                                             {"16", "female"}}};
constexpr std::array<Meaning, 7> kEmotions{{{"W", "angry"},
                                            {"L", "boredom"},
                                            {"E", "disgust"},
                                            {"A", "fearful"},
                                            {"F", "happy"},
                                            {"T", "sad"},
                                            {"N", "neutral"}}};
constexpr int kDeepest = 8;  // folders that are looked at

bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }

}  // namespace

Result<ClipFields> emo_db_of_any_release(std::string_view path) {
  const std::string_view stem = stem_of(path);
  const bool shaped = (stem.size() == 6 || (stem.size() == 7 && is_small_letter(stem[6]))) &&
                      all_digits(stem.substr(0, 2)) && is_small_letter(stem[2]) && all_digits(stem.substr(3, 2));
  if (!shaped) return Error{"an EMO-DB name is speaker, text, emotion and version, such as 03a01Fa."};
  const Meaning* speaker = meaning_of(kSpeakers, stem.substr(0, 2));
  if (speaker == nullptr)
    return Error{"the speakers of EMO-DB are " + codes_of(kSpeakers) + ", not " + in_quotes(stem.substr(0, 2)) + "."};
  const Meaning* emotion = meaning_of(kEmotions, stem.substr(5, 1));
  if (emotion == nullptr)
    return Error{in_quotes(stem.substr(5, 1)) + " is no emotion of EMO-DB: " + codes_of(kEmotions) + "."};
  ClipFields fields;
  fields[Field::corpus] = "EMO-DB";
  fields[Field::emotion] = emotion->word;
  fields[Field::statement] = stem.substr(2, 3);
  fields[Field::repetition] = stem.substr(6);
  fields[Field::actor] = speaker->code;
  fields[Field::sex] = speaker->word;
  return fields;
}

bool is_second_emo_db(std::string_view path) {
  if (folder_of(path, 1) == "laryngo") return true;
  for (int depth = 1; depth <= kDeepest; ++depth) {
    std::string folder;
    for (const char c : folder_of(path, depth))
      if (c != '-' && c != '_' && c != ' ') folder += to_lower(c);
    if (folder.substr(0, 6) == "emodb2") return true;
  }
  return false;
}

Result<ClipFields> emo_db(std::string_view path) {
  if (is_second_emo_db(path)) return Error{"the file lies in a folder of EMO-DB 2."};
  return emo_db_of_any_release(path);
}

}  // namespace emo::corpus
