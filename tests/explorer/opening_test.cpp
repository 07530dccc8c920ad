// From files and tables to what is open.
#include "explorer/opening.h"

#include <cmath>

#include "explorer/carry_over.h"
#include "explorer/data_rooms.h"
#include "explorer/data_service.h"
#include "explorer/opening_json.h"
#include "explorer/path_index.h"

using namespace emo;
using namespace emo::test;

namespace {

OpenTable table_of(std::string text, std::string path = "labels.csv") {
  auto parsed = parse_csv(text);
  REQUIRE(parsed.ok());
  return {std::move(path), std::move(parsed.value()), std::nullopt, ""};
}

Opened opened(const OpenOptions& options) {
  auto result = open_files(options);
  REQUIRE(result.ok());
  return std::move(result.value());
}

std::string_view word(const Opened& o, Field field, std::size_t row) { return o.set.catalogue.word(field, row); }

}  // namespace

TEST_CASE("a table's path finds its file by the longest common end, whatever the slashes, letters and ending") {
  const std::vector<std::string> paths{"Data/a/one.wav", "Data/b/one.wav", "Data/b/Two.flac", "./x/three.wav",
                                       "y/three.wav"};
  const PathIndex index(paths);
  CHECK(index.find("Data/b/one.wav") == 1);
  CHECK(index.find("b\\ONE.WAV") == 1);
  CHECK(index.find("elsewhere/a/one.wav") == 0);
  CHECK(index.find("one.wav") == PathIndex::kSeveral);
  CHECK(index.find("c/one.wav") == PathIndex::kSeveral);
  CHECK(index.find("two.wav") == 2);  // the table says .wav, the file is FLAC
  CHECK(index.find("two") == 2);
  CHECK(index.find("x/three.wav") == 3);
  CHECK(index.find("four.wav") == PathIndex::kNone);
  CHECK(index.find("") == PathIndex::kNone);
  CHECK(PathIndex({}).find("a") == PathIndex::kNone);
}

TEST_CASE("of one name the same ending decides") {
  const PathIndex index(std::vector<std::string>{"a/one.mp3", "b/one.wav"});
  CHECK(index.find("one.wav") == 1);
  CHECK(index.find("one.ogg") == PathIndex::kSeveral);
}

TEST_CASE("files are opened by their names, and what is left out is listed with its reason") {
  OpenOptions options;
  options.title = "Mine";
  options.paths = ravdess_paths();
  options.paths.insert(options.paths.begin(), {"notes.wav", ".hidden.wav"});
  const Opened o = opened(options);
  CHECK(o.set.catalogue.row_count() == 1440);
  CHECK(o.set.title == "Mine");
  CHECK(o.report.kept[0] == 2);
  CHECK(o.report.main == find_naming("ravdess"));
  CHECK(o.report.left_out == std::array<std::uint32_t, kSkipCauseCount>{1, 0, 0, 0, 1});
  REQUIRE(o.report.skipped.size() == 2);
  CHECK(o.report.skipped[0].file == 0);
  CHECK(o.report.summary == "1440 files of RAVDESS; 2 left out: 1 hidden, 1 with names that do not fit.");
}

TEST_CASE("a table fills and corrects what names tell, and names files that names alone do not") {
  OpenOptions options;
  options.paths = {"set/03-01-03-01-01-01-05.wav", "set/clip1.wav", "set/clip2.wav", "set/clip3.wav", "set/.clip4.wav"};
  options.tables = {
      table_of("filename,emotion,speaker,score\n"
               "03-01-03-01-01-01-05.wav,angry,,1\nclip1.wav,sad,anna,2\nclip2.wav,,,3\n"
               "gone.wav,sad,anna,4\n.clip4.wav,sad,anna,5\n")};
  const Opened o = opened(options);
  REQUIRE(o.set.catalogue.row_count() == 2);
  CHECK(word(o, Field::emotion, 0) == "angry");  // the table's, not the name's
  CHECK(word(o, Field::actor, 0) == "05");       // the name's: the table is silent
  CHECK(word(o, Field::emotion, 1) == "sad");
  CHECK(o.report.kept == std::vector<std::uint32_t>{0, 1});
  const TableReport& table = o.report.tables[0];
  CHECK(table.rows == 5);
  CHECK(table.matched == 3);
  CHECK(table.unmatched == 2);  // one is not there, one is hidden
  CHECK(table.columns == std::vector<std::string>{"filename", "emotion", "speaker", "score"});
  CHECK(table.preview.size() == 5);
  REQUIRE(o.report.skipped.size() == 3);
  CHECK(o.report.summary.find("3 rows of labels.csv tell of these files.") != std::string::npos);

  options.forced = find_naming("ravdess");  // a person says that the names are right
  CHECK(word(opened(options), Field::emotion, 0) == "happy");
  CHECK(word(opened(options), Field::emotion, 1) == "sad");

  options.forced = nullptr;
  options.tables[0].mapping = guess_mapping(options.tables[0].cells);
  options.tables[0].mapping->numbers = {3};
  const Opened with_numbers = opened(options);
  REQUIRE(with_numbers.set.catalogue.row_count() == 3);  // a number is something told of it
  const auto column = with_numbers.set.catalogue.find_column("score");
  REQUIRE(column.has_value());
  CHECK(with_numbers.set.catalogue.column(*column).values == std::vector<float>{1, 2, 3});
}

