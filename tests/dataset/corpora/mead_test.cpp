#include "dataset/corpora/names.h"

using namespace emo;
using namespace emo::test;

TEST_CASE("MEAD's folders tell speaker, emotion and level; the name is the sentence alone") {
  const ClipFields f = read("mead", "M003/audio/angry/level_1/001.m4a");
  CHECK(f[Field::corpus] == "MEAD");
  CHECK(f[Field::actor] == "M003");
  CHECK(f[Field::sex] == "male");
  CHECK(f[Field::emotion] == "angry");
  CHECK(f[Field::intensity] == "low");
  CHECK(f[Field::statement] == "001");
  const ClipFields woman = read("mead", "MEAD/W009/audio/contempt/level_3/030.wav");
  CHECK(woman[Field::sex] == "female");
  CHECK(woman[Field::emotion] == "contempt");  // none of the eight: kept as its own word
  CHECK(woman[Field::intensity] == "high");
  CHECK(read("mead", "M003/audio/neutral/level_1/001.m4a")[Field::intensity].empty());
  CHECK(says(failure("mead", "M003/audio/bored/level_1/001.m4a"), "\"bored\" is no emotion of MEAD"));
  for (const char* path : {"001.m4a", "M003/video/front/angry/level_1/001.mp4", "M003/audio/angry/level_4/001.m4a",
                           "X003/audio/angry/level_1/001.m4a", "M003/audio/angry/level_1/1.m4a"})
    CHECK(says(failure("mead", path), "the sounds of MEAD lie in"));
  CHECK(!name_identifies("M003/audio/angry/level_1/001.m4a"));
}
