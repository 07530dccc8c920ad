#include "dataset/corpora/names.h"

using namespace emo;
using namespace emo::test;

TEST_CASE("an EMO-DB name tells speaker, sex, text, emotion and version, and keeps boredom as a word") {
  const ClipFields f = read("emo_db", "wav/03a01Fa.wav");
  CHECK(f[Field::corpus] == "EMO-DB");
  CHECK(f[Field::actor] == "03");
  CHECK(f[Field::sex] == "male");
  CHECK(f[Field::statement] == "a01");
  CHECK(f[Field::emotion] == "happy");
  CHECK(f[Field::repetition] == "a");
  CHECK(read("emo_db", "16b10Lb.wav")[Field::emotion] == "boredom");
  CHECK(read("emo_db", "16b10Lb.wav")[Field::sex] == "female");
  const char* letters = "WLEAFTN";
  const char* words[] = {"angry", "boredom", "disgust", "fearful", "happy", "sad", "neutral"};
  for (int i = 0; i < 7; ++i)
    CHECK(read("emo_db", std::string("08a02") + letters[i] + "c.wav")[Field::emotion] == words[i]);
  CHECK(says(failure("emo_db", "04a01Fa.wav"), "not \"04\""));
  CHECK(says(failure("emo_db", "03a01Xa.wav"), "\"X\" is no emotion"));
  for (const char* name : {"", "03a01", "03a01Fab.wav", "3ba01Fa.wav", "03a01F1.wav"})
    CHECK(says(failure("emo_db", name), "such as 03a01Fa"));
  CHECK(!utterance_of(read("emo_db", "16b10Lb.wav")).ok());
  CHECK(utterance_of(read("emo_db", "16b10Wb.wav")).value().sex == Sex::female);
}
