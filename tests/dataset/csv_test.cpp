#include "dataset/csv.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "dataset/csv_mapping.h"

using namespace emo;

namespace {

CsvTable table_of(std::string_view text, char delimiter = 0) {
  const auto table = parse_csv(text, delimiter);
  REQUIRE_MESSAGE(table.ok(), (table.ok() ? "" : table.error()));
  return table.value();
}

using Cells = std::vector<std::string>;
bool says(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("quotes hold delimiters, line breaks and quotes, and lines are counted through them") {
  const CsvTable t = table_of("a,b\r\n\"x,1\",\"say \"\"hi\"\"\"\n\n\"two\nlines\",\nlast,9");
  REQUIRE(t.rows.size() == 4);
  CHECK(t.columns == 2);
  CHECK(t.rows[1].cells == Cells{"x,1", "say \"hi\""});
  CHECK(t.rows[1].line == 2);
  CHECK(t.rows[2].cells == Cells{"two\nlines", ""});
  CHECK(t.rows[2].line == 4);
  CHECK(t.rows[3].cells == Cells{"last", "9"});
  CHECK(t.rows[3].line == 6);
}

TEST_CASE("odd ends of a table: a byte order mark, empty cells, no last line break, a lone return") {
  CHECK(table_of("\xEF\xBB\xBFpath,x\n").rows[0].cells == Cells{"path", "x"});
  CHECK(table_of(",,\n").rows[0].cells == Cells{"", "", ""});
  CHECK(table_of("a,").rows[0].cells == Cells{"a", ""});
  CHECK(table_of("\"\"", ',').rows[0].cells == Cells{""});
  CHECK(table_of("a\rb,c\n").rows[0].cells == Cells{"a\rb", "c"});
  CHECK(table_of("a,b\r").rows[0].cells == Cells{"a", "b"});
  CHECK(table_of("\n\n\na,b").rows[0].line == 4);
}

TEST_CASE("the delimiter is found, also where another one occurs in the text") {
  CHECK(detect_delimiter("a;b;c\n1,5;2,5;3,5\n") == ';');
  CHECK(detect_delimiter("path\temotion\nKids, dogs\tsad\n") == '\t');
  CHECK(detect_delimiter("a|b\n1|2\n") == '|');
  CHECK(detect_delimiter("a,b\n\"1;2;3\",x\n") == ',');
  CHECK(detect_delimiter("one\ntwo\n") == ',');
  CHECK(detect_delimiter("") == ',');
}

TEST_CASE("a damaged table is refused with its line") {
  CHECK(says(parse_csv("a,b\n1,\"2\n3,4\n", ',').error(), "Line 2 of the table opens a quote"));
  CHECK(says(parse_csv("a,b\n1,2\n\"3\"x,4\n", ',').error(), "Line 3 of the table has text after a closing quote"));
  CHECK(says(parse_csv("").error(), "empty"));
  CHECK(says(parse_csv("\r\n\n").error(), "empty"));
  CHECK(says(parse_csv(std::string_view("\xFF\xFE\x61\x00", 4)).error(), "UTF-16"));
}

TEST_CASE("blank rows below a table are nobody's fault") {
  const CsvTable t = table_of("path,emotion\na.wav,sad\n,,\n  ,\n");
  const auto clips = read_clips(t, guess_mapping(t));
  REQUIRE(clips.ok());
  CHECK(clips.value().rows.size() == 1);
  CHECK(clips.value().problems.empty());
}

TEST_CASE("columns are found by their usual names, and a person can map them by index") {
  const CsvTable hub = table_of("path,classname\naudios/03-01-05-01-02-01-12.wav,angry\n");
  const CsvMapping guessed = guess_mapping(hub);
  CHECK(guessed.header);
  CHECK(guessed.path == 0);
  CHECK(guessed[Field::emotion] == 1);
  const auto clips = read_clips(hub, guessed);
  REQUIRE(clips.ok());
  REQUIRE(clips.value().rows.size() == 1);
  CHECK(clips.value().rows[0].fields[Field::emotion] == "angry");
  CHECK(clips.value().rows[0].fields[Field::actor] == "12");  // the name tells what the table does not
  CHECK(clips.value().problems.empty());

  CsvMapping own;
  own.path = 1;
  own[Field::emotion] = 0;
  own[Field::actor] = 2;
  own.numbers = {3};
  const CsvTable table = table_of("what;where;who;s\nBoredom;x.wav; Ann ;1.5\nFear;y.wav;Bob;\nJoy;z.wav;Bob;long\n");
  const auto read = read_clips(table, own);
  REQUIRE(read.ok());
  const auto& rows = read.value().rows;
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].path == "x.wav");
  CHECK(rows[0].fields[Field::emotion] == "boredom");
  CHECK(rows[0].fields[Field::actor] == "Ann");
  CHECK(rows[0].numbers == std::vector<float>{1.5F});
  CHECK(rows[1].fields[Field::emotion] == "fearful");
  CHECK(std::isnan(rows[1].numbers[0]));
  CHECK(std::isnan(rows[2].numbers[0]));
  REQUIRE(read.value().problems.size() == 1);
  CHECK(read.value().problems[0].line == 4);
  CHECK(says(read.value().problems[0].reason, "Line 4: \"long\" in column 4 is no number"));
}

