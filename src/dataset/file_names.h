// What the names of published corpora's files say. Folders and endings do not count.
#pragma once
#include <string_view>

#include "contract/result.h"
#include "dataset/utterance.h"

namespace emo {

// modality-channel-emotion-intensity-statement-repetition-actor, two digits each (Livingstone & Russo 2018): speech
// (channel 01) and song (02). Even actors are women. Error: which field is not as it should be.
Result<Utterance> parse_ravdess_name(std::string_view file);

// ACTRESS_word_emotion: OAF_back_angry, YAF_dog_ps (pleasant surprise); OA_ is the release's own slip for OAF_.
Result<Utterance> parse_tess_name(std::string_view file);

// Either of them. Error: the name belongs to neither.
Result<Utterance> parse_file_name(std::string_view file);

}  // namespace emo
