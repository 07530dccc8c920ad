#include "dataset/corpora/names.h"

using namespace emo;
using namespace emo::test;

TEST_CASE("an EmotionTTS name tells speaker and sentence, whose number tells the emotion") {
  const ClipFields f = read("emotiontts_ko", "Emotional/plain-to-emotional/emf/emf00204.wav");
  CHECK(f[Field::corpus] == "EmotionTTS");
  CHECK(f[Field::actor] == "emf");
  CHECK(f[Field::statement] == "00204");
  CHECK(f[Field::emotion] == "angry");
  CHECK(f[Field::sex].empty());
  CHECK(read("emotiontts_ko", "Emotional_emotional-to-emotional_nee_nee00104.opus")[Field::actor] == "nee");
  const auto emotion = [](std::string_view name) { return read("emotiontts_ko", name)[Field::emotion]; };
  CHECK(emotion("nea00001") == "neutral");
  CHECK(emotion("nea00100") == "neutral");
  CHECK(emotion("nea00101") == "happy");
  CHECK(emotion("nea00301") == "sad");
  CHECK(emotion("nea00400") == "sad");
  for (const char* number : {"nea00000", "nea00401"}) CHECK(says(failure("emotiontts_ko", number), "00001 … 00400"));
  for (const char* name : {"nea101", "xea00101", "neA00101", "other_nea00101"})
    CHECK(says(failure("emotiontts_ko", name), "such as nea00101"));
}
