// The set that is embedded in the page, web/datasets/ravdess/built_in.bin: what RAVDESS officially is, and what its
// sounds give when they are heard again. The embeddings: tests/e2e/native_catalogue.test.mjs.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "dataset/corpora.h"
#include "dataset/csv.h"
#include "explorer/built_in_dataset.h"
#include "explorer/clip_analysis.h"
#include "session/card.h"
#include "support/files.h"

namespace {

using namespace emo;

const BuiltInDataset& ravdess() {
  static const BuiltInDataset set = [] {
    const auto bytes = test::read_bytes(test::tests_folder() + "/../web/datasets/ravdess/built_in.bin");
    CHECK(bytes.size() > 500'000);
    CHECK(bytes.size() <= 1'500'000);
    auto read = BuiltInDataset::from_bytes(bytes);
    REQUIRE(read.ok());
    return std::move(read.value());
  }();
  return set;
}

std::map<std::string, int, std::less<>> counts(Field field) {
  std::map<std::string, int, std::less<>> found;
  for (std::size_t row = 0; row < ravdess().catalogue.row_count(); ++row)
    ++found[std::string(ravdess().catalogue.word(field, row))];
  return found;
}

std::string stem(std::string_view path) {
  const std::size_t slash = path.rfind('/') + 1;
  return std::string(path.substr(slash, path.rfind('.') - slash));
}

std::string text_file(const std::string& path) {
  const auto bytes = test::read_bytes(path);
  return {bytes.begin(), bytes.end()};
}

std::string recordings() {
  const std::string shared = test::shared_folder();
  if (shared.empty()) {
    if (test::data_required()) FAIL("../shared/data is absent");
    MESSAGE("skipped: ../shared/data is absent");
  }
  return shared;
}

}  // namespace

TEST_CASE("the embedded RAVDESS has the official counts") {
  CHECK(ravdess().catalogue.row_count() == 1440);
  const auto emotions = counts(Field::emotion);
  REQUIRE(emotions.size() == 8);
  for (const auto& [word, count] : emotions) CHECK(count == (word == "neutral" ? 96 : 192));
  const auto actors = counts(Field::actor);
  REQUIRE(actors.size() == 24);
  for (const auto& [word, count] : actors) CHECK(count == 60);
  CHECK(counts(Field::intensity) == decltype(counts(Field::intensity)){{"normal", 768}, {"strong", 672}});
  CHECK(counts(Field::sex) == decltype(counts(Field::sex)){{"female", 720}, {"male", 720}});
  CHECK(counts(Field::repetition) == decltype(counts(Field::repetition)){{"01", 720}, {"02", 720}});
  CHECK(counts(Field::channel) == decltype(counts(Field::channel)){{"speech", 1440}});
  CHECK(counts(Field::statement).size() == 2);
}

TEST_CASE("the embedded RAVDESS calls its files as the release does, and says of each what its name says") {
  const Catalogue& catalogue = ravdess().catalogue;
  std::set<std::string, std::less<>> paths;
  for (std::size_t row = 0; row < catalogue.row_count(); ++row) {
    const std::string_view path = catalogue.path(row);
    CAPTURE(path);
    paths.emplace(path);
    const auto fields = read_any_name(path);
    REQUIRE(fields.ok());
    for (std::size_t f = 0; f < kFieldCount; ++f)
      CHECK(catalogue.word(static_cast<Field>(f), row) == fields.value().fields.words[f]);
    CHECK(path == "Actor_" + fields.value().fields[Field::actor] + "/" + stem(path) + ".wav");
  }
  CHECK(paths.size() == 1440);
}

TEST_CASE("the embedded RAVDESS names its licence, its authors, and the release's one pair of equal recordings") {
  const BuiltInDataset& set = ravdess();
  CHECK(set.title == "RAVDESS, speech");
  for (const char* part : {"Livingstone", "Russo", "2018", "CC BY-NC-SA 4.0", "22.05 kHz"})
    CHECK(set.attribution.find(part) != std::string::npos);
  REQUIRE(set.duplicates.size() == 1);
  REQUIRE(set.duplicates[0].size() == 2);
  CHECK(set.catalogue.path(set.duplicates[0][0]) == "Actor_07/03-01-03-01-02-01-07.wav");
  CHECK(set.catalogue.path(set.duplicates[0][1]) == "Actor_07/03-01-03-01-02-02-07.wav");
}

TEST_CASE("the embedded features are of the recipe and the model that the page ships") {
  const BuiltInFeatures& mlp180 = ravdess().of(MapFeatures::mlp180);
  CHECK(mlp180.width == 180);
  CHECK(mlp180.made_by == "mlp180, version 1");
  CHECK(std::all_of(mlp180.values.begin(), mlp180.values.end(), [](float v) { return std::isfinite(v); }));

  const auto card = parse_card(text_file(test::tests_folder() + "/../models/emoscope-s/card.json"));
  REQUIRE(card.ok());
  const BuiltInFeatures& embedding = ravdess().of(MapFeatures::embedding);
  CHECK(embedding.made_by == "emoscope-s, embedding, model.onnx " + card.value().sha256.substr(0, 12));
  CHECK(embedding.width == static_cast<std::uint32_t>(card.value().embedding_size));
  int without = 0;
  for (std::size_t row = 0; row < 1440; ++row) {
    const auto values = std::span(embedding.values).subspan(row * embedding.width, embedding.width);
    const auto known =
        static_cast<std::size_t>(std::count_if(values.begin(), values.end(), [](float v) { return std::isfinite(v); }));
    CHECK((known == 0 || known == embedding.width));
    without += known == 0 ? 1 : 0;
  }
  CHECK(without == 13);  // clips in which no speech is heard: the card's evaluation counts the same
}

TEST_CASE(
    "the measures that the embedded RAVDESS holds are within what speech can be; younger ones are unknown in it") {
  const Catalogue& catalogue = ravdess().catalogue;
  const auto within = [&](Measure m, float low, float high) {
    const auto& values = catalogue.column(m).values;
    CAPTURE(kMeasures[static_cast<std::size_t>(m)].name);
    CHECK(std::all_of(values.begin(), values.end(), [&](float v) { return v >= low && v <= high; }));
  };
  within(Measure::duration, 2.9F, 5.3F);  // the release's shortest and longest
  within(Measure::rms, -75, -10);
  within(Measure::f0_mean, 75, 600);
  within(Measure::f0_range, 1, 525);
  within(Measure::speaking_rate, 0.1F, 8);
  within(Measure::clipped_share, 0, 0.01F);
  for (const Measure younger : {Measure::onset_strength, Measure::spectral_slope})
    CHECK(std::ranges::all_of(catalogue.column(younger).values, [](float v) { return std::isnan(v); }));
}

TEST_CASE("the embedded durations are those of the original recordings") {
  const std::string shared = recordings();
  if (shared.empty()) return;
  const auto table = parse_csv(text_file(shared + "data/MANIFEST.tsv"), '\t');
  REQUIRE(table.ok());
  std::map<std::string, float, std::less<>> seconds;
  for (const CsvRow& row : table.value().rows)
    if (row.cells[0] == "ravdess") seconds[stem(row.cells[1])] = std::stof(row.cells[10]);
  REQUIRE(seconds.size() == 1440);
  const Catalogue& catalogue = ravdess().catalogue;
  for (std::size_t row = 0; row < catalogue.row_count(); ++row)
    CHECK(catalogue.column(Measure::duration).values[row] == seconds.at(stem(catalogue.path(row))));
}

TEST_CASE("recordings heard again give the embedded measures and mlp180") {
  const std::string shared = recordings();
  if (shared.empty()) return;
  const BuiltInFeatures& mlp180 = ravdess().of(MapFeatures::mlp180);
  std::vector<float> largest(mlp180.width);
  for (std::size_t i = 0; i < mlp180.values.size(); ++i)
    largest[i % mlp180.width] = std::max(largest[i % mlp180.width], std::abs(mlp180.values[i]));
  const Catalogue& catalogue = ravdess().catalogue;
  ClipAnalyser analyser;
  for (std::size_t row = 0; row < catalogue.row_count(); row += 97) {
    const std::string_view path = catalogue.path(row);
    CAPTURE(path);
    const auto clip = decode_clip(test::read_bytes(shared + "data/ravdess/" + stem(path) + ".flac"));
    REQUIRE(clip.ok());
    const auto analysis = analyser.analyse(clip.value(), {.recipes = 1U << static_cast<unsigned>(ClipRecipe::mlp180)});
    REQUIRE(analysis.ok());
    const auto& heard = analysis.value().measures;
    const auto kept = [&](Measure m) { return catalogue.column(m).values[row]; };
    const auto now = [&](Measure m) { return heard[static_cast<std::size_t>(m)]; };
    CHECK(std::abs(now(Measure::duration) - kept(Measure::duration)) < 1e-4F);  // the copy is a part of a sample longer
    CHECK(std::abs(now(Measure::rms) - kept(Measure::rms)) < 1e-3F);
    CHECK(now(Measure::f0_mean) == doctest::Approx(kept(Measure::f0_mean)).epsilon(1e-3));
    CHECK(now(Measure::f0_range) == doctest::Approx(kept(Measure::f0_range)).epsilon(1e-2));
    CHECK(now(Measure::speaking_rate) == doctest::Approx(kept(Measure::speaking_rate)).epsilon(1e-4));
    CHECK(now(Measure::clipped_share) == kept(Measure::clipped_share));
    const auto& values = analysis.value().recipe(ClipRecipe::mlp180).values;
    for (std::size_t i = 0; i < mlp180.width; ++i) {
      CAPTURE(i);
      // Half precision: 2^-11 of the number; the rest is for another compiler's rounding.
      const float tolerance = 0x1.1p-11F * std::abs(values[i]) + 1e-5F * largest[i];
      CHECK(std::abs(mlp180.values[row * mlp180.width + i] - values[i]) <= tolerance);
    }
  }
}
