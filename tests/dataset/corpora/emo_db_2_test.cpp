#include "dataset/corpora/names.h"
#include "dataset/recognition.h"

using namespace emo;
using namespace emo::test;

TEST_CASE("EMO-DB 2 is known by its folder, and its speakers are EMO-DB's") {
  for (const char* path : {"emodb_2.0/wav/16b10Wb.wav", "EmoDB 2.0/wav/16b10Wb.wav", "x/emodb-2/16b10Wb.flac"}) {
    const ClipFields f = read("emo_db_2", path);
    CHECK(f[Field::corpus] == "EMO-DB");
    CHECK(f[Field::actor] == "16");
    CHECK(f[Field::sex] == "female");
    CHECK(f[Field::emotion] == "angry");
    CHECK(f[Field::modality] == "audio");
    CHECK(says(failure("emo_db", path), "folder of EMO-DB 2"));
  }
  CHECK(says(failure("emo_db_2", "wav/16b10Wb.wav"), "no folder"));
  CHECK(says(failure("emo_db_2", "emodb_2.0/wav/16x.wav"), "such as 03a01Fa"));
  CHECK(read("emo_db_2", "laryngo/16b10Wb.wav")[Field::modality] == "laryngogram");
}

TEST_CASE("the laryngograms of EMO-DB 2 are set aside with the reason") {
  const std::vector<std::string_view> paths{"wav/03a01Fa.wav", "laryngo/03a01Fa.wav"};
  const Recognition r = recognise(paths);
  REQUIRE(r.files.size() == 1);
  CHECK(r.files[0].file == 0);
  REQUIRE(r.skipped.size() == 1);
  CHECK(r.skipped[0].cause == SkipCause::no_voice);
  CHECK(says(r.skipped[0].reason, "laryngo/03a01Fa.wav: a laryngogram"));
  CHECK(r.summary() == "1 file of EMO-DB; 1 left out: 1 laryngograms.");
}
