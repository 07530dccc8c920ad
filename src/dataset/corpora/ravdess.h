// RAVDESS' names, for what concerns speech and song alike.
#pragma once
#include <string_view>

#include "contract/result.h"
#include "dataset/clip_fields.h"

namespace emo::corpus {

// modality-channel-emotion-intensity-statement-repetition-actor, two digits each (Livingstone & Russo 2018), speech and
// song. Even actors are women. The corpus of both is "RAVDESS", as they have the same speakers, whom no split may part.
// Error: as Corpus::parse.
Result<ClipFields> ravdess_speech_or_song(std::string_view path);

}  // namespace emo::corpus
