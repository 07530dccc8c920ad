#include "explorer/built_in_dataset.h"

#include <doctest/doctest.h>

#include <bit>
#include <limits>

#include "dataset/recognition.h"
#include "explorer/float16.h"
#include "support/audio.h"

namespace {

using namespace emo;

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
  REQUIRE(set.catalogue.append(rows, {&column, 1}));
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

}  // namespace

TEST_CASE("every half is kept by the way through float32 and back") {
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
    const auto half = static_cast<std::uint16_t>(bits);
    const float value = from_half(half);
    if (std::isnan(value)) {
      CHECK((to_half(value) & 0x7fff) == 0x7e00);
    } else {
      REQUIRE(to_half(value) == half);
    }
  }
}

TEST_CASE("halves have the values of IEEE 754") {
  CHECK(from_half(0x3c00) == 1.0F);
  CHECK(from_half(0xc000) == -2.0F);
  CHECK(from_half(0x7bff) == kLargestHalf);
  CHECK(from_half(0x0400) == 0x1p-14F);
  CHECK(from_half(0x0001) == 0x1p-24F);
  CHECK(from_half(0x03ff) == 1023 * 0x1p-24F);
  CHECK(from_half(0x7c00) == kInfinity);
  CHECK(from_half(0xfc00) == -kInfinity);
  CHECK(std::signbit(from_half(0x8000)));
}

TEST_CASE("a number goes to the nearest half, ties to the even one") {
  // Each half and its successor: just below the middle, the middle, just above.
  for (std::uint16_t half = 0; half < 0x7bff; ++half) {
    const auto next = static_cast<std::uint16_t>(half + 1);
    const float middle = 0.5F * (from_half(half) + from_half(next));
    const auto even = static_cast<std::uint16_t>(half + half % 2);
    REQUIRE(to_half(middle) == even);
    REQUIRE(to_half(-middle) == (even | 0x8000));
    REQUIRE(to_half(std::nextafter(middle, 0.0F)) == half);
    REQUIRE(to_half(std::nextafter(middle, kInfinity)) == next);
  }
  CHECK(to_half(65519.996F) == 0x7bff);
  CHECK(to_half(65520.0F) == 0x7c00);
  CHECK(to_half(-kInfinity) == 0xfc00);
  CHECK(to_half(std::numeric_limits<float>::max()) == 0x7c00);
  CHECK(to_half(0x1p-25F) == 0);
  CHECK(to_half(std::nextafter(0x1p-25F, 1.0F)) == 1);
  CHECK(to_half(std::numeric_limits<float>::denorm_min()) == 0);
}

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
