#include "dataset/corpora/names.h"

using namespace emo;
using namespace emo::test;

TEST_CASE("a nEMO name tells speaker, emotion and sentence; another speaker's sex is unknown") {
  const ClipFields f = read("nemo", "samples/TP0_surprised_17.wav");
  CHECK(f[Field::corpus] == "nEMO");
  CHECK(f[Field::actor] == "TP0");
  CHECK(f[Field::emotion] == "surprised");
  CHECK(f[Field::statement] == "17");
  CHECK(f[Field::sex] == "male");
  CHECK(read("nemo", "ZZ9_fear_1.wav")[Field::sex].empty());
  CHECK(says(failure("nemo", "TP0_calm_1.wav"), "\"calm\" is no emotion of nEMO"));
  CHECK(says(failure("nemo", "TP0_fear.wav"), "such as EB0_anger_1"));
}
