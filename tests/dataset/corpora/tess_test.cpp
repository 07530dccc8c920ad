#include "dataset/corpora/names.h"

using namespace emo;
using namespace emo::test;

TEST_CASE("a TESS name tells actress, word and emotion, with the release's own slips") {
  const ClipFields f = read("tess", "OAF_Pleasant_surprise/OA_bite_ps.wav");
  CHECK(f[Field::corpus] == "TESS");
  CHECK(f[Field::actor] == "OAF");
  CHECK(f[Field::statement] == "bite");
  CHECK(f[Field::emotion] == "surprised");
  CHECK(f[Field::sex] == "female");
  CHECK(f[Field::intensity].empty());
  CHECK(read("tess", "tess/YAF_dog_ps.opus")[Field::actor] == "YAF");
  CHECK(read("tess", "OAF_back_fear.wav")[Field::emotion] == "fearful");
  CHECK(read("tess", "OAF_back_pleasant_surprise.wav")[Field::emotion] == "surprised");
}

TEST_CASE("a name that is not of TESS is refused") {
  CHECK(says(failure("tess", "OAF_back_calm.wav"), "\"calm\" is no emotion of TESS"));
  CHECK(says(failure("tess", "OAF_back_.wav"), "no emotion of TESS"));
  CHECK(says(failure("tess", "XYZ_back_angry.wav"), "not \"XYZ\""));
  for (const char* name : {"", "OAF", "OAF_angry.wav", "OAF__angry.wav"})
    CHECK(says(failure("tess", name), "ACTRESS_word_emotion"));
}
