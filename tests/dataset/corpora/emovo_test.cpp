#include "dataset/corpora/names.h"

using namespace emo;
using namespace emo::test;

TEST_CASE("an EMOVO name tells emotion, speaker, sex and sentence") {
  const ClipFields f = read("emovo", "EMOVO/m3/tri-m3-n5.wav");
  CHECK(f[Field::corpus] == "EMOVO");
  CHECK(f[Field::emotion] == "sad");
  CHECK(f[Field::actor] == "m3");
  CHECK(f[Field::sex] == "male");
  CHECK(f[Field::statement] == "n5");
  CHECK(read("emovo", "sor-f1-l1.wav")[Field::sex] == "female");
  CHECK(says(failure("emovo", "xyz-f1-l1.wav"), "\"xyz\" is no emotion of EMOVO"));
  CHECK(says(failure("emovo", "sor-f4-l1.wav"), "not \"f4\""));
  for (const char* name : {"sor-f1.wav", "sor-f1-.wav", "sor-f1-sentence.wav"})
    CHECK(says(failure("emovo", name), "such as dis-f1-b1"));
}
