#include "explorer/built_in_dataset.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dataset/corpora.h"
#include "dataset/csv.h"
#include "explorer/clip_analysis.h"
#include "session/card.h"
#include "support/files.h"

using namespace emo;

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

BuiltInDataset some_set() {
  BuiltInDataset set;
  std::vector<ClipRow> rows(3);
  const std::array<const char*, 3> paths{"Actor_01/03-01-03-01-01-01-01.wav", "Actor_02/03-01-05-02-02-01-02.wav",
                                         "Actor_03/ä.wav"};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].path = paths[i];
    rows[i].fields[Field::emotion] = i == 1 ? "angry" : "happy";
    rows[i].numbers = {static_cast<float>(i) + 3.5F};
  }
  const std::size_t column = 0;
  REQUIRE(!set.catalogue.append(rows, {&column, 1}));
  set.title = "Some recordings";
  set.attribution = "Nobody 2026, CC0.";
  set.of(MapFeatures::mlp180) = {
      .made_by = "mlp180, version 1", .width = 4, .values = {1, -2, 0, 1e-9F, 3, 4, 0, 3e-9F, 0.5F, 6, 0, 1e-9F}};
  set.of(MapFeatures::embedding) = {.made_by = "a model", .width = 2, .values = {1, 2, kNotKnown, kNotKnown, 3, 4}};
  set.duplicates = {{0, 2}};
  return set;
}

void repair_checksum(std::vector<std::uint8_t>& bytes) {
  std::uint64_t sum = 0xcbf29ce484222325ULL;
  for (std::size_t i = 16; i < bytes.size(); ++i) sum = (sum ^ bytes[i]) * 0x100000001b3ULL;
  for (std::size_t i = 0; i < 8; ++i) bytes[8 + i] = static_cast<std::uint8_t>(sum >> (8 * i));
}

void check_refused(std::span<const std::uint8_t> bytes) {
  const auto set = BuiltInDataset::from_bytes(bytes);
  REQUIRE(!set.ok());
  CHECK(set.error().back() == '.');
}

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

TEST_CASE("a built-in dataset comes back as it was written") {
  const BuiltInDataset set = some_set();
  const auto bytes = set.to_bytes();
  const auto read = BuiltInDataset::from_bytes(bytes);
  REQUIRE(read.ok());
  const BuiltInDataset& back = read.value();
  CHECK(back.title == set.title);
  CHECK(back.attribution == set.attribution);
  CHECK(back.duplicates == set.duplicates);
  REQUIRE(back.catalogue.row_count() == 3);
  CHECK(back.catalogue.path(2) == "Actor_03/ä.wav");
  CHECK(back.catalogue.word(Field::emotion, 1) == "angry");
  CHECK(back.catalogue.column(Measure::duration).values[2] == 5.5F);
  CHECK(back.of(MapFeatures::mlp180).made_by == "mlp180, version 1");
  CHECK(back.of(MapFeatures::mlp180).width == 4);
  const auto& embedding = back.of(MapFeatures::embedding).values;
  CHECK(embedding[0] == 1.0F);
  CHECK(std::isnan(embedding[2]));
  CHECK(std::isnan(embedding[3]));
  CHECK(embedding[5] == 4.0F);
  CHECK(back.to_bytes() == bytes);
}

TEST_CASE("numbers of any size keep eleven significant bits, down to 2^-29 of their place's largest") {
  BuiltInDataset set = some_set();
  BuiltInFeatures& features = set.of(MapFeatures::mlp180);
  features = {.made_by = "numbers", .width = 300, .values = {}};
  for (std::size_t row = 0; row < 3; ++row)
    for (int place = 0; place < 300; ++place) {
      const float size = std::ldexp(1.0F, place / 2 - 60);
      const float below = row == 0 ? 1.0F : std::ldexp(1.0F, row == 1 ? -5 : -28);
      features.values.push_back(size * below * (1.0F + static_cast<float>(place % 17) / 17.0F) * (row == 1 ? -1 : 1));
    }
  const auto read = BuiltInDataset::from_bytes(set.to_bytes());
  REQUIRE(read.ok());
  const auto& values = read.value().of(MapFeatures::mlp180).values;
  REQUIRE(values.size() == features.values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    CAPTURE(i);
    REQUIRE(std::abs(values[i] - features.values[i]) <= 0x1p-11F * std::abs(features.values[i]));
  }
}

