#include "dataset/selection.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "dataset/clips.h"
#include "support/allocations.h"

using namespace emo;
using test::catalogue_of;
using test::clip;

namespace {

using Rows = std::vector<std::uint32_t>;

Catalogue five() {
  return catalogue_of({clip("Actor_02/dog10.wav", {{Field::emotion, "sad"}, {Field::actor, "02"}}, {3.0F}),
                       clip("Actor_01/Dog2.wav", {{Field::emotion, "happy"}, {Field::actor, "10"}}, {1.0F}),
                       clip("Actor_03/kid.wav", {{Field::emotion, "boredom"}, {Field::actor, "9"}}),
                       clip("x/kid.wav", {{Field::actor, "02"}, {Field::statement, "The Surface is slick"}}, {3.0F}),
                       clip("y.wav", {{Field::emotion, "neutral"}}, {-INFINITY})},
                      test::duration_column());
}

Rows sorted(const Catalogue& c, SortKey key) {
  Rows rows = all_rows(c);
  sort_rows(c, key, rows);
  return rows;
}

constexpr auto kDuration = static_cast<std::size_t>(Measure::duration);

}  // namespace

TEST_CASE("rows are chosen by words, numbers, text and by hand, and all must hold") {
  const Catalogue c = five();
  const Code sad = 3;
  const Code happy = 2;
  Filter filter;
  CHECK(select_rows(c, filter) == Rows{0, 1, 2, 3, 4});
  filter.words = {{Field::emotion, {sad, happy}}};
  CHECK(select_rows(c, filter) == Rows{0, 1});
  filter.words = {{Field::emotion, {sad, kUnknown}}};
  CHECK(select_rows(c, filter) == Rows{0, 3});
  filter.words.push_back({Field::actor, {test::code_of(c, Field::actor, "02")}});
  CHECK(select_rows(c, filter) == Rows{0, 3});
  filter.search = "SLICK surface";
  CHECK(select_rows(c, filter) == Rows{3});
  filter.rows = Rows{0, 1};
  CHECK(select_rows(c, filter).empty());
  CHECK(select_rows(c, {.words = {{Field::emotion, {}}}}).empty());
  CHECK(select_rows(c, {.words = {{Field::emotion, {999}}}}).empty());
}

TEST_CASE("a range of numbers includes its ends and leaves unknown ones out unless asked for") {
  const Catalogue c = five();
  CHECK(select_rows(c, {.numbers = {{kDuration, 1.0F, 3.0F}}}) == Rows{0, 1, 3});
  CHECK(select_rows(c, {.numbers = {{kDuration, 1.5F, 3.0F, true}}}) == Rows{0, 2, 3});
  CHECK(select_rows(c, {.numbers = {{kDuration}}}) == Rows{0, 1, 3, 4});
  CHECK(select_rows(c, {.numbers = {{99}}}).empty());
}

TEST_CASE("text is searched in paths and in every field, small and capital letters alike, all words") {
  const Catalogue c = five();
  CHECK(select_rows(c, {.search = "dog"}) == Rows{0, 1});
  CHECK(select_rows(c, {.search = "  DOG   actor_01 "}) == Rows{1});
  CHECK(select_rows(c, {.search = "bored"}) == Rows{2});
  CHECK(select_rows(c, {.search = "kid wav surface"}) == Rows{3});
  CHECK(select_rows(c, {.search = "cat"}).empty());
  CHECK(select_rows(c, {.search = "   "}).size() == 5);
}

TEST_CASE("rows are sorted by any column both ways; rows alike keep their order and unknown ones come last") {
  const Catalogue c = five();
  CHECK(sorted(c, {ByPath{}}) == Rows{1, 0, 2, 3, 4});
  CHECK(sorted(c, {ByPath{}, true}) == Rows{4, 3, 2, 0, 1});
  CHECK(sorted(c, {Field::emotion}) == Rows{4, 1, 0, 2, 3});
  CHECK(sorted(c, {Field::emotion, true}) == Rows{2, 0, 1, 4, 3});
  CHECK(sorted(c, {Field::actor}) == Rows{0, 3, 2, 1, 4});  // 02 02 9 10
  CHECK(sorted(c, {Field::actor, true}) == Rows{1, 2, 0, 3, 4});
  CHECK(sorted(c, {kDuration}) == Rows{4, 1, 0, 3, 2});
  CHECK(sorted(c, {kDuration, true}) == Rows{0, 3, 1, 4, 2});
  CHECK(sorted(c, {std::size_t{99}}) == Rows{0, 1, 2, 3, 4});
}

