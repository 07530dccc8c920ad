// The published corpora's real file names (../shared/data/MANIFEST.tsv), against what their own tables say.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "dataset/clips.h"
#include "dataset/csv_mapping.h"
#include "dataset/recognition.h"
#include "dataset/selection.h"
#include "dataset/splits.h"
#include "dataset/statistics.h"
#include "support/files.h"

using namespace emo;

namespace {

struct Manifest {
  std::vector<std::string> corpora, files, emotions, actors, sexes, intensities, statements, repetitions;
};

// Of one corpus, or of all ("").
Manifest manifest_of(const std::string& text, std::string_view corpus) {
  const auto table = parse_csv(text, '\t');
  REQUIRE(table.ok());
  REQUIRE(table.value().rows[0].cells[0] == "dataset");
  Manifest m;
  for (std::size_t i = 1; i < table.value().rows.size(); ++i) {
    const auto& cells = table.value().rows[i].cells;
    REQUIRE(cells.size() == 12);
    if (!corpus.empty() && cells[0] != corpus) continue;
    m.corpora.push_back(cells[0]);
    m.files.push_back(cells[1]);
    m.emotions.push_back(cells[2]);
    m.actors.push_back(cells[3]);
    m.sexes.push_back(cells[4]);
    m.intensities.push_back(cells[5]);
    m.statements.push_back(cells[6]);
    m.repetitions.push_back(cells[7]);
  }
  return m;
}

// "" where the recordings are not there: the test is over.
std::string manifest_text() {
  const std::string shared = test::shared_folder();
  const auto bytes = shared.empty() ? std::vector<std::uint8_t>{} : test::read_bytes(shared + "data/MANIFEST.tsv");
  if (bytes.empty()) {
    if (test::data_required()) FAIL("../shared/data/MANIFEST.tsv is absent");
    MESSAGE("skipped: ../shared/data is absent");
  }
  return {bytes.begin(), bytes.end()};
}

// The table marks the speakers of four corpora by their language, as in "it_m1".
std::string own_code(const std::string& speaker) { return speaker.substr(speaker.find('_') + 1); }

Recognition recognised(const Manifest& m) {
  const std::vector<std::string_view> paths(m.files.begin(), m.files.end());
  return recognise(paths);
}

Catalogue catalogue_of(const Recognition& r, const Manifest& m) {
  std::vector<ClipRow> rows;
  for (const RecognisedFile& f : r.files) rows.push_back({m.files[f.file], f.fields, {}});
  return test::catalogue_of(rows);
}

std::map<std::string, std::uint32_t> counts(const Catalogue& c, Field field) {
  std::map<std::string, std::uint32_t> result;
  for (const WordCount& w : counts_by(c, field, all_rows(c)))
    result[std::string(c.vocabulary(field).word(w.code))] = w.count;
  return result;
}

}  // namespace

TEST_CASE("RAVDESS' real file names give the official counts") {
  const std::string text = manifest_text();
  if (text.empty()) return;
  const Manifest m = manifest_of(text, "ravdess");
  const Recognition r = recognised(m);
  CHECK(r.summary() == "1440 files of RAVDESS; none was left out.");
  const Catalogue c = catalogue_of(r, m);
  REQUIRE(c.row_count() == 1440);
  CHECK(counts(c, Field::emotion) == std::map<std::string, std::uint32_t>{{"neutral", 96},
                                                                          {"calm", 192},
                                                                          {"happy", 192},
                                                                          {"sad", 192},
                                                                          {"angry", 192},
                                                                          {"fearful", 192},
                                                                          {"disgust", 192},
                                                                          {"surprised", 192}});
  const auto by_actor = counts(c, Field::actor);
  CHECK(by_actor.size() == 24);
  for (const auto& [actor, count] : by_actor) CHECK(count == 60);
  CHECK(counts(c, Field::intensity) == std::map<std::string, std::uint32_t>{{"normal", 768}, {"strong", 672}});
  CHECK(counts(c, Field::sex) == std::map<std::string, std::uint32_t>{{"female", 720}, {"male", 720}});
  CHECK(counts(c, Field::channel) == std::map<std::string, std::uint32_t>{{"speech", 1440}});
  const Imbalance imbalance = imbalance_of(counts_by(c, Field::emotion, all_rows(c)));
  CHECK(imbalance.ratio == doctest::Approx(2));
  CHECK(imbalance.entropy == doctest::Approx(0.9912).epsilon(0.001));  // (1/15 ln 15 + 14/15 ln 7.5) / ln 8
}

