#include "dataset/catalogue.h"

#include <doctest/doctest.h>

#include <algorithm>

#include <cmath>
#include <cstring>
#include <string>

#include "dataset/clips.h"
#include "dataset/seeded.h"

using namespace emo;
using test::catalogue_of;
using test::clip;

namespace {

Catalogue small() {
  Catalogue c = catalogue_of(
      {clip("a/1.wav", {{Field::emotion, "angry"}, {Field::actor, "01"}}, {1.5F}),
       clip("b/zwei ü.wav", {{Field::emotion, "boredom"}, {Field::actor, "02"}}), clip("", {}, {-INFINITY})},
      test::duration_column());
  c.set_number(c.add_column("jitter", "%"), 1, 0.25F);
  return c;
}

void check_same(const Catalogue& a, const Catalogue& b) {
  REQUIRE(a.row_count() == b.row_count());
  REQUIRE(a.column_count() == b.column_count());
  for (std::size_t row = 0; row < a.row_count(); ++row) {
    CHECK(a.path(row) == b.path(row));
    for (std::size_t f = 0; f < kFieldCount; ++f)
      CHECK(a.word(static_cast<Field>(f), row) == b.word(static_cast<Field>(f), row));
  }
  for (std::size_t c = 0; c < a.column_count(); ++c) {
    CHECK(a.column(c).name == b.column(c).name);
    CHECK(a.column(c).unit == b.column(c).unit);
    CHECK(std::memcmp(a.column(c).values.data(), b.column(c).values.data(), a.row_count() * sizeof(float)) == 0);
  }
}

// Whatever is in it, every word and number can be asked for.
void check_whole(const Catalogue& c) {
  for (std::size_t row = 0; row < c.row_count(); ++row) {
    CHECK(c.path(row).size() <= 0xFFFFFFFFU);
    for (std::size_t f = 0; f < kFieldCount; ++f) {
      const Code code = c.codes(static_cast<Field>(f))[row];
      CHECK((code == kUnknown || code < c.vocabulary(static_cast<Field>(f)).size()));
    }
  }
  for (std::size_t k = 0; k < c.column_count(); ++k) CHECK(c.column(k).values.size() == c.row_count());
}

void renew_checksum(std::vector<std::uint8_t>& bytes) {
  std::uint64_t sum = 0xcbf29ce484222325ULL;
  for (std::size_t i = 16; i < bytes.size(); ++i) sum = (sum ^ bytes[i]) * 0x100000001b3ULL;
  for (std::size_t i = 0; i < 8; ++i) bytes[8 + i] = static_cast<std::uint8_t>(sum >> (8 * i));
}

}  // namespace

TEST_CASE("a catalogue keeps words as codes, the eight expressions first, and other labels after them") {
  const Catalogue c = small();
  CHECK(c.row_count() == 3);
  CHECK(c.codes(Field::emotion)[0] == static_cast<Code>(Emotion::angry));
  CHECK(c.codes(Field::emotion)[1] == 8);
  CHECK(c.codes(Field::emotion)[2] == kUnknown);
  CHECK(c.word(Field::emotion, 1) == "boredom");
  CHECK(c.word(Field::emotion, 2).empty());
  CHECK(c.path(1) == "b/zwei ü.wav");
  CHECK(c.path(2).empty());
  CHECK(c.column(Measure::duration).values[0] == 1.5F);
  CHECK(std::isnan(c.column(Measure::duration).values[1]));
  CHECK(std::isnan(c.column(Measure::rms).values[0]));
  REQUIRE(c.find_column("jitter"));
  CHECK(c.column(*c.find_column("jitter")).values[1] == 0.25F);
  CHECK(!c.find_column("shimmer"));
}

