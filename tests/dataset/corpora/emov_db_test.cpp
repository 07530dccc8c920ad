#include "dataset/corpora/names.h"

using namespace emo;
using namespace emo::test;

TEST_CASE("an EmoV-DB name tells emotion and sentence, its folder the speaker") {
  for (const char* path :
       {"bea_Angry/anger_1-28_0001.wav", "bea/anger_1-28_0001.wav", "bea/Angry/anger_1-28_0001.wav"}) {
    const ClipFields f = read("emov_db", path);
    CHECK(f[Field::corpus] == "EmoV-DB");
    CHECK(f[Field::emotion] == "angry");
    CHECK(f[Field::actor] == "bea");
    CHECK(f[Field::sex] == "female");
    CHECK(f[Field::statement] == "0001");
  }
  CHECK(read("emov_db", "josh_Neutral/neutral_85-112_0086.wav")[Field::sex] == "male");
  const ClipFields alone = read("emov_db", "neutral_85-112_0086.wav");
  CHECK(alone[Field::emotion] == "neutral");
  CHECK(alone[Field::actor].empty());
  CHECK(!name_identifies("bea_Neutral/neutral_85-112_0086.wav"));
  CHECK(read("emov_db", "sam_Amused/amused_1-15_0001.wav")[Field::emotion] == "amused");
  CHECK(read("emov_db", "sam_Sleepy/sleepiness_1-28_0006.wav")[Field::emotion] == "sleepy");
  CHECK(!utterance_of(read("emov_db", "sam_Sleepy/sleepiness_1-28_0006.wav")).ok());
  CHECK(says(failure("emov_db", "happy_1-28_0001.wav"), "\"happy\" is no emotion of EmoV-DB"));
  for (const char* name : {"anger_28_0001.wav", "anger_1-28_1.wav", "anger_1-28.wav"})
    CHECK(says(failure("emov_db", name), "such as anger_1-28_0001"));
}