TEST_CASE("every real file of eight corpora is read by its own, and says what the table of all recordings says") {
  const std::string text = manifest_text();
  if (text.empty()) return;
  const Manifest m = manifest_of(text, "");
  const Recognition r = recognised(m);
  CHECK(r.files.size() == 15112);
  CHECK(
      r.summary() ==
      "1440 files of RAVDESS, 1012 files of RAVDESS song, 2800 files of TESS, 4481 files of nEMO, 2469 files of ASED, "
      "588 files of EMOVO, 300 files of EmotionTTS, 2022 files of Indian EmoSpeech; none was left out.");
  std::size_t wrong = 0;
  for (const RecognisedFile& f : r.files) {
    // The table calls a RAVDESS statement by its number and has the repetition in a column of its own.
    const bool numbered = f.fields[Field::corpus] == "RAVDESS";
    const std::string& sentence = numbered ? f.fields[Field::repetition] : f.fields[Field::statement];
    const bool same =
        f.naming->key == m.corpora[f.file] && f.fields[Field::emotion] == emotion_word(m.emotions[f.file]) &&
        f.fields[Field::actor] == own_code(m.actors[f.file]) && f.fields[Field::sex] == sex_word(m.sexes[f.file]) &&
        f.fields[Field::intensity] == m.intensities[f.file] &&
        sentence == (numbered ? m.repetitions : m.statements)[f.file] &&
        (", " + std::string(f.naming->labels) + ", ").find(", " + f.fields[Field::emotion] + ", ") != std::string::npos;
    if (!same && ++wrong <= 5) MESSAGE(m.files[f.file]);
  }
  CHECK(wrong == 0);
}

TEST_CASE("speech and song of RAVDESS are one corpus of 24 speakers, so that no split parts a voice from itself") {
  const std::string text = manifest_text();
  if (text.empty()) return;
  Manifest m = manifest_of(text, "");
  const Recognition r = recognised(m);
  Catalogue c = catalogue_of(r, m);
  const auto rows = select_rows(c, {.words = {{Field::corpus, {test::code_of(c, Field::corpus, "RAVDESS")}}}});
  REQUIRE(rows.size() == 2452);
  CHECK(counts(c, Field::channel)["song"] == 1012);
  const auto split = make_split(c, rows, {});
  REQUIRE(split.ok());
  REQUIRE(write_split(c, split.value()));
  CHECK(overlap(c, rows).all_speakers == 24);
  CHECK(overlap(c, rows).speakers.empty());
}

TEST_CASE("the real table of all recordings is read as a table with mapped columns") {
  const std::string text = manifest_text();
  if (text.empty()) return;
  const auto table = parse_csv(text);
  REQUIRE(table.ok());
  CHECK(table.value().delimiter == '\t');
  CsvMapping mapping = guess_mapping(table.value());
  CHECK(mapping.path == 1);
  CHECK(mapping[Field::emotion] == 2);
  CHECK(mapping[Field::actor] == 3);
  mapping.numbers = {10};
  const auto clips = read_clips(table.value(), mapping);
  REQUIRE(clips.ok());
  CHECK(clips.value().problems.empty());
  const Catalogue c = test::catalogue_of(clips.value().rows, test::duration_column());
  CHECK(c.row_count() == 15112);
  const auto spreads = spread_by(c, static_cast<std::size_t>(Measure::duration), Field::corpus, all_rows(c)).value();
  REQUIRE(spreads.size() == 8);
  for (const WordSpread& s : spreads) {
    CHECK(s.spread.left_out == 0);
    CHECK(s.spread.least > 0.5);
    CHECK(s.spread.most < 15);
  }
}