TEST_CASE("later tables count for more, a table of speakers tells their sex, and damaged ones say what is wrong") {
  OpenOptions options;
  options.paths = {"a/1001_DFA_ANG_XX.wav", "b/1001_DFA_ANG_XX.wav"};
  options.tables = {table_of("ActorID,Sex\n1001,Male\n", "VideoDemographics.csv"),
                    table_of("path,emotion\n1001_DFA_ANG_XX.wav,sad\n", "one.csv"),
                    table_of("path,emotion\na/1001_DFA_ANG_XX.wav,happy\n", "two.csv"),
                    table_of("path,emotion\na/1001_DFA_ANG_XX.wav,disgust\n", "three.csv"),
                    table_of("x,y\n1,2\n", "four.csv")};
  const Opened o = opened(options);
  CHECK(word(o, Field::sex, 0) == "male");
  CHECK(word(o, Field::emotion, 0) == "disgust");
  CHECK(word(o, Field::emotion, 1) == "angry");
  CHECK(o.report.tables[0].speakers == 1);
  CHECK(o.report.tables[1].ambiguous == 1);
  CHECK(o.report.tables[2].matched == 1);
  CHECK_FALSE(o.report.tables[4].problem.empty());
}

TEST_CASE("opened by a table, its rows are the recordings, with or without a file") {
  OpenOptions options;
  options.by_table = true;
  options.tables = {table_of("path;label;split\nb.wav;fear;test\na.wav;joy;train\nmissing.wav;sad;train\n")};
  const Opened alone = opened(options);
  CHECK(alone.set.catalogue.row_count() == 3);
  CHECK(alone.set.catalogue.path(0) == "b.wav");
  CHECK(alone.report.kept == std::vector<std::uint32_t>{kNoFile, kNoFile, kNoFile});

  options.paths = {"in/a.wav", "in/b.wav", "in/c.wav"};
  const Opened o = opened(options);
  CHECK(o.set.catalogue.path(0) == "in/b.wav");
  CHECK(o.set.catalogue.path(2) == "missing.wav");
  CHECK(word(o, Field::emotion, 0) == "fearful");
  CHECK(word(o, Field::split, 1) == "train");
  CHECK(o.report.kept == std::vector<std::uint32_t>{1, 0, kNoFile});
  REQUIRE(o.report.skipped.size() == 1);
  CHECK(o.report.skipped[0].reason == "in/c.wav: the table does not name it.");

  options.tables = {table_of("x;y\n1;2\n")};
  CHECK_FALSE(open_files(options).ok());
  options.tables.clear();
  CHECK_FALSE(open_files(options).ok());
}