TEST_CASE("rows are added in blocks, with the same codes for the same words") {
  Catalogue c = small();
  const std::vector<ClipRow> more{clip("c.wav", {{Field::emotion, "boredom"}, {Field::actor, "01"}})};
  REQUIRE(c.append(more));
  CHECK(c.row_count() == 4);
  CHECK(c.codes(Field::emotion)[3] == 8);
  CHECK(c.codes(Field::actor)[3] == c.codes(Field::actor)[0]);
  CHECK(std::isnan(c.column(*c.find_column("jitter")).values[3]));
  const std::vector<std::size_t> nowhere{99};
  CHECK(c.append(more, nowhere).error().find("number 100 is not there") != std::string::npos);
  CHECK(c.row_count() == 4);
}

TEST_CASE("more than 65 535 different words in a field are refused and nothing is added") {
  std::vector<ClipRow> rows(kMostWords);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].fields[Field::statement] = "s" + std::to_string(i);
  Catalogue c;
  REQUIRE(c.append(rows));
  CHECK(c.word(Field::statement, kMostWords - 1) == "s65534");
  const std::vector<ClipRow> one{clip("x.wav", {{Field::corpus, "new"}, {Field::statement, "one more"}})};
  const auto failed = c.append(one);
  REQUIRE(!failed);
  CHECK(failed.error().find("\"statement\" would have more than 65535") != std::string::npos);
  CHECK(c.row_count() == kMostWords);
  for (std::size_t f = 0; f < kFieldCount; ++f) CHECK(c.codes(static_cast<Field>(f)).size() == kMostWords);
  const std::vector<std::uint32_t> first{0};
  CHECK_FALSE(c.set_word(Field::statement, first, "and another"));
  CHECK(c.set_word(Field::statement, first, "s7"));
}

TEST_CASE("a person corrects words, and takes rows alone") {
  Catalogue c = small();
  const std::vector<std::uint32_t> rows{2, 0};
  REQUIRE(c.set_word(Field::sex, rows, "female"));
  REQUIRE(c.set_word(Field::actor, rows, ""));
  CHECK(c.word(Field::sex, 0) == "female");
  CHECK(c.word(Field::sex, 1).empty());
  CHECK(c.word(Field::actor, 0).empty());
  const Catalogue part = c.subset(rows);
  REQUIRE(part.row_count() == 2);
  CHECK(part.path(1) == "a/1.wav");
  CHECK(part.word(Field::emotion, 1) == "angry");
  CHECK(part.column(Measure::duration).values[1] == 1.5F);
  CHECK_FALSE(c.replace_field(Field::split, std::vector<std::string>{"a", "a"}, std::vector<Code>{0, 0, 0}));
  CHECK_FALSE(c.replace_field(Field::split, std::vector<std::string>{"a"}, std::vector<Code>{0, 1, 0}));
  CHECK_FALSE(c.replace_field(Field::split, std::vector<std::string>{"a"}, std::vector<Code>{0, 0}));
  CHECK_FALSE(c.replace_field(Field::emotion, std::vector<std::string>{"a"}, std::vector<Code>{0, 0, 0}));
  CHECK(c.replace_field(Field::split, std::vector<std::string>{"a"}, std::vector<Code>{0, kUnknown, 0}));
  CHECK(c.word(Field::split, 2) == "a");
}

