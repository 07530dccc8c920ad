#include "dataset/grammars.h"

#include <doctest/doctest.h>

#include <string>

using namespace emo;

namespace {

ClipFields read(Grammar grammar, std::string_view path) {
  const auto fields = read_name(grammar, path);
  CAPTURE(std::string(path));
  REQUIRE_MESSAGE(fields.ok(), (fields.ok() ? "" : fields.error()));
  return fields.value();
}

std::string failure(Grammar grammar, std::string_view path) {
  const auto fields = read_name(grammar, path);
  CAPTURE(std::string(path));
  REQUIRE(!fields.ok());
  return fields.error();
}

bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a RAVDESS name tells all seven fields and the sex") {
  const ClipFields f = read(Grammar::ravdess, "Actor_12/03-01-06-02-02-01-12.wav");
  CHECK(f[Field::corpus] == "RAVDESS");
  CHECK(f[Field::modality] == "audio");
  CHECK(f[Field::channel] == "speech");
  CHECK(f[Field::emotion] == "fearful");
  CHECK(f[Field::intensity] == "strong");
  CHECK(f[Field::statement] == "Dogs are sitting by the door");
  CHECK(f[Field::repetition] == "01");
  CHECK(f[Field::actor] == "12");
  CHECK(f[Field::sex] == "female");
  const ClipFields song = read(Grammar::ravdess, "01-02-02-01-01-02-07.mp4");
  CHECK(song[Field::modality] == "audio-video");
  CHECK(song[Field::channel] == "song");
  CHECK(song[Field::statement] == "Kids are talking by the door");
  CHECK(song[Field::repetition] == "02");
  CHECK(song[Field::sex] == "male");
  CHECK(read(Grammar::ravdess, "02-01-06-02-02-01-12.mp4")[Field::modality] == "video");
}

TEST_CASE("a TESS name tells actress, word and emotion") {
  const ClipFields f = read(Grammar::tess, "OAF_Pleasant_surprise/OA_bite_ps.wav");
  CHECK(f[Field::actor] == "OAF");
  CHECK(f[Field::statement] == "bite");
  CHECK(f[Field::emotion] == "surprised");
  CHECK(f[Field::sex] == "female");
}

TEST_CASE("a CREMA-D name tells actor, sentence, emotion and level, but no sex") {
  const ClipFields f = read(Grammar::crema_d, "AudioWAV/1001_DFA_ANG_XX.wav");
  CHECK(f[Field::corpus] == "CREMA-D");
  CHECK(f[Field::actor] == "1001");
  CHECK(f[Field::statement] == "Don't forget a jacket");
  CHECK(f[Field::emotion] == "angry");
  CHECK(f[Field::intensity].empty());
  CHECK(f[Field::sex].empty());
  CHECK(read(Grammar::crema_d, "1091_IEO_SAD_HI.wav")[Field::intensity] == "high");
  CHECK(read(Grammar::crema_d, "1040_ITH_SAD_X.wav")[Field::intensity].empty());  // the release's own slip
  CHECK(says(failure(Grammar::crema_d, "1092_DFA_ANG_XX.wav"), "1001 … 1091, not \"1092\""));
  CHECK(says(failure(Grammar::crema_d, "1001_ABC_ANG_XX.wav"), "\"ABC\" is no sentence"));
  CHECK(says(failure(Grammar::crema_d, "1001_DFA_CAL_XX.wav"), "\"CAL\" is no emotion"));
  CHECK(says(failure(Grammar::crema_d, "1001_DFA_ANG_YY.wav"), "\"YY\" is no level"));
  CHECK(says(failure(Grammar::crema_d, "1001_DFA_ANG.wav"), "actor_sentence_emotion_level"));
}

TEST_CASE("an EMO-DB name tells speaker, sex, text, emotion and version, and keeps boredom as a word") {
  const ClipFields f = read(Grammar::emo_db, "wav/03a01Fa.wav");
  CHECK(f[Field::actor] == "03");
  CHECK(f[Field::sex] == "male");
  CHECK(f[Field::statement] == "a01");
  CHECK(f[Field::emotion] == "happy");
  CHECK(f[Field::repetition] == "a");
  CHECK(read(Grammar::emo_db, "16b10Lb.wav")[Field::emotion] == "boredom");
  CHECK(read(Grammar::emo_db, "16b10Lb.wav")[Field::sex] == "female");
  const char* letters = "WLEAFTN";
  const char* words[] = {"angry", "boredom", "disgust", "fearful", "happy", "sad", "neutral"};
  for (int i = 0; i < 7; ++i)
    CHECK(read(Grammar::emo_db, std::string("08a02") + letters[i] + "c.wav")[Field::emotion] == words[i]);
  CHECK(says(failure(Grammar::emo_db, "04a01Fa.wav"), "not \"04\""));
  CHECK(says(failure(Grammar::emo_db, "03a01Xa.wav"), "\"X\" is no emotion"));
  for (const char* name : {"", "03a01", "03a01Fab.wav", "3ba01Fa.wav", "03a01F1.wav"})
    CHECK(says(failure(Grammar::emo_db, name), "such as 03a01Fa"));
}