TEST_CASE("the largest and the smallest numbers, infinity and zero come back") {
  BuiltInDataset set = some_set();
  const float huge = std::numeric_limits<float>::max(), tiny = std::numeric_limits<float>::min();
  set.of(MapFeatures::embedding) = {
      .made_by = "edges", .width = 3, .values = {0.5F * huge, tiny, 0, kInfinity, -tiny, 0, -kInfinity, 0, -0.0F}};
  const auto read = BuiltInDataset::from_bytes(set.to_bytes());
  REQUIRE(read.ok());
  const auto& values = read.value().of(MapFeatures::embedding).values;
  CHECK(values[0] == doctest::Approx(0.5F * huge).epsilon(1e-3));
  CHECK(values[1] == tiny);
  CHECK(values[3] == kInfinity);
  CHECK(values[4] == -tiny);
  CHECK(values[6] == -kInfinity);
  CHECK(values[7] == 0.0F);
}

TEST_CASE("an empty set without features comes back") {
  const auto read = BuiltInDataset::from_bytes(BuiltInDataset{}.to_bytes());
  REQUIRE(read.ok());
  CHECK(read.value().catalogue.row_count() == 0);
  CHECK(read.value().of(MapFeatures::mlp180).width == 0);
  CHECK(read.value().duplicates.empty());
}

TEST_CASE("each damaged byte and each cut is refused with a sentence") {
  const auto whole = some_set().to_bytes();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    auto damaged = whole;
    damaged[at] ^= 0x10;
    CAPTURE(at);
    check_refused(damaged);
    check_refused(std::span(whole).first(at));
  }
  auto longer = whole;
  longer.push_back(0);
  check_refused(longer);
  repair_checksum(longer);
  check_refused(longer);
}

TEST_CASE("bytes that lie under a right checksum are refused or make a set that holds together") {
  const auto whole = some_set().to_bytes();
  int refused = 0;
  for (std::size_t at = 16; at < whole.size(); ++at)
    for (const unsigned char flip : {0x01, 0x40, 0x80, 0xff}) {
      auto damaged = whole;
      damaged[at] ^= flip;
      repair_checksum(damaged);
      const auto read = BuiltInDataset::from_bytes(damaged);
      if (!read.ok()) {
        CHECK(read.error().back() == '.');
        ++refused;
        continue;
      }
      const BuiltInDataset& set = read.value();
      for (const BuiltInFeatures& features : set.features)
        REQUIRE(features.values.size() == set.catalogue.row_count() * features.width);
      for (const auto& group : set.duplicates)
        for (const std::uint32_t row : group) REQUIRE(row < set.catalogue.row_count());
    }
  CHECK(refused > 500);  // counts, the inner catalogue with its own checksum, rows of duplicates
  for (std::size_t cut = 16; cut < whole.size(); ++cut) {
    std::vector<std::uint8_t> shorter(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(cut));
    repair_checksum(shorter);
    check_refused(shorter);
  }
}

TEST_CASE("another version and another kind of file are told apart") {
  auto bytes = some_set().to_bytes();
  bytes[4] = 9;
  CHECK(BuiltInDataset::from_bytes(bytes).error().find("version 9") != std::string::npos);
  bytes[0] = 'X';
  CHECK(BuiltInDataset::from_bytes(bytes).error().find("no stored set") != std::string::npos);
  CHECK(BuiltInDataset::from_bytes(Catalogue().to_bytes()).error().find("no stored set") != std::string::npos);
}

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
