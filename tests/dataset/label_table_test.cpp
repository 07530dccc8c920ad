#include "dataset/label_table.h"

#include <doctest/doctest.h>

using namespace emo;

TEST_CASE("labels of corpora are the eight expressions in other words") {
  CHECK(emotion_of_word("Happiness") == Emotion::happy);
  CHECK(emotion_of_word("anger") == Emotion::angry);
  CHECK(emotion_of_word("SURPRISED") == Emotion::surprised);
  CHECK(emotion_of_word("sad") == Emotion::sad);
  CHECK(emotion_of_word("HAP") == Emotion::happy);
  CHECK(emotion_of_word("neu") == Emotion::neutral);
  CHECK(emotion_of_word("überrascht") == Emotion::surprised);
  CHECK(emotion_of_word("Freude") == Emotion::happy);
  CHECK(emotion_of_word("colère") == Emotion::angry);
  CHECK(emotion_of_word("怒り") == Emotion::angry);
  CHECK(emotion_of_word("슬픔") == Emotion::sad);
  for (const char* unknown : {"exc", "fru", "boredom", "1", "s"}) CHECK(!emotion_of_word(unknown));
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

TEST_CASE("a table of labels may be a CSV file with quotes, and call its columns as published tables do") {
  const auto table =
      parse_label_table("\xEF\xBB\xBFpath,class,speaker_id,gender\r\n\"a, b.wav\",Happiness,7,woman\r\n");
  REQUIRE(table.ok());
  REQUIRE(table.value().find("a, b.flac") != nullptr);
  CHECK(table.value().find("a, b.flac")->emotion == Emotion::happy);
  CHECK(table.value().find("a, b.flac")->actor == "7");
  CHECK(table.value().find("a, b.flac")->sex == Sex::female);
}

TEST_CASE("a table of labels that contradicts itself, lacks a label or is empty is refused with the line") {
  CHECK(parse_label_table("a.wav\tsad\na.flac\thappy\n").error().find("Line 2") != std::string::npos);
  CHECK(parse_label_table("a.wav\tsad\na.flac\tsad\n").ok());
  CHECK(parse_label_table("a.wav sad\n").error().find("tab") != std::string::npos);
  CHECK(parse_label_table("\tsad\n").error().find("Line 1") != std::string::npos);
  CHECK(parse_label_table("").error().find("empty") != std::string::npos);
  CHECK(parse_label_table("file\tlabel\n").error().find("no line") != std::string::npos);
}
