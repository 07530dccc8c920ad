#include "dataset/grammars.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace emo {
namespace {

std::vector<std::string_view> parts_of(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0;;) {
    const std::size_t end = text.find(by, at);
    parts.push_back(text.substr(at, end - at));
    if (end == std::string_view::npos) return parts;
    at = end + 1;
  }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }
bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

struct Meaning {
  std::string_view code, word;
};

template <std::size_t N>
const Meaning* meaning_of(const std::array<Meaning, N>& list, std::string_view code) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const Meaning& m) { return m.code == code; });
  return found == list.end() ? nullptr : &*found;
}

template <std::size_t N>
std::string codes_of(const std::array<Meaning, N>& list) {
  std::string text;
  for (const Meaning& m : list) text += (text.empty() ? "" : ", ") + std::string(m.code);
  return text;
}

ClipFields fields_of(Grammar grammar) {
  ClipFields fields;
  fields[Field::corpus] = kGrammars[static_cast<std::size_t>(grammar)].name;
  fields[Field::channel] = "speech";
  fields[Field::modality] = "audio";
  return fields;
}

// −1: not two digits.
int two_digits(std::string_view text) {
  return text.size() == 2 && all_digits(text) ? 10 * (text[0] - '0') + (text[1] - '0') : -1;
}

struct RavdessPart {
  std::string_view name;
  int high;
};
constexpr std::array<RavdessPart, 7> kRavdess{{{"modality", 3},
                                               {"channel", 2},
                                               {"emotion", 8},
                                               {"intensity", 2},
                                               {"statement", 2},
                                               {"repetition", 2},
                                               {"actor", 24}}};
constexpr std::array<std::string_view, 3> kRavdessModalities{"audio-video", "video", "audio"};
constexpr std::array<std::string_view, 2> kRavdessStatements{"Kids are talking by the door",
                                                             "Dogs are sitting by the door"};