TEST_CASE("names sort as people count") {
  CHECK(sorted_before("a2", "a10"));
  CHECK(!sorted_before("a10", "a2"));
  CHECK(sorted_before("Anna", "bob"));
  CHECK(sorted_before("a", "a1"));
  CHECK(sorted_before("a01", "a1"));  // alike in value: still one order
  CHECK(!sorted_before("a1", "a01"));
  CHECK(!sorted_before("x", "x"));
  CHECK(sorted_before("99999999999999999999", "100000000000000000000"));
}

TEST_CASE("a seeded draw is the same each time, has each row once, and a longer one begins with the shorter") {
  Rows rows(1000);
  for (std::uint32_t i = 0; i < 1000; ++i) rows[i] = 3 * i;
  const Rows ten = draw_rows(rows, 10, 7);
  CHECK(ten == draw_rows(rows, 10, 7));
  CHECK(ten != draw_rows(rows, 10, 8));
  const Rows all = draw_rows(rows, 5000, 7);
  CHECK(std::equal(ten.begin(), ten.end(), all.begin()));
  CHECK(std::set<std::uint32_t>(all.begin(), all.end()) == std::set<std::uint32_t>(rows.begin(), rows.end()));
  CHECK(all.size() == 1000);
  CHECK(draw_rows({}, 3, 1).empty());
  // Where the first row lands is spread evenly: 2000 draws, 10 places, expected 200 each.
  std::vector<int> landed(10, 0);
  const Rows few{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const Rows drawn = draw_rows(few, 10, seed);
    ++landed[static_cast<std::size_t>(std::find(drawn.begin(), drawn.end(), 0U) - drawn.begin())];
  }
  for (const int count : landed) CHECK(std::abs(count - 200) < 60);  // over four standard deviations
}

TEST_CASE("100 000 rows are chosen and sorted rightly, without an allocation a row") {
  const Catalogue c = catalogue_of(test::many_clips(100'000), test::duration_column());
  const Filter filter{.words = {{Field::emotion, {0, 5}}, {Field::actor, {test::code_of(c, Field::actor, "13")}}},
                      .numbers = {{kDuration, 2.0F, 5.0F}},
                      .search = "speaker_13 TAKE"};
  const std::size_t before = test::allocations();
  const Rows rows = select_rows(c, filter);
  CHECK(test::allocations() - before < 100);
  Rows expected;
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    const bool known = i % 10 != 9;
    if (i % 40 == 13 && (i % 8 == 0 || i % 8 == 5) && known && i % 1000 >= 200 && i % 1000 <= 500)
      expected.push_back(i);
  }
  CHECK(!expected.empty());
  CHECK(rows == expected);

  Rows by_statement = sorted(c, {Field::statement, true});
  for (std::size_t i = 1; i < by_statement.size(); ++i) {
    const auto a = by_statement[i - 1];
    const auto b = by_statement[i];
    REQUIRE((a % 3 > b % 3 || (a % 3 == b % 3 && a < b)));
  }
  const Rows by_duration = sorted(c, {kDuration});
  for (std::size_t i = 1; i < 90'000; ++i) REQUIRE(by_duration[i - 1] % 1000 <= by_duration[i] % 1000);
  for (std::size_t i = 90'000; i < 100'000; ++i) REQUIRE(by_duration[i] % 10 == 9);
}

TEST_CASE("a mask marks the chosen rows and ignores those that are not there") {
  CHECK(mask_of(Rows{0, 2, 7}, 4) == std::vector<std::uint8_t>{1, 0, 1, 0});
}
