// How published corpora name their files, and what each name says. Endings do not count; folders only where said.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "contract/result.h"
#include "dataset/clip_fields.h"

namespace emo {

// No file name fits two of the first six; `folder` is told from the others by what all files of a set have in common.
enum class Grammar : std::uint8_t { ravdess, tess, crema_d, emo_db, savee, nemo, folder };

struct GrammarInfo {
  std::string_view name;     // also the word of Field::corpus; "" for `folder`
  std::string_view example;  // what a file is called
};
inline constexpr std::size_t kGrammarCount = 7;
inline constexpr std::size_t kNamedGrammarCount = 6;  // those before `folder`
inline constexpr std::array<GrammarInfo, kGrammarCount> kGrammars{{{"RAVDESS", "03-01-06-01-02-01-12.wav"},
                                                                   {"TESS", "OAF_back_angry.wav"},
                                                                   {"CREMA-D", "1001_DFA_ANG_XX.wav"},
                                                                   {"EMO-DB", "03a01Fa.wav"},
                                                                   {"SAVEE", "DC_a01.wav"},
                                                                   {"nEMO", "EB0_anger_1.wav"},
                                                                   {"", "angry/take_1.wav"}}};

// Sex by actor, for corpora whose names do not tell it (CREMA-D's VideoDemographics.csv): csv_mapping.h reads one.
using SexByActor = std::map<std::string, std::string, std::less<>>;

// Error of each: a sentence's end without the file's name, such as "the emotion of a RAVDESS name is …": what is wrong.

// modality-channel-emotion-intensity-statement-repetition-actor, two digits each (Livingstone & Russo 2018, PLoS ONE
// 13(5) e0196391): speech and song. Even actors are women.
Result<ClipFields> read_ravdess(std::string_view path);
// ACTRESS_word_emotion (Pichora-Fuller & Dupuis 2020); "ps" is pleasant surprise, OA_ the release's slip for OAF_.
Result<ClipFields> read_tess(std::string_view path);
// actor_sentence_emotion_level (Cao et al. 2014, IEEE Trans. Affective Computing 5(4)): 1001 … 1091, level LO, MD, HI
// or XX (unspecified; one file of the release says X). Sex is not in the name.
Result<ClipFields> read_crema_d(std::string_view path);
// Speaker (two digits), text (letter and two digits), letter of the German emotion, version (Burkhardt et al. 2005,
// Interspeech).
Result<ClipFields> read_emo_db(std::string_view path);
// DC_a01, or a01 in a folder DC (Jackson & Haq 2014): four men; a d f h n sa su, then the sentence's number.
Result<ClipFields> read_savee(std::string_view path);
// speaker_emotion_sentence (Christop 2024, LREC-COLING 12111–12116).
Result<ClipFields> read_nemo(std::string_view path);

// The folder `depth` levels up (1: the one in which the file lies) names the label; digits and signs before it, as in
// "03_happy", do not count. A folder "train", "validation"/"val"/"dev" or "test" above tells the split.
// Error: so many folders are not in the path.
Result<ClipFields> read_folder(std::string_view path, int depth);

// Any of the first six.
Result<ClipFields> read_name(Grammar grammar, std::string_view path);

// The folder's name `depth` levels up; "" where there is none.
std::string_view folder_of(std::string_view path, int depth);
// "03_happy" → "happy"; "03" stays.
std::string_view label_of_folder(std::string_view folder);

}  // namespace emo
