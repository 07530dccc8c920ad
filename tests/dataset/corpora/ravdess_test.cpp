#include "dataset/corpora/names.h"

using namespace emo;
using namespace emo::test;

TEST_CASE("a RAVDESS name tells all seven fields and the sex, in any folder and with any ending") {
  for (const char* path : {"Actor_12/03-01-06-02-02-01-12.wav", "03-01-06-02-02-01-12.flac"}) {
    const ClipFields f = read("ravdess", path);
    CHECK(f[Field::corpus] == "RAVDESS");
    CHECK(f[Field::modality] == "audio");
    CHECK(f[Field::channel] == "speech");
    CHECK(f[Field::emotion] == "fearful");
    CHECK(f[Field::intensity] == "strong");
    CHECK(f[Field::statement] == "Dogs are sitting by the door");
    CHECK(f[Field::repetition] == "01");
    CHECK(f[Field::actor] == "12");
    CHECK(f[Field::sex] == "female");
  }
  CHECK(read("ravdess", "02-01-06-02-02-01-12.mp4")[Field::modality] == "video");
}

TEST_CASE("a bad RAVDESS name is refused with the field that is wrong") {
  CHECK(says(failure("ravdess", "03-01-09-01-01-01-01.wav"), "the emotion of a RAVDESS name"));
  CHECK(says(failure("ravdess", "03-01-06-03-01-01-01.wav"), "intensity"));
  CHECK(says(failure("ravdess", "03-01-06-01-01-01-25.wav"), "01 … 24, not \"25\""));
  CHECK(says(failure("ravdess", "03-01-06-01-01-01-1.wav"), "actor"));
  CHECK(says(failure("ravdess", "3a-01-06-01-01-01-01.wav"), "modality"));
  for (const char* name : {"", "03-01-06-01-01-01.wav", "03-01-06-01-01-01-01-01.wav", "speech.wav", "-"})
    CHECK(says(failure("ravdess", name), "seven numbers"));
}

TEST_CASE("a sung RAVDESS name is read as song, and not as speech") {
  const ClipFields song = read("ravdess_song", "01-02-02-01-01-02-07.mp4");
  CHECK(song[Field::corpus] == "RAVDESS");  // the same speakers: no split may part them
  CHECK(song[Field::modality] == "audio-video");
  CHECK(song[Field::channel] == "song");
  CHECK(song[Field::emotion] == "calm");
  CHECK(song[Field::intensity] == "normal");
  CHECK(song[Field::statement] == "Kids are talking by the door");
  CHECK(song[Field::repetition] == "02");
  CHECK(song[Field::sex] == "male");
  CHECK(says(failure("ravdess", "01-02-02-01-01-02-07.mp4"), "02 is song"));
  CHECK(says(failure("ravdess_song", "03-01-06-02-02-01-12.wav"), "01 is speech"));
  CHECK(says(failure("ravdess_song", "03-02-06-02-02-01.wav"), "seven numbers"));
}