TEST_CASE("a SAVEE name tells speaker and emotion, in the name or with the speaker as folder") {
  for (const char* path : {"ALL/DC_sa01.wav", "AudioData/DC/sa01.wav", "AudioData\\DC\\sa01.wav"}) {
    const ClipFields f = read(Grammar::savee, path);
    CHECK(f[Field::actor] == "DC");
    CHECK(f[Field::emotion] == "sad");
    CHECK(f[Field::statement] == "sa01");
    CHECK(f[Field::sex] == "male");
  }
  CHECK(read(Grammar::savee, "KL_n30.wav")[Field::emotion] == "neutral");
  CHECK(read(Grammar::savee, "JE_su15.wav")[Field::emotion] == "surprised");
  CHECK(says(failure(Grammar::savee, "a01.wav"), "the speakers of SAVEE"));
  CHECK(says(failure(Grammar::savee, "XY_a01.wav"), "not \"XY\""));
  CHECK(says(failure(Grammar::savee, "DC_x01.wav"), "emotion's letters"));
  CHECK(says(failure(Grammar::savee, "DC_a.wav"), "sentence's number"));
}

TEST_CASE("a nEMO name tells speaker, emotion and sentence; another speaker's sex is unknown") {
  const ClipFields f = read(Grammar::nemo, "samples/TP0_surprised_17.wav");
  CHECK(f[Field::actor] == "TP0");
  CHECK(f[Field::emotion] == "surprised");
  CHECK(f[Field::statement] == "17");
  CHECK(f[Field::sex] == "male");
  CHECK(read(Grammar::nemo, "ZZ9_fear_1.wav")[Field::sex].empty());
  CHECK(says(failure(Grammar::nemo, "TP0_calm_1.wav"), "\"calm\" is no emotion of nEMO"));
}

TEST_CASE("a folder's name is the label, whatever the word, and a folder above tells the split") {
  const auto read_it = [](std::string_view path, int depth) {
    const auto fields = read_folder(path, depth);
    REQUIRE(fields.ok());
    return fields.value();
  };
  CHECK(read_it("set/Happiness/a.wav", 1)[Field::emotion] == "happy");
  CHECK(read_it("03_Happy/a.wav", 1)[Field::emotion] == "happy");
  CHECK(read_it("Doubt/a.wav", 1)[Field::emotion] == "doubt");
  CHECK(read_it("anger/speaker_1/a.wav", 2)[Field::emotion] == "angry");
  CHECK(read_it("data/Train/sad/a.wav", 1)[Field::split] == "train");
  CHECK(read_it("data/val/sad/a.wav", 1)[Field::split] == "validation");
  CHECK(read_it("data/sad/a.wav", 1)[Field::split].empty());
  CHECK(!read_folder("a.wav", 1).ok());
  CHECK(!read_folder("sad/a.wav", 2).ok());
  CHECK(!read_folder("/a.wav", 1).ok());
}

TEST_CASE("no file name fits two corpora") {
  for (const char* path : {"03-01-06-01-02-01-12.wav", "OAF_back_angry.wav", "1001_DFA_ANG_XX.wav", "03a01Fa.wav",
                           "DC_a01.wav", "DC/a01.wav", "EB0_anger_1.wav", "YAF_1_ps.wav", "OA_a01_sad.wav"}) {
    CAPTURE(path);
    int fitting = 0;
    for (std::size_t g = 0; g < kNamedGrammarCount; ++g) fitting += read_name(static_cast<Grammar>(g), path).ok();
    CHECK(fitting == 1);
  }
}

TEST_CASE("labels are written one way, and unknown words are kept") {
  CHECK(emotion_word(" Anger ") == "angry");
  CHECK(emotion_word("Boredom") == "boredom");
  CHECK(emotion_word("").empty());
  CHECK(sex_word("F") == "female");
  CHECK(sex_word("Male") == "male");
  CHECK(sex_word("diverse") == "diverse");
  CHECK(intensity_word("02") == "strong");
  CHECK(intensity_word("Medium") == "medium");
  CHECK(!utterance_of(read(Grammar::emo_db, "16b10Lb.wav")).ok());
  CHECK(utterance_of(read(Grammar::emo_db, "16b10Wb.wav")).value().sex == Sex::female);
}
