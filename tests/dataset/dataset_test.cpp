#include <doctest/doctest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "dataset/file_names.h"
#include "dataset/folds.h"
#include "dataset/label_table.h"
#include "support/files.h"

using namespace emo;

TEST_CASE("a RAVDESS name tells emotion, intensity, actor and sex, in any folder and with any ending") {
  const auto clip = parse_file_name("Actor_12/03-01-06-02-02-01-12.flac");
  REQUIRE(clip.ok());
  CHECK(clip.value().emotion == Emotion::fearful);
  CHECK(clip.value().intensity == Intensity::strong);
  CHECK(clip.value().actor == "12");
  CHECK(clip.value().sex == Sex::female);
  const auto song = parse_ravdess_name("03-02-02-01-01-02-07.wav");
  REQUIRE(song.ok());
  CHECK(song.value().emotion == Emotion::calm);
  CHECK(song.value().intensity == Intensity::normal);
  CHECK(song.value().sex == Sex::male);
}

TEST_CASE("a bad RAVDESS name is refused with the field that is wrong") {
  CHECK(parse_ravdess_name("03-01-09-01-01-01-01.wav").error().find("emotion") != std::string::npos);
  CHECK(parse_ravdess_name("03-01-06-03-01-01-01.wav").error().find("intensity") != std::string::npos);
  CHECK(parse_ravdess_name("03-01-06-01-01-01-25.wav").error().find("01 … 24, not \"25\"") != std::string::npos);
  CHECK(parse_ravdess_name("03-01-06-01-01-01-1.wav").error().find("actor") != std::string::npos);
  CHECK(parse_ravdess_name("3a-01-06-01-01-01-01.wav").error().find("modality") != std::string::npos);
  for (const char* name : {"", "03-01-06-01-01-01.wav", "03-01-06-01-01-01-01-01.wav", "speech.wav", "-"})
    CHECK(parse_ravdess_name(name).error().find("seven numbers") != std::string::npos);
}

TEST_CASE("a TESS name tells actress and emotion, with the release's own slips") {
  const auto surprise = parse_file_name("tess/YAF_dog_ps.opus");
  REQUIRE(surprise.ok());
  CHECK(surprise.value().emotion == Emotion::surprised);
  CHECK(surprise.value().actor == "YAF");
  CHECK(surprise.value().sex == Sex::female);
  CHECK(surprise.value().intensity == Intensity::unknown);
  CHECK(parse_tess_name("OA_bite_neutral.wav").value().actor == "OAF");
  CHECK(parse_tess_name("OAF_back_fear.wav").value().emotion == Emotion::fearful);
  CHECK(parse_tess_name("OAF_back_pleasant_surprise.wav").value().emotion == Emotion::surprised);
}

TEST_CASE("a name that is not of TESS is refused") {
  CHECK(parse_tess_name("OAF_back_calm.wav").error().find("\"calm\" is no emotion of TESS") != std::string::npos);
  CHECK(parse_tess_name("OAF_back_.wav").error().find("no emotion of TESS") != std::string::npos);
  CHECK(parse_tess_name("XYZ_back_angry.wav").error().find("not \"XYZ\"") != std::string::npos);
  for (const char* name : {"", "OAF", "OAF_angry.wav", "OAF__angry.wav"})
    CHECK(parse_tess_name(name).error().find("ACTRESS_word_emotion") != std::string::npos);
  CHECK(parse_file_name("talk.wav").error().find("--labels") != std::string::npos);
}

TEST_CASE("labels of corpora are the eight expressions in other words") {
  CHECK(emotion_of_word("Happiness") == Emotion::happy);
  CHECK(emotion_of_word("anger") == Emotion::angry);
  CHECK(emotion_of_word("SURPRISED") == Emotion::surprised);
  CHECK(emotion_of_word("sad") == Emotion::sad);
  CHECK(!emotion_of_word("boredom"));
  CHECK(!emotion_of_word(""));
}

TEST_CASE("a table of labels is read with and without a header") {
  const auto plain = parse_label_table("a/one.wav\tanger\tA1\tF\ntwo.flac\tneutral\r\n\nthree\tboredom\tA1\tM\n");
  REQUIRE(plain.ok());
  CHECK(plain.value().by_stem.size() == 2);
  CHECK(plain.value().other_labels == 1);
  REQUIRE(plain.value().find("elsewhere/one.opus") != nullptr);
  CHECK(plain.value().find("one.wav")->emotion == Emotion::angry);
  CHECK(plain.value().find("one.wav")->actor == "A1");
  CHECK(plain.value().find("one.wav")->sex == Sex::female);
  CHECK(plain.value().find("two.wav")->sex == Sex::unknown);
  CHECK(plain.value().find("four.wav") == nullptr);

  const auto named = parse_label_table(
      "dataset\tfile\temotion\tspeaker\tsex\tintensity\nx\tx/a.opus\tfear\t9\tM\tstrong\nx\tx/b.opus\tps\t9\tM\t\n");
  REQUIRE(named.ok());
  CHECK(named.value().find("a.wav")->emotion == Emotion::fearful);
  CHECK(named.value().find("a.wav")->actor == "9");
  CHECK(named.value().find("a.wav")->sex == Sex::male);
  CHECK(named.value().find("a.wav")->intensity == Intensity::strong);
  CHECK(named.value().find("b.wav")->intensity == Intensity::unknown);
}

TEST_CASE("a table of labels that contradicts itself, lacks a label or is empty is refused with the line") {
  CHECK(parse_label_table("a.wav\tsad\na.flac\thappy\n").error().find("Line 2") != std::string::npos);
  CHECK(parse_label_table("a.wav\tsad\na.flac\tsad\n").ok());
  CHECK(parse_label_table("a.wav sad\n").error().find("tab") != std::string::npos);
  CHECK(parse_label_table("\tsad\n").error().find("Line 1") != std::string::npos);
  CHECK(parse_label_table("").error().find("empty") != std::string::npos);
}

TEST_CASE("each of the 24 actors is unseen in exactly one fold, with two women in each") {
  std::map<int, int> of_fold;
  for (int actor = 1; actor <= 24; ++actor) {
    const int fold = fold_of((actor < 10 ? "0" : "") + std::to_string(actor));
    REQUIRE(fold >= 1);
    REQUIRE(fold <= kFoldCount);
    ++of_fold[fold];
  }
  CHECK(of_fold == std::map<int, int>{{1, 4}, {2, 4}, {3, 4}, {4, 4}, {5, 4}, {6, 4}});
  for (const char* nobody : {"", "0", "00", "25", "OAF", "1x"}) CHECK(fold_of(nobody) == 0);
}

TEST_CASE("training and the native program test the same actors in each fold") {
  const auto text = test::read_bytes(test::tests_folder() + "/../scripts/train/ravdess_folds.json");
  REQUIRE(!text.empty());
  const auto folds = nlohmann::json::parse(text)["test_actors_by_fold"];
  REQUIRE(folds.size() == kFoldCount);
  for (int f = 1; f <= kFoldCount; ++f)
    CHECK(folds[std::to_string(f)].get<std::set<int>>() ==
          std::set<int>(kTestActors[static_cast<std::size_t>(f - 1)].begin(),
                        kTestActors[static_cast<std::size_t>(f - 1)].end()));
}