TEST_CASE("a catalogue comes back from its bytes as it was") {
  const Catalogue c = small();
  const auto back = Catalogue::from_bytes(c.to_bytes());
  REQUIRE(back.ok());
  check_same(c, back.value());
  const auto empty = Catalogue::from_bytes(Catalogue().to_bytes());
  REQUIRE(empty.ok());
  CHECK(empty.value().row_count() == 0);
  CHECK(empty.value().vocabulary(Field::emotion).size() == 8);
  const Catalogue large = catalogue_of(test::many_clips(100'000), test::duration_column());
  const auto large_back = Catalogue::from_bytes(large.to_bytes());
  REQUIRE(large_back.ok());
  CHECK(large_back.value().path(99'999) == large.path(99'999));
  CHECK(large_back.value().to_bytes() == large.to_bytes());
}

TEST_CASE("every shortened and every altered byte of a stored catalogue is noticed") {
  const std::vector<std::uint8_t> bytes = small().to_bytes();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto back = Catalogue::from_bytes(std::span(bytes).first(size));
    REQUIRE(!back.ok());
    REQUIRE(back.error().back() == '.');
  }
  for (std::size_t i = 0; i < bytes.size(); ++i)
    for (const std::uint8_t flip : {0x01, 0x80, 0xFF}) {
      auto damaged = bytes;
      damaged[i] = static_cast<std::uint8_t>(damaged[i] ^ flip);
      REQUIRE(!Catalogue::from_bytes(damaged).ok());
    }
  auto longer = bytes;
  longer.push_back(0);
  CHECK(!Catalogue::from_bytes(longer).ok());
  auto older = bytes;
  older[4] = 9;
  CHECK(Catalogue::from_bytes(older).error().find("version 9") != std::string::npos);
}

TEST_CASE("a catalogue from before a measure was made is read, and the measure unknown") {
  const Catalogue now = small();
  std::vector<std::uint8_t> bytes = now.to_bytes();
  // The last measure's column comes out: its name and unit with their sizes, and a number of each row.
  const MeasureInfo& last = kMeasures[kMeasureCount - 1];
  const auto name = std::search(bytes.begin(), bytes.end(), last.name.begin(), last.name.end());
  REQUIRE(name != bytes.end());
  const auto size = static_cast<std::ptrdiff_t>(8 + last.name.size() + last.unit.size() + 4 * now.row_count());
  bytes.erase(name - 4, name - 4 + size);
  const MeasureInfo& first = kMeasures[0];
  auto count = std::search(bytes.begin(), bytes.end(), first.name.begin(), first.name.end()) - 8;
  REQUIRE(*count == now.column_count());
  *count = static_cast<std::uint8_t>(*count - 1);
  renew_checksum(bytes);
  const auto back = Catalogue::from_bytes(bytes);
  REQUIRE(back.ok());
  REQUIRE(back.value().column_count() == now.column_count());
  CHECK(back.value().column(kMeasureCount - 1).name == last.name);
  CHECK(back.value().column(kMeasureCount - 1).unit == last.unit);
  for (const float value : back.value().column(kMeasureCount - 1).values) CHECK(std::isnan(value));
  CHECK(back.value().column(Measure::duration).values[0] == now.column(Measure::duration).values[0]);
  CHECK(back.value().column(*back.value().find_column("jitter")).values[1] == 0.25F);
}

TEST_CASE("bytes made to fit their checksum cannot make a catalogue that is not whole") {
  const std::vector<std::uint8_t> bytes = small().to_bytes();
  Seeded seeded(5);
  int refused = 0;
  int read = 0;
  const auto attempt = [&](std::vector<std::uint8_t> damaged) {
    if (damaged.size() >= 16) renew_checksum(damaged);
    const auto back = Catalogue::from_bytes(damaged);
    if (!back.ok()) {
      ++refused;
      return;
    }
    ++read;
    check_whole(back.value());
  };
  for (std::size_t i = 16; i < bytes.size(); ++i)
    for (const std::uint8_t value : {0x00, 0x01, 0x7F, 0xFF}) {
      auto damaged = bytes;
      damaged[i] = value;
      attempt(std::move(damaged));
    }
  for (std::size_t size = 16; size < bytes.size(); ++size)
    attempt({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)});
  for (int round = 0; round < 2000; ++round) {
    auto damaged = bytes;
    for (int k = 0; k < 4; ++k)
      damaged[16 + seeded.below(bytes.size() - 16)] = static_cast<std::uint8_t>(seeded.below(256));
    attempt(std::move(damaged));
  }
  CHECK(refused > 1000);
  CHECK(read > 100);  // altered letters and numbers are still a catalogue
}
