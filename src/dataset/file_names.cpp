#include "dataset/file_names.h"

#include <array>
#include <vector>

namespace emo {
namespace {

std::vector<std::string_view> split(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0;;) {
    const std::size_t end = text.find(by, at);
    parts.push_back(text.substr(at, end - at));
    if (end == std::string_view::npos) return parts;
    at = end + 1;
  }
}

// −1: not two digits.
int two_digits(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return text.size() == 2 && digit(text[0]) && digit(text[1]) ? 10 * (text[0] - '0') + (text[1] - '0') : -1;
}

struct Field {
  std::string_view name;
  int low, high;
};
constexpr std::array<Field, 7> kRavdess{{{"modality", 1, 3},
                                         {"channel", 1, 2},
                                         {"emotion", 1, 8},
                                         {"intensity", 1, 2},
                                         {"statement", 1, 2},
                                         {"repetition", 1, 2},
                                         {"actor", 1, 24}}};

}  // namespace

Result<Utterance> parse_ravdess_name(std::string_view file) {
  const std::vector<std::string_view> parts = split(stem_of(file), '-');
  const std::string name(file);
  if (parts.size() != kRavdess.size())
    return Error{name + ": a RAVDESS name has seven numbers, such as 03-01-06-01-02-01-12."};
  std::array<int, kRavdess.size()> values{};
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = two_digits(parts[i]);
    if (values[i] < kRavdess[i].low || values[i] > kRavdess[i].high)
      return Error{name + ": the " + std::string(kRavdess[i].name) + " of a RAVDESS name is two digits, 01 … " +
                   (kRavdess[i].high < 10 ? "0" : "") + std::to_string(kRavdess[i].high) + ", not \"" +
                   std::string(parts[i]) + "\"."};
  }
  return Utterance{.emotion = static_cast<Emotion>(values[2] - 1),
                   .actor = std::string(parts[6]),
                   .sex = values[6] % 2 == 0 ? Sex::female : Sex::male,
                   .intensity = values[3] == 2 ? Intensity::strong : Intensity::normal};
}

Result<Utterance> parse_tess_name(std::string_view file) {
  const std::string_view stem = stem_of(file);
  const std::size_t first = stem.find('_');
  const std::size_t last = stem.find('_', first == std::string_view::npos ? first : first + 1);
  const std::string name(file);
  if (last == std::string_view::npos || last == first + 1)
    return Error{name + ": a TESS name is ACTRESS_word_emotion, such as OAF_back_angry."};
  const std::string_view actress = stem.substr(0, first);
  if (actress != "OAF" && actress != "YAF" && actress != "OA")
    return Error{name + ": the actresses of TESS are OAF and YAF, not \"" + std::string(actress) + "\"."};
  const auto emotion = emotion_of_word(stem.substr(last + 1));
  if (!emotion || *emotion == Emotion::calm)
    return Error{name + ": \"" + std::string(stem.substr(last + 1)) +
                 "\" is no emotion of TESS: angry, disgust, fear, happy, neutral, ps, sad."};
  return Utterance{.emotion = *emotion, .actor = actress == "YAF" ? "YAF" : "OAF", .sex = Sex::female};
}

Result<Utterance> parse_file_name(std::string_view file) {
  if (auto ravdess = parse_ravdess_name(file)) return ravdess;
  if (auto tess = parse_tess_name(file)) return tess;
  return Error{
      std::string(file) +
      ": the name is neither of RAVDESS (03-01-06-01-02-01-12) nor of TESS (OAF_back_angry). Give its label in "
      "a table with --labels."};
}

}  // namespace emo