TEST_CASE("Excel's first line names the delimiter and is no row; decimal commas are read where they divide nothing") {
  for (const std::string text :
       {"sep=;\nfile;emotion;score\na.wav;sad;0,5\n", "\xEF\xBB\xBFsep=;\r\nfile;emotion;score\r\na.wav;sad;0,5",
        "file;emotion;score\na.wav;sad;0,5\n", "sep=|\nfile|emotion|score\na.wav|sad|0.5\n"}) {
    CAPTURE(text);
    const auto table = parse_csv(text);
    REQUIRE(table.ok());
    CHECK(table.value().columns == 3);
    REQUIRE(table.value().rows.size() == 2);
    CHECK(table.value().rows[1].line == (text.find("sep=") == std::string::npos ? 2 : 3));
    CsvMapping mapping = guess_mapping(table.value());
    CHECK(mapping.path == 0);
    mapping.numbers = {2};
    const auto clips = read_clips(table.value(), mapping);
    REQUIRE(clips.ok());
    CHECK(clips.value().problems.empty());
    CHECK(clips.value().rows[0].numbers[0] == 0.5F);
  }
  const auto comma = parse_csv("file,score\na.wav,\"0,5\"\n");
  CsvMapping mapping = guess_mapping(comma.value());
  mapping.numbers = {1};
  CHECK(read_clips(comma.value(), mapping).value().problems.size() == 1);  // may be a list
}

TEST_CASE("columns are found by the names that notebooks give them") {
  struct Case {
    const char* header;
    int path, emotion, actor;
  };
  for (const Case& c : {Case{"Emotions,Path", 1, 0, kNoColumn},
                        {"labels,source,path", 2, 0, kNoColumn},
                        {"audio_path,emotion_label,speaker_name", 0, 1, 2},
                        {"name,label", 0, 1, kNoColumn},
                        {"Unnamed: 0,Emotion Label,Audio Path,Speaker", 2, 1, 3},
                        {"speaker_id,wav_path,class", 1, 2, 0}}) {
    CAPTURE(c.header);
    const auto table = parse_csv(std::string(c.header) + "\nx,y,z,w\n");
    const CsvMapping mapping = guess_mapping(table.value());
    CHECK(mapping.header);
    CHECK(mapping.path == c.path);
    CHECK(mapping[Field::emotion] == c.emotion);
    CHECK(mapping[Field::actor] == c.actor);
  }
}

TEST_CASE("a table without a header is read where a cell looks like a sound file") {
  const CsvTable table = table_of("1,a/one.wav,sad\n2,a/two.wav,happy\n");
  const CsvMapping mapping = guess_mapping(table);
  CHECK(!mapping.header);
  CHECK(mapping.path == 1);
  CHECK(read_clips(table, mapping).value().rows.size() == 2);
}

TEST_CASE("a header of names that mean nothing here is one where sound files begin below it") {
  const CsvTable table = table_of("thing,feels,who\none/a.wav,happy,Ann\ntwo/b.wav,sad,Bob\n");
  const CsvMapping mapping = guess_mapping(table);
  CHECK(mapping.header);
  CHECK(mapping.path == 0);
  CHECK(mapping[Field::emotion] == kNoColumn);
  CHECK(read_clips(table, mapping).value().rows.size() == 2);

  const CsvMapping nothing = guess_mapping(table_of("thing,feels\na,happy\nb,sad\n"));
  CHECK(!nothing.header);
  CHECK(nothing.path == kNoColumn);
}

TEST_CASE("rows that lack something are listed with their line; a mapping that cannot be is refused") {
  const CsvTable table = table_of("path,emotion\n,sad\nb.wav\nc.wav,sad,more\nd.wav,sad\n");
  const auto clips = read_clips(table, guess_mapping(table));
  REQUIRE(clips.ok());
  CHECK(clips.value().rows.size() == 3);
  REQUIRE(clips.value().problems.size() == 3);
  CHECK(says(clips.value().problems[0].reason, "Line 2 names no file"));
  CHECK(says(clips.value().problems[1].reason, "Line 3 has 1 cells"));
  CHECK(clips.value().problems[2].line == 4);

  CsvMapping mapping;
  CHECK(says(read_clips(table, mapping).error(), "No column"));
  mapping.path = 0;
  mapping[Field::sex] = 7;
  CHECK(says(read_clips(table, mapping).error(), "Column 8 is asked for, but the table has 2"));
  mapping[Field::sex] = -5;
  CHECK(!read_clips(table, mapping).ok());
  const CsvTable bare = table_of("path,emotion\n");
  CHECK(says(read_clips(bare, guess_mapping(bare)).error(), "no row"));
}

TEST_CASE("CREMA-D's table of actors gives their sex") {
  const auto sexes =
      read_sexes(table_of("ActorID,Age,Sex,Race,Ethnicity\n1001,51,Male,Caucasian,Not Hispanic\n1002,21,Female,x,y\n"));
  REQUIRE(sexes.ok());
  CHECK(sexes.value() == SexByActor{{"1001", "male"}, {"1002", "female"}});
  CHECK(says(read_sexes(table_of("a,b\n1,2\n")).error(), "ActorID"));
  CHECK(says(read_sexes(table_of("speaker,gender\n1001\n")).error(), "Line 2"));
}
