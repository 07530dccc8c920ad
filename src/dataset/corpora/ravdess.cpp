#include "dataset/corpora/ravdess.h"

#include <array>
#include <string>

#include "dataset/name_parts.h"
#include "dataset/utterance.h"

namespace emo::corpus {
namespace {

struct Part {
  std::string_view name;
  int high;
};
constexpr std::array<Part, 7> kParts{{{"modality", 3},
                                      {"channel", 2},
                                      {"emotion", 8},
                                      {"intensity", 2},
                                      {"statement", 2},
                                      {"repetition", 2},
                                      {"actor", 24}}};
constexpr std::array<std::string_view, 3> kModalities{"audio-video", "video", "audio"};
constexpr std::array<std::string_view, 2> kStatements{"Kids are talking by the door", "Dogs are sitting by the door"};

}  // namespace

Result<ClipFields> ravdess_speech_or_song(std::string_view path) {
  const std::vector<std::string_view> parts = split(stem_of(path), '-');
  if (parts.size() != kParts.size()) return Error{"a RAVDESS name has seven numbers, such as 03-01-06-01-02-01-12."};
  std::array<int, kParts.size()> values{};
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = two_digits(parts[i]);
    if (values[i] < 1 || values[i] > kParts[i].high)
      return Error{"the " + std::string(kParts[i].name) + " of a RAVDESS name is two digits, 01 … " +
                   (kParts[i].high < 10 ? "0" : "") + std::to_string(kParts[i].high) + ", not " + in_quotes(parts[i]) +
                   "."};
  }
  const auto nth = [&](const auto& words, std::size_t part) {
    return std::string(words[static_cast<std::size_t>(values[part] - 1)]);
  };
  ClipFields fields;
  fields[Field::corpus] = "RAVDESS";
  fields[Field::modality] = nth(kModalities, 0);
  fields[Field::channel] = values[1] == 1 ? "speech" : "song";
  fields[Field::emotion] = nth(kEmotionNames, 2);
  fields[Field::intensity] = values[3] == 1 ? "normal" : "strong";
  fields[Field::statement] = nth(kStatements, 4);
  fields[Field::repetition] = parts[5];
  fields[Field::actor] = parts[6];
  fields[Field::sex] = values[6] % 2 == 0 ? "female" : "male";
  return fields;
}

Result<ClipFields> ravdess(std::string_view path) {
  auto fields = ravdess_speech_or_song(path);
  if (fields && fields.value()[Field::channel] != "speech")
    return Error{"the channel of a spoken RAVDESS name is 01; 02 is song."};
  return fields;
}

}  // namespace emo::corpus
