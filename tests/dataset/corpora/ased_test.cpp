#include "dataset/corpora/names.h"

using namespace emo;
using namespace emo::test;

TEST_CASE("an ASED name tells emotion, sentence, repetition, sex and speaker") {
  const ClipFields f = read("ased", "Anger/a5-07-01-01-48.wav");
  CHECK(f[Field::corpus] == "ASED");
  CHECK(f[Field::emotion] == "angry");
  CHECK(f[Field::statement] == "07");
  CHECK(f[Field::repetition] == "01");
  CHECK(f[Field::sex] == "female");
  CHECK(f[Field::actor] == "48");
  CHECK(read("ased", "f2-06-02-02-11.wav")[Field::sex] == "male");
  CHECK(says(failure("ased", "a4-07-01-01-48.wav"), "\"a4\" is no emotion of ASED: n1, f2, h3, s4, a5"));
  CHECK(says(failure("ased", "a5-07-01-03-48.wav"), "01 or 02, not \"03\""));
  CHECK(says(failure("ased", "a5-7-01-01-48.wav"), "two digits, not \"7\""));
  CHECK(says(failure("ased", "a5-07-01-48.wav"), "such as a5-01-01-02-28"));
}
