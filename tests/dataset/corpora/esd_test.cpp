#include "dataset/corpora/names.h"

using namespace emo;
using namespace emo::test;

TEST_CASE("ESD's folders tell the emotion and the split, the name tells speaker and sentence") {
  const ClipFields f = read("esd", "0011/Angry/evaluation/0011_000003.wav");
  CHECK(f[Field::corpus] == "ESD");
  CHECK(f[Field::actor] == "0011");
  CHECK(f[Field::sex] == "male");
  CHECK(f[Field::emotion] == "angry");
  CHECK(f[Field::split] == "validation");
  CHECK(f[Field::statement] == "000003");
  CHECK(read("esd", "ESD/0019/Sad/train/0019_001372.wav")[Field::split] == "train");
  CHECK(read("esd", "0015/Surprise/test/0015_001451.wav")[Field::split] == "test");
  const ClipFields plain = read("esd", "Surprise/0001_001401.wav");  // other copies have neither split nor speaker
  CHECK(plain[Field::split].empty());
  CHECK(plain[Field::emotion] == "surprised");
  CHECK(plain[Field::sex] == "female");
  CHECK(says(failure("esd", "0021/Angry/train/0021_000371.wav"), "not \"0021\""));
  CHECK(says(failure("esd", "0012/Angry/train/0011_000371.wav"), "lies in the folder of 0012"));
  for (const char* path : {"0011_000003.wav", "train/0011_000003.wav", "0011/Bored/0011_000003.wav"})
    CHECK(says(failure("esd", path), "names its emotion"));
  CHECK(says(failure("esd", "0011/Angry/0011_3.wav"), "such as 0011_000003"));
}