TEST_CASE("numbers and features are carried to recordings of the same name, and their source is named") {
  BuiltInDataset known;
  known.catalogue = ravdess();
  known.title = "RAVDESS, speech";
  known.attribution = "CC BY-NC-SA 4.0.";
  known.features[0] = {"mlp180, version 1", 3, clouds(known.catalogue, 3)};
  OpenOptions options;
  options.title = "mine";
  options.carry = true;
  options.paths = {"deep/er/03-01-01-01-01-01-01.flac", "again/03-01-01-01-01-01-01.flac", "03-01-01-01-01-02-02.wav",
                   "happy/clip.wav", "03-02-01-01-01-01-01.wav"};
  DataService data_service;
  REQUIRE_FALSE(data_service.open_built_in(known.to_bytes()));
  auto report = data_service.open(options);
  REQUIRE(report.ok());
  CHECK(report.value().carried == 3);  // both copies; the song and the clip are other recordings
  const RoomContent& open = data_service.room().content();
  REQUIRE(open.rows() == 5);  // "happy/clip.wav" by its folder
  CHECK(open.catalogue.column(Measure::duration).values[0] == 3.0F);
  CHECK(open.catalogue.column(Measure::duration).values[1] == 3.0F);
  CHECK(open.features[0].width == 3);
  CHECK(open.features[0].made_by == "mlp180, version 1");
  CHECK(std::isnan(open.features[0].values[3 * 3]));
  CHECK(open.attribution ==
        "Measures and features of 3 recordings are known by their names from RAVDESS, speech. CC BY-NC-SA 4.0.");

  // The embedded set is remembered, what was open in between is asked as well, and neither is named twice.
  REQUIRE_FALSE(data_service.room().set_numbers("jitter", "%", std::vector<std::uint32_t>{0}, std::vector<float>{7}));
  options.paths.pop_back();
  REQUIRE(data_service.open(options).ok());
  const auto jitter = data_service.room().catalogue().find_column("jitter");
  REQUIRE(jitter.has_value());
  CHECK(data_service.room().catalogue().column(*jitter).values[0] == 7.0F);

  options.carry = false;
  REQUIRE(data_service.open(options).ok());
  CHECK(data_service.room().content().features[0].width == 0);
}

TEST_CASE("nothing recognised leaves what was open") {
  DataService data_service;
  OpenOptions options;
  options.paths = ravdess_paths();
  REQUIRE(data_service.open(options).ok());
  options.paths = {"a.wav", "b.txt"};
  const auto report = data_service.open(options);
  REQUIRE(report.ok());
  CHECK(report.value().kept.empty());
  CHECK(report.value().skipped.size() == 2);
  CHECK(data_service.room().catalogue().row_count() == 1440);
  CHECK(data_service.open_built_in(std::vector<std::uint8_t>{1, 2, 3}).has_value());
  CHECK(data_service.room().catalogue().row_count() == 1440);
}

TEST_CASE("the page's options is read whatever is in it, and the report says it all") {
  const auto options = parse_open_options(
      R"({"title":"T","attribution":"A","paths":["angry/a.wav","x/b.wav"],"forced":"folder","folderDepth":1,"carry":true,
          "tables":[{"path":"t.csv","cells":[["name","mood","n"],["a.wav","sad",3],["b.wav",null,true]],
                     "mapping":{"header":true,"path":0,"field":{"emotion":1},"numbers":[2]}},{"text":"\"open"}]})");
  REQUIRE(options.ok());
  CHECK(options.value().forced == find_naming("folder"));
  CHECK(options.value().carry);
  REQUIRE(options.value().tables.size() == 2);
  CHECK(options.value().tables[0].cells.rows[1].cells[2] == "3");
  CHECK_FALSE(options.value().tables[1].unreadable.empty());
  const Opened o = opened(options.value());
  CHECK(word(o, Field::emotion, 0) == "angry");  // forced: the folder says so
  const std::string text = report_json(o.report, options.value());
  for (const char* part : {R"("main":"folder")", R"("folderDepth":1)", R"("naming":"crema_d")", R"("matched":2)",
                           R"("field":{"emotion":1})", R"("hidden":0)"})
    CHECK_MESSAGE(text.find(part) != std::string::npos, part);

  CHECK_FALSE(parse_open_options("[1]").ok());
  CHECK_FALSE(parse_open_options("{").ok());
  CHECK_FALSE(parse_open_options(R"({"forced":"klingon"})").ok());
  CHECK(parse_open_options(R"({"paths":[1,null],"tables":[3,{}],"folderDepth":"x","fields":7})").ok());

  const auto table = table_json(R"({"path":"t.csv","text":"file;mood\na.wav;\"sad;\"\nb.wav\n"})");
  REQUIRE(table.ok());
  for (const char* part : {R"("rows":2)", R"("columns":["file","mood"])", R"("preview":[["a.wav","sad;"],["b.wav"]])",
                           R"("mapping":{"field":{},"header":true,"numbers":[],"path":0})"})
    CHECK_MESSAGE(table.value().find(part) != std::string::npos, part);
  CHECK(table_json(R"({"text":"\"open"})").value().find("never closed") != std::string::npos);
  CHECK_FALSE(table_json("[]").ok());

  const std::string namings = namings_json();
  CHECK(namings.find(R"({"example":"1001_DFA_ANG_XX.wav","key":"crema_d","name":"CREMA-D"})") != std::string::npos);
  CHECK(namings.find(R"({"example":"angry/take_1.wav","key":"folder","name":""}])") != std::string::npos);
}