constexpr std::array<Meaning, 12> kCremaSentences{{{"IEO", "It's eleven o'clock"},
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
constexpr std::array<Meaning, 6> kCremaEmotions{
    {{"ANG", "angry"}, {"DIS", "disgust"}, {"FEA", "fearful"}, {"HAP", "happy"}, {"NEU", "neutral"}, {"SAD", "sad"}}};
constexpr std::array<Meaning, 5> kCremaLevels{{{"LO", "low"}, {"MD", "medium"}, {"HI", "high"}, {"XX", ""}, {"X", ""}}};

constexpr std::array<Meaning, 10> kEmoDbSpeakers{{{"03", "male"},
                                                  {"08", "female"},
                                                  {"09", "female"},
                                                  {"10", "male"},
                                                  {"11", "male"},
                                                  {"12", "male"},
                                                  {"13", "female"},
                                                  {"14", "female"},
                                                  {"15", "male"},
                                                  {"16", "female"}}};
constexpr std::array<Meaning, 7> kEmoDbEmotions{{{"W", "angry"},
                                                 {"L", "boredom"},
                                                 {"E", "disgust"},
                                                 {"A", "fearful"},
                                                 {"F", "happy"},
                                                 {"T", "sad"},
                                                 {"N", "neutral"}}};

constexpr std::array<std::string_view, 4> kSaveeSpeakers{"DC", "JE", "JK", "KL"};
constexpr std::array<Meaning, 7> kSaveeEmotions{{{"a", "angry"},
                                                 {"d", "disgust"},
                                                 {"f", "fearful"},
                                                 {"h", "happy"},
                                                 {"n", "neutral"},
                                                 {"sa", "sad"},
                                                 {"su", "surprised"}}};

// The nine of the release; another speaker's sex is unknown.
constexpr std::array<Meaning, 9> kNemoSpeakers{{{"EB0", "female"},
                                                {"IC0", "female"},
                                                {"KD0", "female"},
                                                {"KS0", "male"},
                                                {"MK0", "female"},
                                                {"MP0", "male"},
                                                {"SM0", "male"},
                                                {"TP0", "male"},
                                                {"WR0", "male"}}};
constexpr std::array<Meaning, 6> kNemoEmotions{{{"anger", "angry"},
                                                {"fear", "fearful"},
                                                {"happiness", "happy"},
                                                {"neutral", "neutral"},
                                                {"sadness", "sad"},
                                                {"surprised", "surprised"}}};

constexpr std::array<Meaning, 8> kSplitFolders{{{"train", "train"},
                                                {"training", "train"},
                                                {"validation", "validation"},
                                                {"valid", "validation"},
                                                {"val", "validation"},
                                                {"dev", "validation"},
                                                {"test", "test"},
                                                {"testing", "test"}}};

}  // namespace

std::string_view folder_of(std::string_view path, int depth) {
  for (; depth > 0; --depth) {
    const std::size_t slash = path.find_last_of("/\\");
    if (slash == std::string_view::npos) return {};
    path = path.substr(0, slash);
  }
  const std::size_t slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view label_of_folder(std::string_view folder) {
  const std::size_t start = folder.find_first_not_of("0123456789_-. ");
  return start == std::string_view::npos ? folder : folder.substr(start);
}

Result<ClipFields> read_ravdess(std::string_view path) {
  const std::vector<std::string_view> parts = parts_of(stem_of(path), '-');
  if (parts.size() != kRavdess.size()) return Error{"a RAVDESS name has seven numbers, such as 03-01-06-01-02-01-12."};
  std::array<int, kRavdess.size()> values{};
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = two_digits(parts[i]);
    if (values[i] < 1 || values[i] > kRavdess[i].high)
      return Error{"the " + std::string(kRavdess[i].name) + " of a RAVDESS name is two digits, 01 … " +
                   (kRavdess[i].high < 10 ? "0" : "") + std::to_string(kRavdess[i].high) + ", not " + quoted(parts[i]) +
                   "."};
  }
  const auto nth = [&](const auto& words, std::size_t part) {
    return std::string(words[static_cast<std::size_t>(values[part] - 1)]);
  };
  ClipFields fields = fields_of(Grammar::ravdess);
  fields[Field::modality] = nth(kRavdessModalities, 0);
  fields[Field::channel] = values[1] == 1 ? "speech" : "song";
  fields[Field::emotion] = nth(kEmotionNames, 2);
  fields[Field::intensity] = values[3] == 1 ? "normal" : "strong";
  fields[Field::statement] = nth(kRavdessStatements, 4);
  fields[Field::repetition] = parts[5];
  fields[Field::actor] = parts[6];
  fields[Field::sex] = values[6] % 2 == 0 ? "female" : "male";
  return fields;
}

Result<ClipFields> read_tess(std::string_view path) {
  const std::string_view stem = stem_of(path);
  const std::size_t first = stem.find('_');
  const std::size_t last = stem.find('_', first == std::string_view::npos ? first : first + 1);
  if (last == std::string_view::npos || last == first + 1)
    return Error{"a TESS name is ACTRESS_word_emotion, such as OAF_back_angry."};
  const std::string_view actress = stem.substr(0, first);
  if (actress != "OAF" && actress != "YAF" && actress != "OA")
    return Error{"the actresses of TESS are OAF and YAF, not " + quoted(actress) + "."};
  const auto emotion = emotion_of_word(stem.substr(last + 1));
  if (!emotion || *emotion == Emotion::calm)
    return Error{quoted(stem.substr(last + 1)) +
                 " is no emotion of TESS: angry, disgust, fear, happy, neutral, ps, sad."};
  ClipFields fields = fields_of(Grammar::tess);
  fields[Field::emotion] = kEmotionNames[static_cast<std::size_t>(*emotion)];
  fields[Field::statement] = stem.substr(first + 1, last - first - 1);
  fields[Field::actor] = actress == "YAF" ? "YAF" : "OAF";
  fields[Field::sex] = "female";
  return fields;
}

Result<ClipFields> read_crema_d(std::string_view path) {
  const std::vector<std::string_view> parts = parts_of(stem_of(path), '_');
  if (parts.size() != 4) return Error{"a CREMA-D name is actor_sentence_emotion_level, such as 1001_DFA_ANG_XX."};
  if (parts[0].size() != 4 || !all_digits(parts[0]) || parts[0] < "1001" || parts[0] > "1091")
    return Error{"the actors of CREMA-D are 1001 … 1091, not " + quoted(parts[0]) + "."};
  const Meaning* sentence = meaning_of(kCremaSentences, parts[1]);
  if (sentence == nullptr)
    return Error{quoted(parts[1]) + " is no sentence of CREMA-D: " + codes_of(kCremaSentences) + "."};
  const Meaning* emotion = meaning_of(kCremaEmotions, parts[2]);
  if (emotion == nullptr)
    return Error{quoted(parts[2]) + " is no emotion of CREMA-D: " + codes_of(kCremaEmotions) + "."};
  const Meaning* level = meaning_of(kCremaLevels, parts[3]);
  if (level == nullptr) return Error{quoted(parts[3]) + " is no level of CREMA-D: LO, MD, HI, XX."};
  ClipFields fields = fields_of(Grammar::crema_d);
  fields[Field::emotion] = emotion->word;
  fields[Field::intensity] = level->word;
  fields[Field::statement] = sentence->word;
  fields[Field::actor] = parts[0];
  return fields;
}

Result<ClipFields> read_emo_db(std::string_view path) {
  const std::string_view stem = stem_of(path);
  const bool shaped = (stem.size() == 6 || (stem.size() == 7 && is_small_letter(stem[6]))) &&
                      all_digits(stem.substr(0, 2)) && is_small_letter(stem[2]) && all_digits(stem.substr(3, 2));
  if (!shaped) return Error{"an EMO-DB name is speaker, text, emotion and version, such as 03a01Fa."};
  const Meaning* speaker = meaning_of(kEmoDbSpeakers, stem.substr(0, 2));
  if (speaker == nullptr)
    return Error{"the speakers of EMO-DB are " + codes_of(kEmoDbSpeakers) + ", not " + quoted(stem.substr(0, 2)) + "."};
  const Meaning* emotion = meaning_of(kEmoDbEmotions, stem.substr(5, 1));
  if (emotion == nullptr)
    return Error{quoted(stem.substr(5, 1)) + " is no emotion of EMO-DB: " + codes_of(kEmoDbEmotions) + "."};
  ClipFields fields = fields_of(Grammar::emo_db);
  fields[Field::emotion] = emotion->word;
  fields[Field::statement] = stem.substr(2, 3);
  fields[Field::repetition] = stem.substr(6);
  fields[Field::actor] = speaker->code;
  fields[Field::sex] = speaker->word;
  return fields;
}

Result<ClipFields> read_savee(std::string_view path) {
  std::string_view take = stem_of(path);
  const std::size_t low_line = take.find('_');
  const std::string_view speaker = low_line == std::string_view::npos ? folder_of(path, 1) : take.substr(0, low_line);
  if (low_line != std::string_view::npos) take.remove_prefix(low_line + 1);
  const std::size_t letters = std::min(take.find_first_of("0123456789"), take.size());
  const Meaning* emotion = meaning_of(kSaveeEmotions, take.substr(0, letters));
  if (emotion == nullptr || two_digits(take.substr(letters)) < 1)
    return Error{"a SAVEE name is an emotion's letters (" + codes_of(kSaveeEmotions) +
                 ") and a sentence's number, such as DC_a01 or DC/a01."};
  if (std::find(kSaveeSpeakers.begin(), kSaveeSpeakers.end(), speaker) == kSaveeSpeakers.end())
    return Error{"the speakers of SAVEE are DC, JE, JK, KL, in the name or as its folder, not " + quoted(speaker) +
                 "."};
  ClipFields fields = fields_of(Grammar::savee);
  fields[Field::emotion] = emotion->word;
  fields[Field::statement] = take;  // the numbers count anew for each emotion
  fields[Field::actor] = speaker;
  fields[Field::sex] = "male";
  return fields;
}

Result<ClipFields> read_nemo(std::string_view path) {
  const std::vector<std::string_view> parts = parts_of(stem_of(path), '_');
  const bool shaped = parts.size() == 3 && parts[0].size() == 3 && parts[0][0] >= 'A' && parts[0][0] <= 'Z' &&
                      parts[0][1] >= 'A' && parts[0][1] <= 'Z' && is_digit(parts[0][2]) && all_digits(parts[2]);
  if (!shaped) return Error{"a nEMO name is speaker_emotion_sentence, such as EB0_anger_1."};
  const Meaning* emotion = meaning_of(kNemoEmotions, parts[1]);
  if (emotion == nullptr) return Error{quoted(parts[1]) + " is no emotion of nEMO: " + codes_of(kNemoEmotions) + "."};
  const Meaning* sex = meaning_of(kNemoSpeakers, parts[0]);
  ClipFields fields = fields_of(Grammar::nemo);
  fields[Field::emotion] = emotion->word;
  fields[Field::statement] = parts[2];
  fields[Field::actor] = parts[0];
  fields[Field::sex] = sex == nullptr ? "" : sex->word;
  return fields;
}

Result<ClipFields> read_folder(std::string_view path, int depth) {
  const std::string_view folder = folder_of(path, depth);
  if (depth < 1 || folder.empty() || folder == "." || folder == "..")
    return Error{depth <= 1 ? "the file lies in no folder whose name could be its label."
                            : "the file lies in fewer than " + std::to_string(depth) +
                                  " folders; one that high up would name its label."};
  ClipFields fields;
  fields[Field::emotion] = emotion_word(label_of_folder(folder));
  for (int up = 1;; ++up) {
    const std::string_view above = folder_of(path, up);
    if (above.empty()) break;
    if (const Meaning* split = meaning_of(kSplitFolders, small_letters(above))) fields[Field::split] = split->word;
  }
  return fields;
}

Result<ClipFields> read_name(Grammar grammar, std::string_view path) {
  using Reader = Result<ClipFields> (*)(std::string_view);
  static constexpr std::array<Reader, kNamedGrammarCount> kReaders{read_ravdess, read_tess,  read_crema_d,
                                                                   read_emo_db,  read_savee, read_nemo};
  const auto index = static_cast<std::size_t>(grammar);
  if (index >= kReaders.size()) return Error{"a folder's name is not in the file's name."};
  return kReaders[index](path);
}

}  // namespace emo
