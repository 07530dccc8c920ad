#include "dataset/corpora/names.h"

using namespace emo;
using namespace emo::test;

TEST_CASE("an Indian EmoSpeech name tells word, emotion, time and speaker, and whether it was screamed") {
  const ClipFields f = read("emospeech_in", "stop-safe-fearful-1563301307777-d8fc57881913.wav");
  CHECK(f[Field::corpus] == "Indian EmoSpeech");
  CHECK(f[Field::statement] == "stop");
  CHECK(f[Field::emotion] == "fearful");
  CHECK(f[Field::repetition] == "1563301307777");
  CHECK(f[Field::actor] == "d8fc57881913");
  CHECK(f[Field::channel] == "speech");
  CHECK(read("emospeech_in", "help-scream-angry-1563301307777-d8.wav")[Field::channel] == "scream");
  CHECK(read("emospeech_in",
             "yes-safe-angry-?"
             "?-be5d8177fbf5.wav")[Field::repetition]
            .empty());  // the release's own slip
  CHECK(says(failure("emospeech_in", "halt-safe-angry-15-d8.wav"), "\"halt\" is no word"));
  CHECK(says(failure("emospeech_in", "stop-loud-angry-15-d8.wav"), "\"loud\" is no channel"));
  CHECK(says(failure("emospeech_in", "stop-safe-sad-15-d8.wav"), "\"sad\" is no emotion"));
  for (const char* name : {"stop-safe-angry-15.wav", "stop-safe-angry-x-d8.wav", "stop-safe-angry-15-.wav"})
    CHECK(says(failure("emospeech_in", name), "word-channel-emotion-time-speaker"));
}
