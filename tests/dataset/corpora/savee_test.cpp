#include "dataset/corpora/names.h"

using namespace emo;
using namespace emo::test;

TEST_CASE("a SAVEE name tells speaker and emotion, in the name or with the speaker as folder") {
  for (const char* path : {"ALL/DC_sa01.wav", "AudioData/DC/sa01.wav", "AudioData\\DC\\sa01.wav"}) {
    const ClipFields f = read("savee", path);
    CHECK(f[Field::corpus] == "SAVEE");
    CHECK(f[Field::actor] == "DC");
    CHECK(f[Field::emotion] == "sad");
    CHECK(f[Field::statement] == "sa01");
    CHECK(f[Field::sex] == "male");
  }
  CHECK(read("savee", "KL_n30.wav")[Field::emotion] == "neutral");
  CHECK(read("savee", "JE_su15.wav")[Field::emotion] == "surprised");
  CHECK(says(failure("savee", "a01.wav"), "the speakers of SAVEE"));
  CHECK(says(failure("savee", "XY_a01.wav"), "not \"XY\""));
  CHECK(says(failure("savee", "DC_x01.wav"), "emotion's letters"));
  CHECK(says(failure("savee", "DC_a.wav"), "sentence's number"));
}
