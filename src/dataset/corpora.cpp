#include "dataset/corpora.h"

#include <algorithm>
#include <array>

#include "dataset/folder_labels.h"
#include "dataset/utterance.h"

namespace emo {
namespace {
using Parser = Result<ClipFields>(std::string_view);
}  // namespace

// Each in dataset/corpora/, in the file of this name.
namespace corpus {
Parser ravdess, ravdess_song, tess, crema_d, emo_db, emo_db_2, savee, nemo, ased, emovo, emotiontts_ko, emospeech_in,
    esd, mead, emov_db;
}  // namespace corpus

namespace {

constexpr std::array kCorpora{
    Corpus{"ravdess", "RAVDESS", "CC BY-NC-SA 4.0", "Livingstone & Russo 2018, PLoS ONE 13(5) e0196391",
           "Actor_12/03-01-06-01-02-01-12.wav", "neutral, calm, happy, sad, angry, fearful, disgust, surprised",
           corpus::ravdess},
    Corpus{"ravdess_song", "RAVDESS song", "CC BY-NC-SA 4.0", "Livingstone & Russo 2018, PLoS ONE 13(5) e0196391",
           "Actor_12/03-02-06-01-02-01-12.wav", "neutral, calm, happy, sad, angry, fearful", corpus::ravdess_song},
    Corpus{"tess", "TESS", "CC BY-NC-ND 4.0", "Pichora-Fuller & Dupuis 2020, doi 10.5683/SP2/E8H2MF",
           "OAF_back_angry.wav", "neutral, happy, sad, angry, fearful, disgust, surprised", corpus::tess},
    Corpus{"crema_d", "CREMA-D", "ODbL 1.0", "Cao et al. 2014, IEEE Trans. Affective Computing 5(4)",
           "1001_DFA_ANG_XX.wav", "neutral, happy, sad, angry, fearful, disgust", corpus::crema_d},
    Corpus{"emo_db", "EMO-DB", "CC0 1.0", "Burkhardt et al. 2005, Interspeech", "wav/03a01Fa.wav",
           "neutral, happy, sad, angry, fearful, disgust, boredom", corpus::emo_db},
    Corpus{"emo_db_2", "EMO-DB 2", "CC BY 4.0", "Burkhardt et al. 2005, Interspeech; Zenodo 17651657",
           "emodb_2.0/wav/03a01Fa.wav", "neutral, happy, sad, angry, fearful, disgust, boredom", corpus::emo_db_2},
    Corpus{"savee", "SAVEE", "for research", "Jackson & Haq 2014, University of Surrey", "DC_a01.wav",
           "neutral, happy, sad, angry, fearful, disgust, surprised", corpus::savee},
    Corpus{"nemo", "nEMO", "CC BY-NC-SA 4.0", "Christop 2024, LREC-COLING 12111\u201312116", "EB0_anger_1.wav",
           "neutral, happy, sad, angry, fearful, surprised", corpus::nemo},
    Corpus{"ased", "ASED", "none stated", "Retta et al. 2022, doi 10.1145/3529759", "a5-01-01-01-01.wav",
           "neutral, happy, sad, angry, fearful", corpus::ased},
    Corpus{"emovo", "EMOVO", "for research", "Costantini et al. 2014, LREC", "dis-f1-b1.wav",
           "neutral, happy, sad, angry, fearful, disgust, surprised", corpus::emovo},
    Corpus{"emotiontts_ko", "EmotionTTS", "CC BY-NC-SA 4.0", "KAIST & Selvas AI 2020, EmotionTTS Open DB",
           "Emotional/emotional-to-emotional/nea/nea00101.wav", "neutral, happy, sad, angry", corpus::emotiontts_ko},
    Corpus{"emospeech_in", "Indian EmoSpeech", "CC BY-NC-SA 4.0", "Banga et al. 2019, arXiv 1910.13801",
           "go-safe-angry-1563286246393-61da3711fc5f.wav", "calm, happy, angry, fearful", corpus::emospeech_in},
    Corpus{"esd", "ESD", "for research", "Zhou et al. 2022, Speech Communication 137",
           "0011/Angry/evaluation/0011_000003.wav", "neutral, happy, sad, angry, surprised", corpus::esd},
    Corpus{"mead", "MEAD", "for non-commercial research", "Wang et al. 2020, ECCV", "M003/audio/angry/level_1/001.m4a",
           "neutral, happy, sad, angry, fearful, disgust, surprised, contempt", corpus::mead},
    Corpus{"emov_db", "EmoV-DB", "for non-commercial purposes", "Adigwe et al. 2018, arXiv 1806.09514",
           "bea_Angry/anger_1-28_0001.wav", "neutral, angry, disgust, amused, sleepy", corpus::emov_db},
};

constexpr Corpus kFolders{
    "folder", "", "", "", "angry/take_1.wav", "", [](std::string_view path) { return read_folder(path, 1); }};

void fill(ClipFields& fields, Field field, std::string_view word) {
  if (fields[field].empty()) fields[field] = word;
}

}  // namespace

std::span<const Corpus> corpora() { return kCorpora; }

const Corpus& labelled_folders() { return kFolders; }

const Corpus* find_naming(std::string_view key) {
  if (key == kFolders.key) return &kFolders;
  const auto* const found =
      std::find_if(kCorpora.begin(), kCorpora.end(), [&](const Corpus& corpus) { return corpus.key == key; });
  return found == kCorpora.end() ? nullptr : found;
}

Result<ClipFields> read_name(const Corpus& corpus, std::string_view path) {
  auto fields = corpus.parse(path);
  if (!fields || &corpus == &kFolders) return fields;
  fill(fields.value(), Field::corpus, corpus.name);
  fill(fields.value(), Field::channel, "speech");
  fill(fields.value(), Field::modality, "audio");
  return fields;
}

Result<NamedClip> read_any_name(std::string_view path) {
  for (const Corpus& corpus : kCorpora)
    if (auto fields = read_name(corpus, path)) return NamedClip{&corpus, std::move(fields.value())};
  return Error{std::string(path) + ": the name is of no corpus known here (" + corpus_names() + ")."};
}

bool name_identifies(std::string_view path) {
  const auto clip = read_any_name(stem_of(path));
  return clip && !clip.value().fields[Field::actor].empty();
}

std::string corpus_names() {
  std::string names;
  for (const Corpus& corpus : kCorpora) names += (names.empty() ? "" : ", ") + std::string(corpus.name);
  return names;
}

}  // namespace emo
