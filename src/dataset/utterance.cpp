#include "dataset/utterance.h"

#include <algorithm>
#include <array>
#include <utility>

namespace emo {
namespace {

// What the eight are called elsewhere, beside their own names.
constexpr std::array<std::pair<std::string_view, Emotion>, 12> kOtherWords{{{"happiness", Emotion::happy},
                                                                            {"joy", Emotion::happy},
                                                                            {"sadness", Emotion::sad},
                                                                            {"anger", Emotion::angry},
                                                                            {"fear", Emotion::fearful},
                                                                            {"disgusted", Emotion::disgust},
                                                                            {"surprise", Emotion::surprised},
                                                                            {"pleasant_surprise", Emotion::surprised},
                                                                            {"pleasant_surprised", Emotion::surprised},
                                                                            {"pleasantsurprise", Emotion::surprised},
                                                                            {"ps", Emotion::surprised},
                                                                            {"calmness", Emotion::calm}}};

}  // namespace

std::optional<Emotion> emotion_of_word(std::string_view word) {
  std::string lower(word);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const auto* own = std::find(kEmotionNames.begin(), kEmotionNames.end(), lower);
  if (own != kEmotionNames.end()) return static_cast<Emotion>(own - kEmotionNames.begin());
  const auto* other =
      std::find_if(kOtherWords.begin(), kOtherWords.end(), [&](const auto& w) { return w.first == lower; });
  return other == kOtherWords.end() ? std::nullopt : std::optional(other->second);
}

std::string_view stem_of(std::string_view file) {
  const std::size_t slash = file.find_last_of("/\\");
  if (slash != std::string_view::npos) file.remove_prefix(slash + 1);
  const std::size_t dot = file.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? file : file.substr(0, dot);
}

}  // namespace emo
