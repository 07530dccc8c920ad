#include "dataset/corpora/names.h"

using namespace emo;
using namespace emo::test;

TEST_CASE("a CREMA-D name tells actor, sentence, emotion and level, but no sex") {
  const ClipFields f = read("crema_d", "AudioWAV/1001_DFA_ANG_XX.wav");
  CHECK(f[Field::corpus] == "CREMA-D");
  CHECK(f[Field::actor] == "1001");
  CHECK(f[Field::statement] == "Don't forget a jacket");
  CHECK(f[Field::emotion] == "angry");
  CHECK(f[Field::intensity].empty());
  CHECK(f[Field::sex].empty());
  CHECK(read("crema_d", "1091_IEO_SAD_HI.wav")[Field::intensity] == "high");
  CHECK(read("crema_d", "1040_ITH_SAD_X.wav")[Field::intensity].empty());  // the release's own slip
  CHECK(says(failure("crema_d", "1092_DFA_ANG_XX.wav"), "1001 … 1091, not \"1092\""));
  CHECK(says(failure("crema_d", "1001_ABC_ANG_XX.wav"), "\"ABC\" is no sentence"));
  CHECK(says(failure("crema_d", "1001_DFA_CAL_XX.wav"), "\"CAL\" is no emotion"));
  CHECK(says(failure("crema_d", "1001_DFA_ANG_YY.wav"), "\"YY\" is no level"));
  CHECK(says(failure("crema_d", "1001_DFA_ANG.wav"), "actor_sentence_emotion_level"));
}
